import { Instant, PassNumber, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { KeySet, PassKey } from "./pass.ts";
import { LaneCode, RuleSet } from "./perimeter.ts";
import { Presence, ZoneNow } from "./scan.ts";

/** A document and its signature: COSE_Sign1 (RFC 9052) with an Ed25519 key, base64url. What is inside is in the payload, as canonical JSON. */
export const Signed = z.string().regex(/^[A-Za-z0-9_-]{100,700000}$/);

/** What a signed payload is: the content type in its protected header (COSE header 3), so that no document passes for another. */
export const SIGNED_TYPES = {
  keys: "application/cordon-pass-keys+json",
  rules: "application/cordon-rules+json",
} as const satisfies Record<string, string>;

/**
 * A change of the revocations since a version, or all of them: base64url of the bytes of `rules/revocations`.
 * `version` is the journal number of the last entry it knows; 0 before the first.
 */
export const RevocationUpdate = z.discriminatedUnion("form", [
  z.object({ form: z.literal("same"), version: z.int().nonnegative() }),
  z.object({
    form: z.literal("delta"),
    since: z.int().nonnegative(),
    version: z.int().nonnegative(),
    bytes: z.string(),
  }),
  z.object({ form: z.literal("whole"), version: z.int().nonnegative(), bytes: z.string() }),
]);
export type RevocationUpdate = z.infer<typeof RevocationUpdate>;

/** What a gate says it holds when it asks for news. */
export const GateHolds = z.object({
  rules: z.int().nonnegative(),
  keys: z.int().nonnegative(),
  revocations: z.int().nonnegative(),
  revocationsAsOf: Instant.nullable(),
  /** The last change of presence it knows. */
  presence: z.int().nonnegative(),
  /** Scans not yet taken by the node. */
  waiting: z.int().nonnegative(),
  /** The device's clock as it asked. */
  clock: Instant,
});
export type GateHolds = z.infer<typeof GateHolds>;

/** Everything a gate needs to go on alone, as a difference to what it holds. */
export const GateFeed = z.object({
  now: Instant,
  gate: PlaceId,
  /** Passes may be checked here until then; null: no mandate is in force and the gate is closed. */
  mandateUntil: Instant.nullable(),
  /** The same of vehicles, which are checked under a mandate of their own; absent: of vehicles as of people. */
  vehicleMandateUntil: Instant.nullable().optional(),
  /** How long the mandate in force lets be kept who went in: a gate forgets as the server does. Absent where it is not told. */
  retentionDays: z.number().positive().nullable().optional(),
  root: PassKey.shape.x,
  keys: z.string().nullable(),
  rules: z.string().nullable(),
  revocations: RevocationUpdate,
  /** Changes at the gates of this zone since what it holds; `more`: ask again at once. */
  presence: z.array(Presence).max(5000).readonly(),
  presenceVersion: z.int().nonnegative(),
  more: z.boolean(),
  /** The lane the device was posted at; null or absent: the steward chooses. */
  lane: LaneCode.nullable().optional(),
  /** How many are inside the gate's zone; absent where it is not told. */
  inside: ZoneNow.nullable().optional(),
});
export type GateFeed = z.infer<typeof GateFeed>;

/** What stands in a payload of each signed type. */
export const SignedPayload = { keys: KeySet, rules: RuleSet } as const;

/** A list of pass numbers as an operation takes it. */
export const PassNumbers = z.array(PassNumber).min(1).max(10_000).readonly();
