import { actorOf, IncidentId, isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { handOver } from "../rules.ts";
import { incidents } from "../tables/incident.ts";
import { waitingSteps } from "../wings/procedures/tables/steps.ts";
import { IncidentRef, linesOrNothing } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const handOverIncident = command({
  name: "command.hand-over-incident",
  summary: "Take command of an incident; or, naming a person, ask them to, who then takes it themselves.",
  input: z.object({
    incident: IncidentId,
    commander: PersonId.optional(),
    note: linesOrNothing(1000)
      .default("")
      .meta({ description: "What whoever takes over must know, without personal data." }),
  }),
  output: IncidentRef,
  allow: decides,
  async run({ input, by, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const me = actorOf(by);
    const commander = input.commander === undefined ? me : { kind: "person" as const, id: input.commander };
    // Everybody's tasks: what is handed over is the whole of it.
    const row = await incidents(read, null).where("incident.id", "=", incident.id).executeTakeFirstOrThrow();
    const standing = {
      openTasks: (row.waiting ?? 0) + (row.running ?? 0),
      waitingSteps: await waitingSteps(read, incident.id),
      signals: row.signals ?? 0,
      priority: incident.priority,
    };
    // Whoever accepts takes over with the note they were asked with.
    const asked = row.offered_to?.kind === me.kind && row.offered_to.id === me.id ? (row.offered_note ?? "") : "";
    const note = input.note === "" && commander.id === me.id ? asked : input.note;
    return answer(handOver(incident, commander, me, { note, standing }), {
      incident: incident.id,
      number: incident.number,
    });
  },
});
