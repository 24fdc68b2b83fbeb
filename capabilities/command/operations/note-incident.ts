import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { note } from "../rules.ts";
import { IncidentRef, lines } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const noteIncident = command({
  name: "command.note-incident",
  summary: "Write a line into an incident's log.",
  input: z.object({ incident: IncidentId, text: lines(2000).meta({ description: "Without personal data." }) }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    return answer(note(incident, input.text), { incident: incident.id, number: incident.number });
  },
});
