import { isRefusal, type NewEntry, refuse } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { schemaOf } from "../../store/schema.ts";
import { speaking } from "../speaking.ts";
import { command, type NodeTables } from "../tables.ts";
import type { Upward } from "../traffic.ts";
import { MOST_REPORTED, NodeEntrySetAside, NodeReported, NodeStanding, Taken, ToldEntry } from "../words.ts";
import { REPORTING } from "./follow.ts";

/**
 * Exactly once: the node says up to where it believes its journal was taken, and only when that is so is anything taken, with the new mark in
 * the same transaction. An answer that was lost, or a centre that was restored from a backup, is told by the mark, and the node goes on from there.
 */
export const report = (up: readonly Upward[]) => {
  const kinds = new Map(up.map((each) => [each.kind, each]));
  return command({
    name: REPORTING,
    summary: "Take over entries that were born at a node, in order and once, and how the node does",
    input: z.object({
      taken: z.int().nonnegative(),
      entries: z.array(ToldEntry).max(MOST_REPORTED).readonly(),
      standing: NodeStanding,
    }),
    output: Taken,
    allow: role("node-device"),
    async run({ input, by, read, now }) {
      const node = await speaking(read, by);
      if (isRefusal(node)) return node;
      const row = await read.selectFrom("node").select("taken").where("device", "=", node.device).executeTakeFirst();
      if (row === undefined)
        return refuse("not-possible-now", "This node has not connected: nodes.connect comes first.");
      await hear(read, { device: node.device, heard_at: now, ...rowOf(input.standing) });
      const last = input.entries.at(-1);
      if (input.taken !== row.taken || last === undefined) return accept([], { taken: row.taken, now });

      const entries: NewEntry[] = [];
      let before = row.taken - 1;
      for (const { seq, kind, mandate, data } of input.entries) {
        if (seq <= before) return refuse("invalid", `The entries of a report stand in order, and ${seq} does not.`);
        before = seq;
        const known = kinds.get(kind);
        if (known === undefined) return otherVersion(kind, "the centre takes none of this kind");
        const received = await known.receive(data, { read: schemaOf(read), node, mandate, now });
        if (!received.fits) return otherVersion(kind, received.because);
        if (!isRefusal(received.outcome)) entries.push(...received.outcome);
        else entries.push(NodeEntrySetAside.of({ node: node.device, seq, kind, because: received.outcome.because }));
      }
      const taken = last.seq + 1;
      entries.push(NodeReported.of({ node: node.device, taken, entries: input.entries.length }));
      return accept(entries, { taken, now });
    },
  });
};

/** Nothing of the report is taken, and nothing lost: the node keeps it until one of the two is brought up to date. */
function otherVersion(kind: string, because: string) {
  return refuse("stale-client", `The node and its centre are of different versions (${kind}: ${because}).`, kind);
}

function rowOf({ followed, waiting, skewMs }: NodeStanding) {
  return { followed, waiting, skew_ms: skewMs };
}

async function hear(read: Kysely<NodeTables>, row: NodeTables["node_heard"]): Promise<void> {
  const { device: _, ...said } = row;
  await read
    .insertInto("node_heard")
    .values(row)
    .onConflict((conflict) => conflict.column("device").doUpdateSet(said))
    .execute();
}
