import { newId } from "@cordon/ground";
import { IncidentId, isRefusal, type NewEntry, NO_NEEDS, Position, TaskId, TaskNeeds, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { answer, decides, findIncident } from "../../../operations/operating.ts";
import { knows, offer } from "../../../rules.ts";
import { unitById } from "../../../tables/unit.ts";
import { line } from "../../../words.ts";
import { inWords, saidNeeds } from "../../forces/rules/may-do.ts";
import { mayTake } from "../../forces/tables/may-take.ts";
import { tellingsOf } from "../../forces/tables/told.ts";
import { command } from "./operating.ts";
import { noSuch, refuseAs } from "../../../words/refusals.ts";
import { refuseForces } from "../../forces/words/refusals.ts";
import { refuseStep } from "../words/refusals.ts";

/**
 * One order for whoever can take it first: a task for each unit, bound together. The first that is acknowledged is the one that counts; the
 * others are cancelled in the same moment, and their units are told who has it.
 */
export const offerOpenly = command({
  name: "command.offer-openly",
  summary: "Offer the same task to several units: the first that acknowledges has it.",
  input: z.object({
    /** Named by the sender, so that sending it twice gives one order. */
    offer: TaskId.optional(),
    units: z.array(UnitId).min(2).max(8).readonly(),
    incident: IncidentId.nullable().default(null),
    order: line(500),
    position: Position.optional().meta({ description: "Where to; the incident's position when left out." }),
    needs: TaskNeeds.default(NO_NEEDS).meta({ description: "What whoever takes it must be able and allowed to do." }),
  }),
  output: z.object({ offer: TaskId, tasks: z.array(TaskId) }),
  allow: decides,
  async run({ input, by, read, now }) {
    const first = input.offer ?? newId(TaskId);
    const offered = await read
      .selectFrom("task_clock")
      .select("task")
      .where("offer", "=", first)
      .orderBy("seq")
      .execute();
    if (offered.length > 0) return answer([], { offer: first, tasks: offered.map(({ task }) => task) });
    const taken = await read.selectFrom("task").select("id").where("id", "=", first).executeTakeFirst();
    if (taken !== undefined) return refuseStep("task-id-used", "conflict", "another task has this id", first);
    const incident = input.incident === null ? null : await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const position = input.position ?? incident?.position ?? null;
    if (position === null)
      return refuseAs("task-without-position", "invalid", "nobody has said where: a task needs a position", "position");
    const told = await tellingsOf(read, input.incident);
    const entries: NewEntry[] = [];
    const tasks: TaskId[] = [];
    for (const id of new Set(input.units)) {
      const unit = await unitById(read, id);
      if (unit === null || !knows(by, unit.contingent)) return noSuch("unit", id);
      const task = tasks.length === 0 ? first : newId(TaskId);
      const { incident: of, order, needs } = input;
      const decision = offer(
        { id: task, incident: of, order, position, offer: first, ...saidNeeds(needs) },
        unit,
        incident,
      );
      if (isRefusal(decision)) return decision;
      const verdict = await mayTake(read, unit, { needs, told, position, at: now });
      if (!verdict.may)
        return refuseForces(
          "unit-unfit",
          "not-permitted",
          `${unit.callSign} is not offered this task: ${inWords(verdict.missing)}`,
          id,
          { callSign: unit.callSign, missing: JSON.stringify(verdict.missing) },
        );
      entries.push(...decision);
      tasks.push(task);
    }
    if (tasks.length < 2)
      return refuseStep("open-offer-to-one", "invalid", "an open offer names at least two different units", "units");
    return answer(entries, { offer: first, tasks });
  },
});
