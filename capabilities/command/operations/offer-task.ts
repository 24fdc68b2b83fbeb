import { newId } from "@cordon/ground";
import { IncidentId, type Instant, isRefusal, NO_NEEDS, Position, TaskId, TaskNeeds, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { knows, offer } from "../rules.ts";
import { unitById } from "../tables/unit.ts";
import type { ForceIndex } from "../wings/forces/index.ts";
import { inWords, saidNeeds } from "../wings/forces/rules/may-do.ts";
import { mayTake } from "../wings/forces/tables/may-take.ts";
import { tellingsOf } from "../wings/forces/tables/told.ts";
import { line } from "../words.ts";
import { answer, command, decides, findIncident } from "./operating.ts";
import { noSuch, refuseAs } from "../words/refusals.ts";
import { refuseForces } from "../wings/forces/words/refusals.ts";

/** How many others a refusal names. */
const OTHERS = 3;

export const offerTask = (index: ForceIndex) =>
  command({
    name: "command.offer-task",
    summary:
      "Order a unit to do something, usually for an incident. Refused, with why and who could, when it cannot or may not.",
    input: z.object({
      /** Named by the sender, so that sending it twice gives one order. */
      task: TaskId.optional(),
      unit: UnitId,
      incident: IncidentId.nullable().default(null),
      order: line(500),
      position: Position.optional().meta({ description: "Where to; the incident's position when left out." }),
      needs: TaskNeeds.default(NO_NEEDS).meta({ description: "What whoever takes it must be able and allowed to do." }),
    }),
    output: z.object({ task: TaskId }),
    allow: decides,
    async run({ input, by, read, now }) {
      const id = input.task ?? newId(TaskId);
      const offered = await read.selectFrom("task").select("id").where("id", "=", id).executeTakeFirst();
      if (offered !== undefined) return answer([], { task: id });
      const unit = await unitById(read, input.unit);
      if (unit === null || !knows(by, unit.contingent)) return noSuch("unit", input.unit);
      const incident = input.incident === null ? null : await findIncident(read, input.incident);
      if (isRefusal(incident)) return incident;
      const position = input.position ?? incident?.position ?? null;
      if (position === null)
        return refuseAs(
          "task-without-position",
          "invalid",
          "nobody has said where: a task needs a position",
          "position",
        );
      const { needs } = input;
      const decision = offer(
        { id, incident: input.incident, order: input.order, position, ...saidNeeds(needs) },
        unit,
        incident,
      );
      if (isRefusal(decision)) return decision;

      const told = await tellingsOf(read, input.incident);
      const verdict = await mayTake(read, unit, { needs, told, position, at: now });
      if (verdict.may) return answer(decision, { task: id });
      const others = whoCould(index, {
        position,
        needs,
        told,
        kinds: null,
        contingent: by.contingent,
        now,
        limit: OTHERS,
      });
      return refuseForces(
        "unit-unfit",
        "not-permitted",
        `${unit.callSign} is not given this task: ${inWords(verdict.missing)}. ${others.said}`,
        unit.id,
        { callSign: unit.callSign, missing: JSON.stringify(verdict.missing), ...others.params },
      );
    },
  });

function whoCould(index: ForceIndex, question: Parameters<ForceIndex["suit"]>[0] & { readonly now: Instant }) {
  // Asked of the index alone: a refusal is not worth reading every unit of the tables for.
  if (!index.ready) return { said: "Ask for suggestions to see who could.", params: {} };
  const { suggestions, suitable } = index.suit(question);
  const others = suggestions.map(({ facts }) => facts.callSign).join(", ");
  const more = suitable - suggestions.length;
  const params = { others, more: String(more) };
  if (suitable === 0) return { said: "No unit on duty could.", params };
  return { said: more > 0 ? `${others} and ${more} more could.` : `${others} could.`, params };
}
