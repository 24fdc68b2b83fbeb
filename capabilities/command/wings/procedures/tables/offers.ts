import { schemaOf, tablesOf } from "@cordon/ground";
import type { TaskId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { OfferedTask } from "../rules/open-offer.ts";
import type { Tables } from "./rows.ts";

/** The tasks of the open offer that a task belongs to, the task itself among them; none for one that was offered to one unit. */
export async function offeredWith<Known>(read: Kysely<Known>, task: TaskId): Promise<readonly OfferedTask[]> {
  const tables = tablesOf<Tables>(schemaOf(read));
  return tables
    .selectFrom("task_clock as own")
    .innerJoin("task_clock as each", "each.offer", "own.offer")
    .innerJoin("task", "task.id", "each.task")
    .innerJoin("unit", "unit.id", "task.unit")
    .where("own.task", "=", task)
    .select(["task.id", "task.unit", "task.contingent", "task.state", "unit.call_sign as callSign"])
    .orderBy("each.seq")
    .execute();
}
