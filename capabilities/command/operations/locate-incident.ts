import { IncidentId, isRefusal, PlaceId, Position } from "@cordon/kernel";
import { z } from "zod";
import { locate } from "../rules.ts";
import { IncidentRef, line } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const locateIncident = command({
  name: "command.locate-incident",
  summary: "Say where an incident is: it was not known, or is known better now. Its tasks stay where they were sent.",
  input: z.object({
    incident: IncidentId,
    position: Position,
    place: PlaceId.nullable().default(null),
    address: line(160)
      .nullable()
      .default(null)
      .meta({ description: "Where it is in words: a line of its log. Without personal data." }),
  }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const { position, place, address } = input;
    const reference = { incident: incident.id, number: incident.number };
    const [lon, lat] = incident.position ?? [];
    // Said again, it says nothing.
    if (lon === position[0] && lat === position[1] && place === incident.place) return answer([], reference);
    return answer(locate(incident, { position, place, address: address ?? "" }), reference);
  },
});
