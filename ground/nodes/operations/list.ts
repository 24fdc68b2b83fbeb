import { millisecondsOf } from "@cordon/kernel";
import { z } from "zod";
import { role } from "../../operation.ts";
import { journalSize, query } from "../tables.ts";
import { NodeView } from "../words.ts";

const CONNECTED_WITHIN_MS = 10_000;

export const list = query({
  name: "nodes.list",
  summary: "List the local nodes: which are connected, how far behind they are, and what waits at them",
  input: z.object({}),
  output: z.object({ nodes: z.array(NodeView).readonly() }),
  allow: role("operator", "supervisor", "commander", "admin", "auditor"),
  async run({ read, now }) {
    const size = await journalSize(read);
    const rows = await read
      .selectFrom("identity_device as device")
      .leftJoin("node", "node.device", "device.id")
      .leftJoin("node_heard as heard", "heard.device", "device.id")
      .select(["device.id", "device.label", "device.site", "device.state", "node.origin", "node.set_aside"])
      .select(["heard.heard_at", "heard.followed", "heard.waiting", "heard.skew_ms"])
      .where("device.kind", "=", "node")
      .orderBy("device.site")
      .orderBy("device.id")
      .limit(1000)
      .execute();
    const nodes = rows.flatMap((row) => {
      if (row.site === null) return [];
      const heardMs = row.heard_at === null ? null : millisecondsOf(row.heard_at);
      return {
        node: row.id,
        label: row.label,
        site: row.site,
        state: row.state,
        origin: row.origin,
        connected: row.state === "enrolled" && heardMs !== null && millisecondsOf(now) - heardMs <= CONNECTED_WITHIN_MS,
        heardAt: row.heard_at,
        behind: row.followed === null ? null : Math.max(0, size - row.followed),
        waiting: row.waiting,
        skewMs: row.skew_ms,
        setAside: row.set_aside ?? 0,
      };
    });
    return { nodes };
  },
});
