import type { EntryKind, Envelope } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { type Schema, tablesOf } from "./store/schema.ts";

/** How one kind of entry is remembered in the tables; runs in the transaction that appends it, and again in a rebuild. */
export interface Projection {
  readonly kind: string;
  apply(tx: Kysely<Schema>, envelope: Envelope): Promise<void>;
}

/**
 * Binds projections to the tables a capability owns: `const project = projecting<CommandTables>()`, then
 * `project(TaskOffered, (tx, { data, at }) => tx.insertInto("task").values({...}).execute())`.
 * A projection depends on the entry alone - no clock, no randomness, no other system - or a rebuild would differ.
 */
export function projecting<Tables>() {
  return <Kind extends string, Data>(
    kind: EntryKind<Kind, Data>,
    apply: (tx: Kysely<Tables>, envelope: Envelope<Kind, Data>) => Promise<unknown>,
  ): Projection => ({
    kind: kind.kind,
    async apply(tx, envelope) {
      if (!kind.is(envelope)) throw new TypeError(`the projection of ${kind.kind} was handed ${envelope.kind}`);
      await apply(tablesOf<Tables>(tx), envelope);
    },
  });
}
