import { newId } from "@cordon/ground";
import { IncidentId, isRefusal, Position, refuse, TaskId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { knows, offer } from "../rules.ts";
import { unitById } from "../tables/unit.ts";
import { line } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";

export const offerTask = command({
  name: "command.offer-task",
  summary: "Order a unit to do something, usually for an incident.",
  input: z.object({
    /** Named by the sender, so that sending it twice gives one order. */
    task: TaskId.optional(),
    unit: UnitId,
    incident: IncidentId.nullable().default(null),
    order: line(500),
    position: Position.optional().meta({ description: "Where to; the incident's position when left out." }),
  }),
  output: z.object({ task: TaskId }),
  allow: decides,
  async run({ input, by, read }) {
    const id = input.task ?? newId(TaskId);
    const offered = await read.selectFrom("task").select("id").where("id", "=", id).executeTakeFirst();
    if (offered !== undefined) return answer([], { task: id });
    const unit = await unitById(read, input.unit);
    if (unit === null || !knows(by, unit.contingent)) return refuse("not-found", "there is no such unit", input.unit);
    const incident = input.incident === null ? null : await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const position = input.position ?? incident?.position;
    if (position === undefined) return refuse("invalid", "a task without an incident needs a position", "position");
    return answer(offer({ id, incident: input.incident, order: input.order, position }, unit, incident), { task: id });
  },
});
