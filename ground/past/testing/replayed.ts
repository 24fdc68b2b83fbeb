import { differences } from "../../journal/compare-tables.ts";
import { projectAll } from "../../journal/rebuild.ts";
import { isStoreProblem } from "../../store/problem.ts";
import type { PastConfig } from "../past.ts";
import { pastPlace } from "../tables.ts";

export interface Replayed {
  /** Rows that are not the same, as in `signal ["01J…"]`. */
  readonly differing: readonly string[];
  readonly rows: number;
  /** What it took to project the entries from the first on into a scratch database, which is how the past was had before. */
  readonly replayMs: number;
}

/**
 * Holds the past at a moment that has been taken in against what a rebuild of the first `size` entries makes, row by row.
 * @param parts those the past was opened with
 */
export async function replayed(
  { store, migrations, projections, tables }: Pick<PastConfig, "store" | "migrations" | "projections" | "tables">,
  size: number,
): Promise<Replayed> {
  await using opening = new AsyncDisposableStack();
  const begun = performance.now();
  const made = await store.scratch(migrations);
  if (isStoreProblem(made)) throw new Error(made.message);
  const scratch = opening.use(made);
  const connected = async (connecting: ReturnType<typeof scratch.connect>) => {
    const client = await connecting;
    opening.defer(() => client.end());
    return client;
  };
  const live = await connected(store.connect({ name: "replayed" }));
  const projected = await connected(scratch.connect({ name: "replayed", pipeline: true }));
  await projectAll(live, projected, projections, size);
  const replayMs = performance.now() - begun;
  const reading = await connected(scratch.connect({ name: "replayed" }));
  const { seen } = await pastPlace(migrations, tables);
  const past = await connected(store.connect({ name: "replayed", readOnly: true, schema: seen }));
  await past.query("select set_config('cordon.moment', $1, false)", [String(size)]);
  const differing: string[] = [];
  let rows = 0;
  for (const table of tables) {
    if (table.derivedFrom !== "journal") continue;
    for await (const { key, same } of differences(past, reading, table)) {
      rows += 1;
      if (!same) differing.push(`${table.name} ${key}`);
    }
  }
  return { differing, rows, replayMs };
}
