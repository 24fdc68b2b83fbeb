import type { DeviceId, EntryKind, Instant, NewEntry, Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { DeviceSite } from "../identity/words.ts";
import type { Schema } from "../store/schema.ts";

/** The node that follows or reports, and the site it speaks for. */
export interface NodeFacts {
  readonly device: DeviceId;
  readonly site: DeviceSite;
}

/** A kind of entry that nodes mirror. */
export interface Downward {
  readonly kind: EntryKind;
  /** Which of them a node is told; without it all. Asked once an answer, so that it may read what it needs to tell them apart. */
  readonly select?: (read: Kysely<Schema>, node: NodeFacts) => Promise<(data: unknown) => boolean>;
}

export interface Received {
  /** The centre's transaction, as it was before this report. */
  readonly read: Kysely<Schema>;
  readonly node: NodeFacts;
  readonly mandate: NewEntry["mandate"];
  readonly now: Instant;
}

/** `fits: false`: no entry of this kind as the centre knows it. The node is of another version, and goes on keeping it. */
export type Reception =
  | { readonly fits: true; readonly outcome: readonly NewEntry[] | Refusal }
  | { readonly fits: false; readonly because: string };

/** A kind of entry that is born at nodes and reported to the centre. */
export interface Upward {
  readonly kind: string;
  receive(data: unknown, received: Received): Promise<Reception>;
}

/** What goes up and down between a node and its centre. Put together by the composition root: ground knows no wing. */
export interface NodeTraffic {
  readonly down: readonly Downward[];
  readonly up: readonly Upward[];
}

/**
 * What the centre makes of an entry that a node reports: the entries it appends, none where it knows it already. A refusal sets it aside.
 * `receive` decides and reads, as an operation does; without it the entry is taken as it is.
 */
export function upward<Kind extends string, Data>(
  kind: EntryKind<Kind, Data>,
  receive: (data: Data, received: Received) => Promise<readonly NewEntry[] | Refusal> = async (data, { mandate }) => [
    kind.of(data, mandate),
  ],
): Upward {
  return {
    kind: kind.kind,
    async receive(data, received) {
      const parsed = kind.data.safeParse(data);
      if (!parsed.success) return { fits: false, because: parsed.error.issues[0]?.message ?? "it does not fit" };
      return { fits: true, outcome: await receive(parsed.data, received) };
    },
  };
}

/** What a node is told of a kind, chosen by its data. */
export function downward<Kind extends string, Data>(
  kind: EntryKind<Kind, Data>,
  select: (read: Kysely<Schema>, node: NodeFacts) => Promise<(data: Data) => boolean>,
): Downward {
  return {
    kind,
    async select(read, node) {
      const wanted = await select(read, node);
      return (data) => {
        const parsed = kind.data.safeParse(data);
        return parsed.success && wanted(parsed.data);
      };
    },
  };
}
