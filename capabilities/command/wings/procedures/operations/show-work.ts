import { IncidentId } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { tasks } from "../../../tables/task.ts";
import { clocksOf } from "../tables/clocks.ts";
import { partsOf, stepViews } from "../tables/reading.ts";
import { PartView, StepView, TaskClock } from "../words.ts";
import { query } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

export const showWork = query({
  name: "command.show-work",
  summary:
    "How an incident is worked: its checklist, the clocks of its tasks, and the incidents it is part of or made of.",
  input: z.object({ incident: IncidentId }),
  output: z.object({ steps: z.array(StepView), clocks: z.array(TaskClock), parts: z.array(PartView) }),
  allow: watches,
  async run({ input, by, read }) {
    const incident = await read.selectFrom("incident").selectAll().where("id", "=", input.incident).executeTakeFirst();
    if (incident === undefined) return noSuch("incident", input.incident);
    const { id, parent, merged_into: mergedInto } = incident;
    const orders = await tasks(read, by.contingent).where("task.incident", "=", id).execute();
    return {
      steps: await stepViews(read, id),
      clocks: await clocksOf(read, orders),
      parts: await partsOf(read, { id, parent, mergedInto }),
    };
  },
});
