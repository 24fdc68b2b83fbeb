import { IncidentId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../rules.ts";
import { incidents, incidentView } from "../tables/incident.ts";
import { logOf } from "../tables/log.ts";
import { signals, signalView } from "../tables/signal.ts";
import { tasks, taskView } from "../tables/task.ts";
import { tellingsOf } from "../wings/forces/tables/told.ts";
import { Telling } from "../wings/forces/words.ts";
import { IncidentView, LogLine, SignalView, TaskView } from "../words.ts";
import { query, readsIncidents } from "./operating.ts";
import { noSuch } from "../words/refusals.ts";

export const showIncident = query({
  name: "command.show-incident",
  summary: "One incident: its log, its tasks, and the signals that tell of it with their exhibits.",
  input: z.object({ incident: IncidentId }),
  output: z.object({
    incident: IncidentView,
    /** Oldest first. */
    log: z.array(LogLine),
    tasks: z.array(TaskView),
    signals: z.array(SignalView),
    /** What contingents told of it and do not have passed on to everybody. */
    told: z.array(Telling),
  }),
  allow: readsIncidents,
  async run({ input, by, read, now }) {
    const incident = await incidents(read, by.contingent).where("incident.id", "=", input.incident).executeTakeFirst();
    if (incident === undefined) return noSuch("incident", input.incident);
    const orders = await tasks(read, by.contingent)
      .where("task.incident", "=", incident.id)
      .orderBy("task.seq")
      .execute();
    const noticed = await signals(read, by.contingent)
      .where("signal.incident", "=", incident.id)
      .orderBy("signal.seq")
      .execute();
    return {
      incident: incidentView(incident),
      log: await logOf(read, incident.id, by.contingent),
      tasks: orders.map(taskView),
      signals: noticed.map((row) => signalView(row, now)),
      told: (await tellingsOf(read, incident.id)).filter(({ contingent }) => knows(by, contingent)),
    };
  },
});
