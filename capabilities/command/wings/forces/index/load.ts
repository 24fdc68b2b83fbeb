import type { Kysely } from "kysely";
import type { CommandTables } from "../../../tables.ts";
import { OPEN_TASK } from "../../../tables/task.ts";
import { catalogue } from "../tables/catalogue.ts";
import { allPowers } from "../tables/powers.ts";
import type { ForcesTables } from "../tables.ts";
import type { ForceIndex } from "./force-index.ts";

/**
 * Fills the index from the tables. They are read one after another while entries arrive: whoever calls has listened since before, and lets
 * the index learn what arrived afterwards, in order, which brings it to where the journal is.
 */
export async function load(index: ForceIndex, read: Kysely<CommandTables & ForcesTables>): Promise<void> {
  for (const kind of (await catalogue(read)).values()) index.kind(kind);
  for (const { id, ...row } of await read.selectFrom("contingent").selectAll().execute()) index.contingent(id, row);
  for (const [contingent, { grants }] of await allPowers(read)) if (grants !== null) index.grants(contingent, grants);
  for (const { id, shape } of await read.selectFrom("place").select(["id", "shape"]).execute())
    if (shape.type === "Polygon") index.area(id, shape);
  const speaking = read.selectFrom("unit_kit").select(["unit", "languages"]).where("languages", "is not", null);
  for (const { unit, languages } of await speaking.execute()) index.speaks(unit, languages);
  const units = await read.selectFrom("unit").selectAll().where("withdrawn_at", "is", null).execute();
  for (const { id, call_sign, kind, contingent, strength, track } of units)
    index.register({ id, callSign: call_sign, kind, contingent, strength, track });
  const tasks = await read.selectFrom("task").select(["id", "unit"]).where("state", "in", OPEN_TASK).execute();
  for (const { id, unit } of tasks) index.taskBegan(id, unit);
}
