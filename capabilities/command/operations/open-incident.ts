import { newId } from "@cordon/ground";
import { actorOf, IncidentId, IncidentNoted, isRefusal, PlaceId, Position, Priority, SignalKind } from "@cordon/kernel";
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
    address: line(160)
      .nullable()
      .default(null)
      .meta({ description: "Where it is in words: the first line of its log." }),
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
    const decision = open({ id: incident, number, kind, title, priority, position, place, commander, procedure });
    if (isRefusal(decision) || input.address === null) return answer(decision, { incident, number });
    return answer([...decision, IncidentNoted.of({ incident, text: input.address })], { incident, number });
  },
});
