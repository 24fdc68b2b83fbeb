import type { Instant, Position, TaskNeeds, Unit } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { CommandTables } from "../../../tables.ts";
import { mayDo } from "../rules/may-do.ts";
import type { Telling, Verdict } from "../words.ts";
import { catalogue } from "./catalogue.ts";
import { kitOf } from "./kit.ts";
import { placesAround, placesOf, powersOf } from "./powers.ts";
import type { ForcesTables } from "./rows.ts";

/** Whether a unit can and may take a task, by what the tables say now. Whoever offers one asks this first. */
export async function mayTake(
  read: Kysely<CommandTables & ForcesTables>,
  unit: Unit,
  task: {
    readonly needs: TaskNeeds;
    readonly told: readonly Telling[];
    readonly position: Position;
    readonly at: Instant;
  },
): Promise<Verdict> {
  const definition = (await catalogue(read)).get(unit.kind) ?? null;
  const contingent = await read
    .selectFrom("contingent")
    .select(["nation", "languages"])
    .where("id", "=", unit.contingent)
    .executeTakeFirstOrThrow();
  const { languages } = await kitOf(read, unit.id);
  const { grants } = await powersOf(read, unit.contingent);
  const within = await placesAround(read, placesOf([grants]), task.position);
  return mayDo(
    task.needs,
    { kind: unit.kind, definition, ...contingent, ...(languages === null ? {} : { languages }), grants },
    { within, told: task.told, at: task.at },
  );
}
