import type { DeviceId, Instant } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { OwnedTable } from "../capability.ts";
import type { IdentityTables } from "../identity/tables.ts";
import { operating } from "../operation.ts";
import { projecting } from "../projection.ts";
import type { Migration } from "../store/migration.ts";
import type { NodeRowTables } from "./rows.ts";
import { NodeConnected, NodeEntrySetAside, NodeReported } from "./words.ts";

/** Of the journal this room reads bodies and how many there are: a node is told entries, not rows. */
interface JournalTables {
  journal_entry: { readonly seq: number; readonly kind: string; readonly body: string };
  journal_head: { readonly size: number };
}

export interface NodeTables extends NodeRowTables, JournalTables, IdentityTables {
  /** What a node last said of itself. Nobody's history: it is said again every few seconds. */
  node_heard: {
    readonly device: DeviceId;
    readonly heard_at: Instant;
    readonly followed: number;
    readonly waiting: number;
    readonly skew_ms: number | null;
  };
  /** At a node, one row: how far it has mirrored its centre, and how far it may have reported; null in a folder from before that was written. */
  node_link: { readonly one: boolean; readonly followed: number; readonly reported: number | null };
}

export const tables: readonly OwnedTable[] = [
  { name: "node", key: ["device"], derivedFrom: "journal" },
  { name: "node_heard", key: ["device"], derivedFrom: "own" },
  { name: "node_link", key: ["one"], derivedFrom: "own" },
];

export const migrations: readonly Migration[] = [
  {
    capability: "nodes",
    name: "0001-nodes",
    async up(db) {
      for (const statement of [
        sql`create table node (
          device text primary key, site text not null, origin text not null, connected_at timestamptz not null,
          taken bigint not null, set_aside bigint not null)`,
        sql`create table node_heard (
          device text primary key, heard_at timestamptz not null, followed bigint not null, waiting bigint not null, skew_ms bigint)`,
        sql`create table node_link (one boolean primary key default true check (one), followed bigint not null)`,
        sql`insert into node_link (followed) values (0)`,
      ]) {
        await statement.execute(db);
      }
    },
  },
  {
    capability: "nodes",
    name: "0002-reported",
    async up(db) {
      await sql`alter table node_link add column reported bigint`.execute(db);
      await sql`update node_link set reported = 0 where followed = 0`.execute(db);
    },
  },
];

const project = projecting<NodeTables>();

export const projections = [
  project(NodeConnected, (tx, { data, at }) =>
    tx
      .insertInto("node")
      .values({ device: data.node, site: data.site, origin: data.origin, connected_at: at, taken: 0, set_aside: 0 })
      .onConflict((conflict) =>
        conflict.column("device").doUpdateSet({ site: data.site, origin: data.origin, connected_at: at }),
      )
      .execute(),
  ),
  project(NodeReported, (tx, { data }) =>
    tx.updateTable("node").set({ taken: data.taken }).where("device", "=", data.node).execute(),
  ),
  project(NodeEntrySetAside, (tx, { data }) =>
    tx
      .updateTable("node")
      .set((eb) => ({ set_aside: eb("set_aside", "+", 1) }))
      .where("device", "=", data.node)
      .execute(),
  ),
];

export const { query, command } = operating<NodeTables>();

/** How many entries the journal of this database holds; every one below it can be read. */
export async function journalSize(read: Kysely<NodeTables>): Promise<number> {
  const head = await read.selectFrom("journal_head").select("size").executeTakeFirstOrThrow();
  return head.size;
}
