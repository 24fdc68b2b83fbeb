import { z } from "zod";
import { type ContingentId, EntryId, MandateId } from "./id.ts";
import { Actor, type Role } from "./role.ts";
import { Instant } from "./time.ts";

/** What the journal keeps around every entry's data. `seq` counts from 0 and is the leaf's index in the Merkle tree. */
export interface Envelope<Kind extends string = string, Data = unknown> {
  readonly seq: number;
  readonly id: EntryId;
  readonly at: Instant;
  readonly kind: Kind;
  readonly by: Actor;
  /** The operation that was called: the audit trail. */
  readonly operation: string;
  readonly mandate: MandateId | null;
  readonly data: Data;
}

/** The form of an envelope, whatever its data: for reading a journal without knowing every kind in it. */
export const AnyEnvelope = z.object({
  seq: z.int().nonnegative(),
  id: EntryId,
  at: Instant,
  kind: z.string(),
  by: Actor,
  operation: z.string(),
  mandate: MandateId.nullable(),
  data: z.unknown(),
});

/** An entry that has been decided but not yet appended. */
export interface NewEntry<Kind extends string = string, Data = unknown> {
  readonly kind: Kind;
  readonly data: Data;
  readonly mandate: MandateId | null;
}

/**
 * One kind of entry, defined once and used by the projection, the live stream, the interface and the replay.
 * `roles` may see it; `contingentOf` narrows it to one contingent (need to know).
 */
export interface EntryKind<Kind extends string = string, Data = unknown> {
  readonly kind: Kind;
  readonly data: z.ZodType<Data>;
  readonly roles: readonly Role[];
  contingentOf(data: Data): ContingentId | null;
  /** Makes an entry of this kind. Undefined members are dropped, as the journal's canonical JSON has none. */
  of(data: Data, mandate?: MandateId | null): NewEntry<Kind, Data>;
  is(envelope: Envelope): envelope is Envelope<Kind, Data>;
}

/** Those who look at the running operation. */
export const COMMAND_ROOM: readonly Role[] = ["operator", "supervisor", "commander", "liaison", "auditor", "exercise"];
/** Those, and the officers and devices in the street (each narrowed to what is addressed to them by the hub). */
export const EVERYONE_ON_DUTY: readonly Role[] = [...COMMAND_ROOM, "officer", "steward", "field-device", "gate-device"];
/** Those who watch the watchers. */
export const OVERSIGHT: readonly Role[] = ["supervisor", "commander", "data-protection", "auditor", "admin"];

export function entry<const Kind extends string, Data>(
  kind: Kind,
  data: z.ZodType<Data>,
  seen: { readonly roles: readonly Role[]; readonly contingentOf?: (data: Data) => ContingentId | null },
): EntryKind<Kind, Data> {
  return {
    kind,
    data,
    roles: seen.roles,
    contingentOf: seen.contingentOf ?? (() => null),
    of: (value, mandate = null) => ({ kind, data: value, mandate }),
    is: (envelope): envelope is Envelope<Kind, Data> => envelope.kind === kind,
  };
}
