import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { close } from "../rules.ts";
import { OPEN_TASK } from "../tables/task.ts";
import { IncidentRef, line } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const closeIncident = command({
  name: "command.close-incident",
  summary: "Close an incident with its outcome, once all its tasks have ended.",
  input: z.object({ incident: IncidentId, outcome: line(500) }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    // All contingents' tasks count, also those the caller may not see.
    const open = await read
      .selectFrom("task")
      .innerJoin("unit", "unit.id", "task.unit")
      .select(["task.id", "unit.call_sign as callSign"])
      .where("task.incident", "=", incident.id)
      .where("task.state", "in", OPEN_TASK)
      .orderBy("task.seq")
      .execute();
    return answer(close(incident, input.outcome, open), { incident: incident.id, number: incident.number });
  },
});
