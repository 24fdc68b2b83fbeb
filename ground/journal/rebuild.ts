import type pg from "pg";
import type { OwnedTable } from "../capability.ts";
import { sweepPasts } from "../past/tables.ts";
import type { Projection } from "../projection.ts";
import type { Migration } from "../store/migration.ts";
import { isStoreProblem, type StoreProblem } from "../store/problem.ts";
import type { Store } from "../store/store.ts";
import { type Difference, differences } from "./compare-tables.ts";
import { WRITERS_LOCK } from "./head.ts";
import { envelopeOf } from "./leaf.ts";
import { Preparing, sendQuery, Turn, Wire } from "./transaction.ts";
import { copyRows } from "./verify/copy-rows.ts";

export interface RebuildParts {
  readonly store: Store;
  /** Those of the whole house: the scratch database gets every table. */
  readonly migrations: readonly Migration[];
  readonly projections: readonly Projection[];
  readonly tables: readonly OwnedTable[];
  /** Put the projected rows in the place of those that differ. Needs every Cordon on this database to be stopped. */
  readonly swap: boolean;
}

export interface RebuiltTable {
  readonly table: string;
  readonly rows: number;
  readonly differing: number;
}

export interface RebuildReport {
  readonly entries: number;
  readonly tables: readonly RebuiltTable[];
  /** The first hundred, by table and key. */
  readonly differences: readonly Difference[];
  /** Nothing differs, or no longer after the swap. */
  readonly ok: boolean;
  readonly swapped: boolean;
}

export type RebuildProblem = StoreProblem | { readonly problem: "in-use"; readonly message: string };

const MAX_LISTED = 100;
/** Entries projected in one transaction of the scratch database. */
const STRIDE = 2000;

/**
 * Projects every entry again, into empty tables beside the live ones, and holds row against row. Both sides are seen at one moment, so
 * a running Cordon may go on; only a swap needs the house empty.
 * @throws when an entry cannot be projected: a bug in that projection, or a journal that `verify` would refuse
 */
export async function rebuildJournal(parts: RebuildParts): Promise<RebuildReport | RebuildProblem> {
  const live = await parts.store.connect({ name: "journal rebuild" });
  try {
    if (parts.swap && !(await hasHouseToItself(live))) {
      return {
        problem: "in-use",
        message:
          "A Cordon is running on this database. Stop it before tables are swapped, or leave --swap out to compare only.",
      };
    }
    const scratch = await parts.store.scratch(parts.migrations);
    if (isStoreProblem(scratch)) return scratch;
    await using database = scratch;
    const projected = await database.connect({ name: "journal rebuild", pipeline: true });
    const reading = await database.connect({ name: "journal rebuild" });
    try {
      await live.query("begin isolation level repeatable read");
      const entries = await projectAll(live, projected, parts.projections);
      const tables = parts.tables.filter((table) => table.derivedFrom === "journal");
      const first = await compareAll(live, reading, tables);
      if (first.ok || !parts.swap) return { entries, ...first, swapped: false };
      await swapRows(live, reading, tables);
      // It was kept by the projections that made the rows which are gone now.
      await sweepPasts(live);
      await live.query("commit");
      const second = await compareAll(live, reading, tables);
      return { entries, tables: first.tables, differences: first.differences, ok: second.ok, swapped: true };
    } finally {
      await projected.end();
      await reading.end();
    }
  } finally {
    await live.end();
  }
}

async function hasHouseToItself(client: pg.Client): Promise<boolean> {
  const asked = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${WRITERS_LOCK}) as alone`);
  return asked.rows[0]?.alone === true;
}

/**
 * Projects the entries there are, or the first `until` of them, into the empty tables of a scratch database.
 * @param live not in pipeline mode
 * @param scratch in pipeline mode
 * @returns how many there were
 */
export async function projectAll(
  live: pg.Client,
  scratch: pg.Client,
  all: readonly Projection[],
  until = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const projections = Map.groupBy(all, (projection) => projection.kind);
  const wire = new Wire(scratch);
  const preparing = new Preparing();
  const turn = new Turn(
    (query) => sendQuery(wire, preparing, query),
    () => {},
  );
  // What is lost here is made again.
  await wire.query("set synchronous_commit = off");
  await wire.query("begin");
  let entries = 0;
  for await (const rows of copyRows(live, `select body from journal_entry where seq < ${until} order by seq`)) {
    for (const [body] of rows) {
      if (!body) throw new Error("an entry without a body");
      const envelope = envelopeOf(body.toString("utf8"));
      for (const projection of projections.get(envelope.kind) ?? []) await projection.apply(turn.tx, envelope);
      entries += 1;
      if (entries % STRIDE === 0) await Promise.all([wire.query("commit"), wire.query("begin")]);
    }
  }
  await wire.query("commit");
  return entries;
}

async function compareAll(live: pg.Client, scratch: pg.Client, tables: readonly OwnedTable[]) {
  const listed: Difference[] = [];
  const rebuilt: RebuiltTable[] = [];
  for (const table of tables) {
    let rows = 0;
    let differing = 0;
    for await (const compared of differences(live, scratch, table)) {
      if (compared.projected !== null) rows += 1;
      if (compared.same) continue;
      differing += 1;
      const { key, projected, live: kept } = compared;
      if (listed.length < MAX_LISTED) listed.push({ table: table.name, key, projected, live: kept });
    }
    rebuilt.push({ table: table.name, rows, differing });
  }
  return { tables: rebuilt, differences: listed, ok: rebuilt.every((table) => table.differing === 0) };
}

async function swapRows(live: pg.Client, scratch: pg.Client, tables: readonly OwnedTable[]): Promise<void> {
  // Rows of several tables change places; what refers to what holds again at the end.
  await live.query("set local session_replication_role = replica");
  for (const table of tables) {
    const wrong: Difference[] = [];
    for await (const compared of differences(live, scratch, table)) {
      if (!compared.same)
        wrong.push({ table: table.name, key: compared.key, projected: compared.projected, live: compared.live });
    }
    const name = quoted(table.name);
    const columns = table.key.map((column) => `to_jsonb(${quoted(column)})`).join(", ");
    for (const { key, live: kept } of wrong) {
      if (kept !== null) await live.query(`delete from ${name} where jsonb_build_array(${columns}) = $1::jsonb`, [key]);
    }
    for (const { projected } of wrong) {
      if (projected === null) continue;
      await live.query(
        `insert into ${name} overriding system value select * from jsonb_populate_record(null::${name}, $1::jsonb)`,
        [projected],
      );
    }
  }
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
