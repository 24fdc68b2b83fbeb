import { actorOf, IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { declineHandOver } from "../rules.ts";
import { IncidentRef, line } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const declineHandOverOfIncident = command({
  name: "command.decline-hand-over",
  summary: "Say that one does not take command of an incident one was asked to take, and why.",
  input: z.object({ incident: IncidentId, because: line(500) }),
  output: IncidentRef,
  allow: decides,
  async run({ input, by, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const row = await read
      .selectFrom("incident")
      .select("offered_to")
      .where("id", "=", incident.id)
      .executeTakeFirstOrThrow();
    return answer(declineHandOver(incident, row.offered_to, actorOf(by), input.because), {
      incident: incident.id,
      number: incident.number,
    });
  },
});
