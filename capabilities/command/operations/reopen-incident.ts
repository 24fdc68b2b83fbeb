import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { reopenIncident as reopen } from "../rules.ts";
import { IncidentRef, line } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const reopenIncident = command({
  name: "command.reopen-incident",
  summary: "Open a closed incident again, and say why.",
  input: z.object({ incident: IncidentId, because: line(500) }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    return answer(reopen(incident, input.because), { incident: incident.id, number: incident.number });
  },
});
