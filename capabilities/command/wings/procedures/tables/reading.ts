import { type IncidentId, type Principal, refuse, type Refusal, type StepKey } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { StandingStep } from "../rules/steps.ts";
import type { Part } from "../rules/parts.ts";
import type { Tables } from "./rows.ts";
import { standingStep } from "./steps.ts";

export async function findPart(read: Kysely<Tables>, id: IncidentId): Promise<Part | Refusal> {
  const row = await read.selectFrom("incident").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return refuse("not-found", "there is no such incident", id);
  const { number, state, priority, commander, parent } = row;
  return { id, number, state, priority, commander, parent };
}

/** The larger incidents it is part of, from the nearest on. */
export async function aboveOf(read: Kysely<Tables>, part: Part): Promise<readonly IncidentId[]> {
  const above: IncidentId[] = [];
  for (let next = part.parent; next !== null && !above.includes(next); ) {
    above.push(next);
    const row = await read.selectFrom("incident").select("parent").where("id", "=", next).executeTakeFirst();
    next = row?.parent ?? null;
  }
  return above;
}

export async function stepsOf(read: Kysely<Tables>, incident: IncidentId) {
  return read.selectFrom("incident_step").selectAll().where("incident", "=", incident).orderBy("position").execute();
}

export async function findStep(
  read: Kysely<Tables>,
  incident: IncidentId,
  key: StepKey,
): Promise<{ readonly step: StandingStep; readonly steps: readonly StandingStep[] } | Refusal> {
  const steps = (await stepsOf(read, incident)).map(standingStep);
  const step = steps.find((each) => each.step === key);
  return step === undefined ? refuse("not-found", "the incident's checklist has no such step", key) : { step, steps };
}

/** What of an incident somebody may choose from. */
export async function belongingTo(read: Kysely<Tables>, incident: IncidentId, by: Principal) {
  const signals = await read.selectFrom("signal").select("id").where("incident", "=", incident).execute();
  let tasks = read.selectFrom("task").select("id").where("incident", "=", incident);
  if (by.contingent !== null) tasks = tasks.where("contingent", "=", by.contingent);
  return { signals: signals.map(({ id }) => id), tasks: (await tasks.execute()).map(({ id }) => id) };
}
