import { IncidentId, Priority, refuse } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { tasks } from "../../../tables/task.ts";
import { dueAt } from "../rules/steps.ts";
import { clockView, escalationTimes } from "../tables/clocks.ts";
import { stepsOf } from "../tables/reading.ts";
import { standingStep } from "../tables/steps.ts";
import { type PartView, PartView as Part, StepView, TaskClock } from "../words.ts";
import { query } from "./operating.ts";

export const showWork = query({
  name: "command.show-work",
  summary:
    "How an incident is worked: its checklist, the clocks of its tasks, and the incidents it is part of or made of.",
  input: z.object({ incident: IncidentId }),
  output: z.object({ steps: z.array(StepView), clocks: z.array(TaskClock), parts: z.array(Part) }),
  allow: watches,
  async run({ input, by, read }) {
    const incident = await read.selectFrom("incident").selectAll().where("id", "=", input.incident).executeTakeFirst();
    if (incident === undefined) return refuse("not-found", "there is no such incident", input.incident);
    const rows = await stepsOf(read, incident.id);
    const standing = rows.map(standingStep);
    const steps = rows.map((row) => {
      const step = standingStep(row);
      return { ...step, by: row.by, said: row.said, dueAt: dueAt(step, standing, incident.opened_at) };
    });
    const times = await escalationTimes(read);
    const orders = await tasks(read, by.contingent).where("task.incident", "=", incident.id).execute();
    const states = new Map(orders.map((row) => [row.id, row.state]));
    const ids = [...states.keys()];
    const clocks =
      ids.length === 0
        ? []
        : await read.selectFrom("task_clock").selectAll().where("task", "in", ids).orderBy("seq").execute();
    const related = await read
      .selectFrom("incident")
      .selectAll()
      .where((row) =>
        row.or([
          row("parent", "=", incident.id),
          row("merged_into", "=", incident.id),
          row("id", "in", [incident.parent, incident.merged_into].filter((id) => id !== null).concat(incident.id)),
        ]),
      )
      .orderBy("number")
      .execute();
    const relationOf = (row: (typeof related)[number]): PartView["relation"] =>
      row.id === incident.parent
        ? "parent"
        : row.id === incident.merged_into
          ? "into"
          : row.merged_into === incident.id
            ? "merged"
            : "child";
    return {
      steps,
      clocks: clocks.map((row) =>
        clockView(row, states.get(row.task) ?? "done", Priority.parse(incident.priority), times),
      ),
      parts: related
        .filter((row) => row.id !== incident.id)
        .map((row) => ({
          relation: relationOf(row),
          incident: row.id,
          number: row.number,
          title: row.title,
          state: row.state,
          priority: row.priority,
        })),
    };
  },
});
