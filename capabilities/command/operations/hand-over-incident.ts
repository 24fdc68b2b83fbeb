import { actorOf, IncidentId, isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { handOver } from "../rules.ts";
import { IncidentRef } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const handOverIncident = command({
  name: "command.hand-over-incident",
  summary: "Make someone the commander of an incident: oneself, unless a person is named.",
  input: z.object({ incident: IncidentId, commander: PersonId.optional() }),
  output: IncidentRef,
  allow: decides,
  async run({ input, by, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const commander = input.commander === undefined ? actorOf(by) : { kind: "person" as const, id: input.commander };
    return answer(handOver(incident, commander), { incident: incident.id, number: incident.number });
  },
});
