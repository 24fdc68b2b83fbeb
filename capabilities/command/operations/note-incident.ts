import { Attached, takeUploads } from "@cordon/ground";
import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { note } from "../rules.ts";
import { IncidentRef, lines } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const noteIncident = command({
  name: "command.note-incident",
  summary: "Write a line into an incident's log, with photos and files that were sent before.",
  input: z.object({
    incident: IncidentId,
    text: lines(2000).meta({ description: "Without personal data." }),
    exhibits: Attached,
  }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const exhibits = await takeUploads(read, input.exhibits);
    if (isRefusal(exhibits)) return exhibits;
    return answer(note(incident, input.text, exhibits), { incident: incident.id, number: incident.number });
  },
});
