import {
  COMMAND_ROOM,
  entry,
  Instant,
  PlaceId,
  PlaceKind,
  Position,
  SignalId,
  SubjectId,
  UnitId,
  UnitKind,
} from "@cordon/kernel";
import { z } from "zod";

/** How somebody told the command room: over the radio, by telephone, or by looking up from their desk. */
export const Channel = z.enum(["radio", "phone", "room"]);
export type Channel = z.infer<typeof Channel>;

/** An address in words, as in `12 bis Rue de Rivoli, 75004 Paris`. It names a building and nobody in it. */
export const AddressLine = z.string().min(1).max(160);

/**
 * Who told of a signal, beside the `signal.raised` that puts it into the queue. Of whoever telephones it holds a reference into the vault and
 * nothing more.
 */
export const CallTaken = entry(
  "signal.call-taken",
  z.object({
    signal: SignalId,
    channel: Channel,
    unit: UnitId.nullable(),
    /** As it is said on the radio; it need not be one of Cordon's units. */
    callSign: z.string().min(1).max(40).nullable(),
    caller: SubjectId.nullable(),
    address: AddressLine.nullable(),
  }),
  { roles: COMMAND_ROOM },
);
/** Callers whose time was up: their keys are destroyed, up to this entry. */
export const CallersForgotten = entry(
  "signal.callers-forgotten",
  z.object({ untilSeq: z.int().nonnegative(), callers: z.int().positive() }),
  { roles: COMMAND_ROOM },
);

/** What the queue knows of a call. Who telephoned is asked for by itself, and only of the vault. */
export const CallView = z.object({
  channel: Channel,
  unit: UnitId.nullable(),
  callSign: z.string().nullable(),
  /** Whether somebody left their name or number. */
  hasCaller: z.boolean(),
  address: z.string().nullable(),
});
export type CallView = z.infer<typeof CallView>;

/** Rows of the address index that were taken in, and from what. The addresses are no decision: they are not in the journal. */
export const AddressesImported = entry(
  "addresses.imported",
  z.object({ added: z.int().nonnegative(), changed: z.int().nonnegative(), refused: z.int().nonnegative() }),
  { roles: COMMAND_ROOM },
);
export const AddressesRemoved = entry("addresses.removed", z.object({ removed: z.int().positive() }), {
  roles: COMMAND_ROOM,
});

/** A place to send somebody to, however it was named. */
export const Location = z.discriminatedUnion("what", [
  z.object({ what: z.literal("coordinates"), position: Position }),
  z.object({
    what: z.literal("address"),
    address: AddressLine,
    position: Position,
    /** False: the street is known and this number is not; it is the nearest there is. */
    exact: z.boolean(),
  }),
  /** A post, a gate, a zone, a venue. */
  z.object({
    what: z.literal("place"),
    place: PlaceId,
    kind: PlaceKind,
    name: z.object({ fr: z.string(), en: z.string() }),
    position: Position,
  }),
  z.object({
    what: z.literal("unit"),
    unit: UnitId,
    callSign: z.string(),
    kind: UnitKind,
    /** Null: nobody knows where it is. */
    position: Position.nullable(),
    seenAt: Instant.nullable(),
  }),
]);
export type Location = z.infer<typeof Location>;
