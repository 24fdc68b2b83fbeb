import { Instant, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { OPEN_TASK, tasks, taskView } from "../tables/task.ts";
import { units, unitView } from "../tables/unit.ts";
import { TaskView, UnitView } from "../words.ts";
import { holdsTasks, query } from "./operating.ts";
import { refuseAs } from "../words/refusals.ts";

/** How many ended tasks a phone is shown, so that it learns what became of an order it was not in reach for. */
const ENDED_SHOWN = 20;

export const myTasks = query({
  name: "command.my-tasks",
  summary: "The tasks of the caller's own unit: those that have not ended, and the last that have.",
  input: z.object({}),
  output: z.object({ unit: UnitView, open: z.array(TaskView), ended: z.array(TaskView), at: Instant }),
  allow: holdsTasks,
  async run({ by, read, now }) {
    const mine = UnitId.safeParse(by.unit);
    if (!mine.success) return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
    const unit = await units(read, by.contingent).where("unit.id", "=", mine.data).executeTakeFirst();
    if (unit === undefined)
      return refuseAs("unit-not-registered", "not-found", "the unit of this phone is not registered", mine.data);
    const held = tasks(read, by.contingent).where("task.unit", "=", mine.data).orderBy("task.seq", "desc");
    const open = await held.where("task.state", "in", OPEN_TASK).execute();
    const ended = await held.where("task.state", "not in", OPEN_TASK).limit(ENDED_SHOWN).execute();
    return { unit: unitView(unit), open: open.map(taskView), ended: ended.map(taskView), at: now };
  },
});
