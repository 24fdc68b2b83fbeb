import { IncidentId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { OPEN_TASK, tasks, taskView } from "../tables/task.ts";
import { Next, Page, TaskView } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listTasks = query({
  name: "command.list-tasks",
  summary: "Tasks, newest first: those that have not ended, or all.",
  input: z.object({
    state: z.enum(["open", "all"]).default("open"),
    unit: UnitId.optional(),
    incident: IncidentId.optional(),
    ...Page,
  }),
  output: z.object({ tasks: z.array(TaskView), next: Next }),
  allow: watches,
  async run({ input, by, read }) {
    let page = tasks(read, by.contingent)
      .orderBy("task.seq", "desc")
      .limit(input.limit + 1);
    if (input.state === "open") page = page.where("task.state", "in", OPEN_TASK);
    if (input.unit !== undefined) page = page.where("task.unit", "=", input.unit);
    if (input.incident !== undefined) page = page.where("task.incident", "=", input.incident);
    if (input.before !== undefined) page = page.where("task.seq", "<", input.before);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    return { tasks: shown.map(taskView), next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null };
  },
});
