import {
  type IncidentId,
  IncidentTyped,
  type Instant,
  instantOf,
  isRefusal,
  millisecondsOf,
  type Procedure,
  ProcedurePublished,
  type ProcedureStep,
  type Refusal,
  type SignalKind,
  step as next,
  StepDone,
  type StepEvent,
  type StepKey,
  stepMachine,
  type StepNeed,
  StepReopened,
  StepSeen,
  StepSkipped,
  type StepState,
} from "@cordon/kernel";
import { closed, type Decision, type StandingIncident } from "../../../rules.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseStep } from "../words/refusals.ts";

/** A step of an incident's checklist as it stands. */
export interface StandingStep extends ProcedureStep {
  readonly state: StepState;
  /** When it came into that state; null while it never left its first. */
  readonly at: Instant | null;
  /** What a supervisor has seen of it since. */
  readonly seen: StepNeed | null;
}

/** What is wrong with the order of steps, or null. */
export function fault(steps: readonly ProcedureStep[]): Refusal | null {
  const before = new Set<StepKey>();
  for (const step of steps) {
    if (before.has(step.step))
      return refuseStep("step-twice", "invalid", `two steps are called ${step.step}`, step.step, { step: step.step });
    // Named after one that comes earlier: so there is no circle.
    if (step.after !== null && !before.has(step.after))
      return refuseStep(
        "step-after-later",
        "invalid",
        `${step.step} comes after ${step.after}, which is no earlier step`,
        step.step,
        { step: step.step, after: step.after },
      );
    before.add(step.step);
  }
  return null;
}

/** Publishing what stands already changes nothing. @param standing the last version under this reference */
export function publish(procedure: Omit<Procedure, "version">, standing: Procedure | null): Decision {
  const wrong = fault(procedure.steps);
  if (wrong !== null) return wrong;
  if (standing !== null) {
    const { version: _, ...said } = standing;
    if (same(said, procedure)) return [];
  }
  return [ProcedurePublished.of({ ...procedure, version: (standing?.version ?? 0) + 1 })];
}

function same(a: Omit<Procedure, "version">, b: Omit<Procedure, "version">): boolean {
  const said = ({ reference, kind, name }: Omit<Procedure, "version">) =>
    JSON.stringify([reference, kind, name.fr, name.en]);
  return said(a) === said(b) && sameSteps(a.steps, b.steps);
}

function sameSteps(a: readonly ProcedureStep[], b: readonly ProcedureStep[]): boolean {
  const said = (steps: readonly ProcedureStep[]) =>
    JSON.stringify(
      steps.map(({ step, text, role, required, dueMinutes, after }) => [
        ...[step, text.fr, text.en, role.fr, role.en],
        ...[required, dueMinutes, after],
      ]),
    );
  return said(a) === said(b);
}

/**
 * When a step is due: so many minutes from when its checklist began, or from the moment the step before it was done or skipped.
 * Null when it has no time, or when that step still waits.
 */
export function dueAt(step: ProcedureStep, steps: readonly StandingStep[], startedAt: Instant): Instant | null {
  if (step.dueMinutes === null) return null;
  const from = step.after === null ? startedAt : ended(steps.find((each) => each.step === step.after));
  return from === null ? null : instantOf(millisecondsOf(from) + 60_000 * step.dueMinutes);
}

function ended(step: StandingStep | undefined): Instant | null {
  return step === undefined || step.state === "waiting" ? null : step.at;
}

/** What a required step needs a supervisor for, whoever has seen it; null for none. */
export function needOf(
  step: StandingStep,
  steps: readonly StandingStep[],
  startedAt: Instant,
  now: Instant,
): StepNeed | null {
  if (!step.required || step.state === "done") return null;
  if (step.state === "skipped") return "skipped";
  const due = dueAt(step, steps, startedAt);
  return due !== null && due <= now ? "overdue" : null;
}

/**
 * An incident turned out to be something else: its checklist is the one of that kind, or one that was chosen by hand, from its beginning.
 *
 * | a step of the checklist before | in the list | for a supervisor | in the log      |
 * | waiting, in time or overdue    | gone        | nothing          | nothing         |
 * | done, skipped, seen            | gone        | nothing          | what was said   |
 *
 * Every step of the new one waits, and its times count from now, also where both know a step of that name. Saying what is so already changes
 * nothing: nobody's ticks are lost by that.
 * @param standing the steps of the checklist that it has
 */
export function typed(
  incident: StandingIncident & { readonly kind: SignalKind },
  kind: SignalKind,
  procedure: Procedure | undefined,
  standing: readonly ProcedureStep[],
): Decision {
  if (incident.state !== "open") return closed(incident);
  if (procedure !== undefined && procedure.kind !== null && procedure.kind !== kind)
    return refuseStep(
      "checklist-of-another-kind",
      "invalid",
      `the checklist ${procedure.reference} is for incidents of another kind`,
      "procedure",
      { checklist: procedure.reference },
    );
  if (incident.kind === kind && sameSteps(procedure?.steps ?? [], standing)) return [];
  return [IncidentTyped.of({ incident: incident.id, kind, ...(procedure === undefined ? {} : { procedure }) })];
}

/** @param said the note of what was done, the reason of what was skipped or reopened */
export function move(incident: StandingIncident, step: StandingStep, event: StepEvent, said: string): Decision {
  if (incident.state !== "open") return closed(incident);
  const to = next(stepMachine, step.state, event);
  if (isRefusal(to)) return to;
  const at = { incident: incident.id, step: step.step };
  if (event === "do") return [StepDone.of({ ...at, note: said })];
  if (said === "") return refuseAs("reason-missing", "invalid", "whoever skips or reopens a step says why", "reason");
  return [event === "skip" ? StepSkipped.of({ ...at, reason: said }) : StepReopened.of({ ...at, because: said })];
}

/** A supervisor saw it; seeing it again changes nothing. */
export function see(incident: IncidentId, step: StandingStep, need: StepNeed | null): Decision {
  if (need === null)
    return refuseStep("step-needs-nobody", "not-possible-now", `the step ${step.step} needs no supervisor`, step.step);
  return step.seen === need ? [] : [StepSeen.of({ incident, step: step.step, need })];
}
