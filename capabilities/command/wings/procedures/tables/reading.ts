import { type IncidentId, type Instant, type Principal, type Refusal, type StepKey } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { dueAt, type StandingStep } from "../rules/steps.ts";
import type { Part } from "../rules/parts.ts";
import { pointOf } from "../../../tables/point.ts";
import type { Tables } from "./rows.ts";
import type { PartView, StepView } from "../words.ts";
import { standingStep } from "./steps.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseStep } from "../words/refusals.ts";

export async function findPart(read: Kysely<Tables>, id: IncidentId): Promise<Part | Refusal> {
  const row = await read.selectFrom("incident").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return noSuch("incident", id);
  const { number, state, priority, commander, parent } = row;
  return { id, number, state, priority, commander, parent, position: pointOf(row) };
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
): Promise<
  { readonly step: StandingStep; readonly steps: readonly StandingStep[]; readonly startedAt: Instant } | Refusal
> {
  const rows = await stepsOf(read, incident);
  const steps = rows.map(standingStep);
  const step = steps.find((each) => each.step === key);
  const startedAt = rows[0]?.started_at;
  return step === undefined || startedAt === undefined
    ? refuseStep("no-such-step", "not-found", "the incident's checklist has no such step", key)
    : { step, steps, startedAt };
}

/** What of an incident somebody may choose from. */
export async function belongingTo(read: Kysely<Tables>, incident: IncidentId, by: Principal) {
  const signals = await read.selectFrom("signal").select("id").where("incident", "=", incident).execute();
  let tasks = read.selectFrom("task").select("id").where("incident", "=", incident);
  if (by.contingent !== null) tasks = tasks.where("contingent", "=", by.contingent);
  return { signals: signals.map(({ id }) => id), tasks: (await tasks.execute()).map(({ id }) => id) };
}

/** The checklist as it is shown. */
export async function stepViews(read: Kysely<Tables>, incident: IncidentId): Promise<StepView[]> {
  const rows = await stepsOf(read, incident);
  const standing = rows.map(standingStep);
  return rows.map((row) => {
    const step = standingStep(row);
    return { ...step, by: row.by, said: row.said, dueAt: dueAt(step, standing, row.started_at) };
  });
}

/** The incidents it is part of, made of, or merged with. */
export async function partsOf(
  read: Kysely<Tables>,
  of: { readonly id: IncidentId; readonly parent: IncidentId | null; readonly mergedInto: IncidentId | null },
): Promise<PartView[]> {
  const named = [of.parent, of.mergedInto].filter((id) => id !== null);
  const rows = await read
    .selectFrom("incident")
    .selectAll()
    .where((row) => {
      const below = [row("parent", "=", of.id), row("merged_into", "=", of.id)];
      return row.or(named.length === 0 ? below : [...below, row("id", "in", named)]);
    })
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    relation:
      row.id === of.parent
        ? "parent"
        : row.id === of.mergedInto
          ? "into"
          : row.merged_into === of.id
            ? "merged"
            : "child",
    incident: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    priority: row.priority,
  }));
}
