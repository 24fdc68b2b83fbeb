import { IncidentId, isRefusal, Priority } from "@cordon/kernel";
import { z } from "zod";
import { prioritise } from "../rules.ts";
import { IncidentRef } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const prioritiseIncident = command({
  name: "command.prioritise-incident",
  summary: "Change how urgent an incident is: from 1 (act at once) to 4 (when there is time).",
  input: z.object({ incident: IncidentId, priority: Priority }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    return answer(prioritise(incident, input.priority), { incident: incident.id, number: incident.number });
  },
});
