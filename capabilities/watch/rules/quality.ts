import { isRefusal, type Machine, type NewEntry, type Refusal, step } from "@cordon/kernel";
import {
  BudgetExceeded,
  BudgetSet,
  BudgetSettled,
  type BudgetState,
  type EventOfCamera,
  EventResumed,
  type EventState,
  EventSuspended,
} from "../words/quality.ts";
import { refuseWatch } from "../words/refusals.ts";

type Decision = readonly NewEntry[] | Refusal;

/** One event of one camera as the tables know it. */
export interface StandingEvent extends EventOfCamera {
  readonly falseAlertsADay: number;
  readonly budget: BudgetState;
  readonly event: EventState;
}

export type BudgetEvent = "exceed" | "settle";

/** Exceeded by the false alert that is one too many; settled when the last 24 hours are within the budget again. Both are said once. */
export const budgetMachine: Machine<BudgetState, BudgetEvent> = {
  word: "budget",
  initial: "within",
  table: {
    within: { exceed: "exceeded", settle: null },
    exceeded: { exceed: null, settle: "within" },
  },
};

export type SuspensionEvent = "suspend" | "resume";

/** A person suspends an event and a person resumes it; no budget does either by itself. */
export const eventMachine: Machine<EventState, SuspensionEvent> = {
  word: "camera's event",
  initial: "looked-for",
  table: {
    "looked-for": { suspend: "suspended", resume: null },
    suspended: { suspend: null, resume: "looked-for" },
  },
};

/** @param falseAlerts in the last 24 hours */
export function weigh(standing: StandingEvent, falseAlerts: number): readonly NewEntry[] {
  const { camera, kind, falseAlertsADay } = standing;
  const next = step(budgetMachine, standing.budget, falseAlerts > falseAlertsADay ? "exceed" : "settle");
  if (isRefusal(next)) return [];
  return next.to === "exceeded"
    ? [BudgetExceeded.of({ camera, kind, falseAlertsADay, falseAlerts })]
    : [BudgetSettled.of({ camera, kind })];
}

/** A new budget is weighed against what was already counted. */
export function setBudget(standing: StandingEvent, falseAlertsADay: number, falseAlerts: number): readonly NewEntry[] {
  const { camera, kind } = standing;
  return [BudgetSet.of({ camera, kind, falseAlertsADay }), ...weigh({ ...standing, falseAlertsADay }, falseAlerts)];
}

export function suspend({ camera, kind, event }: StandingEvent, why: string): Decision {
  const next = step(eventMachine, event, "suspend");
  if (isRefusal(next))
    return refuseWatch("event-suspended-already", "not-possible-now", "this event is suspended already", kind);
  return [EventSuspended.of({ camera, kind, why })];
}

export function resume({ camera, kind, event }: StandingEvent, why: string): Decision {
  const next = step(eventMachine, event, "resume");
  if (isRefusal(next))
    return refuseWatch("event-not-suspended", "not-possible-now", "this event is not suspended", kind);
  return [EventResumed.of({ camera, kind, why })];
}
