import { newId } from "@cordon/ground";
import { actorOf, IncidentId, PlaceId, Position, Priority, SignalKind } from "@cordon/kernel";
import { z } from "zod";
import { open } from "../rules.ts";
import { procedureFor } from "../wings/procedures/tables/steps.ts";
import { IncidentRef, line } from "../words.ts";
import { answer, command, decides, nextIncidentNumber } from "./operating.ts";

export const openIncident = command({
  name: "command.open-incident",
  summary: "Open an incident that no signal told of.",
  input: z.object({
    /** Named by the sender, so that sending it twice opens one incident. */
    incident: IncidentId.optional(),
    kind: SignalKind.default("report"),
    title: line(160),
    priority: Priority,
    position: Position,
    place: PlaceId.nullable().default(null),
  }),
  output: IncidentRef,
  allow: decides,
  async run({ input, by, read }) {
    const { incident = newId(IncidentId), kind, title, priority, position, place } = input;
    const opened = await read.selectFrom("incident").select("number").where("id", "=", incident).executeTakeFirst();
    if (opened !== undefined) return answer([], { incident, number: opened.number });
    const number = await nextIncidentNumber(read);
    const procedure = await procedureFor(read, kind);
    const commander = actorOf(by);
    return answer(open({ id: incident, number, kind, title, priority, position, place, commander, procedure }), {
      incident,
      number,
    });
  },
});
