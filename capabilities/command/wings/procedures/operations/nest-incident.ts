import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { answer, decides } from "../../../operations/operating.ts";
import { IncidentRef } from "../../../words.ts";
import { nest } from "../rules/parts.ts";
import { aboveOf, findPart } from "../tables/reading.ts";
import { command } from "./operating.ts";

export const nestIncident = command({
  name: "command.nest-incident",
  summary: "Make an incident part of a larger one, or of none.",
  input: z.object({ incident: IncidentId, parent: IncidentId.nullable() }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const part = await findPart(read, input.incident);
    if (isRefusal(part)) return part;
    const parent = input.parent === null ? null : await findPart(read, input.parent);
    if (isRefusal(parent)) return parent;
    const above = parent === null ? [] : await aboveOf(read, parent);
    return answer(nest(part, parent, above), { incident: part.id, number: part.number });
  },
});
