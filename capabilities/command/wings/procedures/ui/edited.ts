import { type Procedure, type ProcedureStep, StepKey, ulid } from "@cordon/kernel";

/** A checklist of no type, to be chosen by hand. Nobody else's has its reference: two that are written at once are two, whatever their names. */
export function emptyChecklist(): Omit<Procedure, "version"> {
  const reference = `by-hand-${ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))).toLowerCase()}`;
  return { reference, kind: null, name: { fr: "", en: "" }, steps: added([]) };
}

/** An empty step at the end, under a key that no other has. */
export function added(steps: readonly ProcedureStep[]): readonly ProcedureStep[] {
  const taken = new Set(steps.map(({ step }) => step));
  let number = steps.length + 1;
  while (taken.has(StepKey.parse(`step-${number}`))) number++;
  const empty = { fr: "", en: "" };
  const step = StepKey.parse(`step-${number}`);
  return [...steps, { step, text: empty, role: empty, required: true, dueMinutes: null, after: null }];
}

/** Without a step; those that came after it count from the start again. */
export function removed(steps: readonly ProcedureStep[], at: number): readonly ProcedureStep[] {
  return inOrder(steps.filter((_, index) => index !== at));
}

/** With a step at another place. */
export function moved(steps: readonly ProcedureStep[], from: number, to: number): readonly ProcedureStep[] {
  const step = steps[from];
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  return inOrder(steps.filter((_, index) => index !== from).toSpliced(to, 0, step));
}

/** A step comes after one that stands before it, or after none. */
function inOrder(steps: readonly ProcedureStep[]): readonly ProcedureStep[] {
  const before = new Set<StepKey>();
  return steps.map((step) => {
    const after = step.after !== null && before.has(step.after) ? step.after : null;
    before.add(step.step);
    return { ...step, after };
  });
}
