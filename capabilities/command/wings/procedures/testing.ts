import { instantOf, type StepKey, StepKey as Key } from "@cordon/kernel";
import type { StandingStep } from "./rules/steps.ts";

/** Minutes after an opening, for tests. */
export const OPENED = instantOf(Date.UTC(2026, 6, 26, 18));
export const minute = (count: number) => instantOf(Date.UTC(2026, 6, 26, 18) + 60_000 * count);

export const stepKey = (text: string): StepKey => Key.parse(text);

export function standingStepOf(
  step: string,
  { after = null, ...rest }: Partial<Omit<StandingStep, "step" | "after">> & { readonly after?: string | null } = {},
): StandingStep {
  return {
    step: stepKey(step),
    text: { fr: step, en: step },
    role: { fr: "Opérateur", en: "Operator" },
    required: true,
    dueMinutes: null,
    after: after === null ? null : stepKey(after),
    state: "waiting",
    at: null,
    seen: null,
    ...rest,
  };
}
