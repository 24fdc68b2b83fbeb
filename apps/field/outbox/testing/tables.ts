import type { Server } from "./server.ts";

/** What follows from when something arrived, and in which order things of different phones did; and keys that are drawn by the server. */
const OF_ARRIVAL: ReadonlySet<string> = new Set(["seq", "at", "last", "last_seq"]);
const isOfArrival = (table: string, column: string) =>
  OF_ARRIVAL.has(column) ||
  (column.endsWith("_at") && column !== "pressed_at" && column !== "written_at") ||
  (table === "message" && column === "text") ||
  (table === "sharing_pause" && column === "since");

/**
 * All tables of the command room, row by row, in an order of their own.
 * @param names what to call the ids that a server draws: units, tasks, devices
 */
export async function tablesOf(
  { store }: Server,
  names: ReadonlyMap<string, string>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows: owned } = await store.pool.query<{ table_name: string }>(
    "select table_name from cordon_table_owner where capability = 'command' and table_name <> 'track_trail' order by 1",
  );
  const tables: Record<string, readonly string[]> = {};
  for (const { table_name: table } of owned) {
    const { rows } = await store.pool.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from "${table}" t`,
    );
    tables[table] = rows
      .map(({ row }) => Object.entries(row).filter(([column]) => !isOfArrival(table, column)))
      .map((row) => JSON.stringify(row.toSorted(([a], [b]) => (a < b ? -1 : 1))))
      .map((line) => line.replaceAll(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, (id) => names.get(id) ?? id))
      .toSorted();
  }
  return tables;
}
