import type { ContingentId, UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { OPEN_TASK } from "../../tables/task.ts";
import type { CommandTables } from "../../tables/rows.ts";
import type { RosterTables } from "../roster/tables/rows.ts";
import type { Duty } from "./rules/sharing.ts";
import type { PictureTables } from "./tables.ts";

export interface UnitDuty {
  readonly unit: UnitId;
  readonly contingent: ContingentId;
  readonly track: number;
  readonly duty: Duty;
}

/** What the rule of sharing needs to know. @param units of these; left out, of all */
export async function dutyOf(
  read: Kysely<CommandTables & PictureTables & Pick<RosterTables, "shift">>,
  units?: readonly UnitId[],
): Promise<readonly UnitDuty[]> {
  let all = read
    .selectFrom("unit")
    .leftJoin("sharing_pause", "sharing_pause.unit", "unit.id")
    .select(["unit.id", "unit.contingent", "unit.track", "unit.withdrawn_at", "sharing_pause.since"])
    .select((table) =>
      table
        .selectFrom("task")
        .whereRef("task.unit", "=", "unit.id")
        .where("task.state", "in", OPEN_TASK)
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("open_tasks"),
    )
    .select((table) => [
      table
        .selectFrom("shift")
        .whereRef("shift.unit", "=", "unit.id")
        .where("shift.state", "!=", "cancelled")
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("shifts"),
      table
        .selectFrom("shift")
        .whereRef("shift.unit", "=", "unit.id")
        .where("shift.state", "=", "on")
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("on_shift"),
    ]);
  if (units !== undefined) all = all.where("unit.id", "in", units);
  return (await all.execute()).map((row) => ({
    unit: row.id,
    contingent: row.contingent,
    track: row.track,
    duty: {
      withdrawn: row.withdrawn_at !== null,
      rostered: (row.shifts ?? 0) > 0,
      shiftOn: (row.on_shift ?? 0) > 0,
      openTasks: row.open_tasks ?? 0,
      paused: row.since !== null,
    },
  }));
}
