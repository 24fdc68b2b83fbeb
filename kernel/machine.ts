import { refusing, type Refusal } from "./refusal.ts";

/**
 * A state machine as a total table: every state answers every event, with the next state or with `null` for "cannot".
 * The table is the specification; nothing else decides a transition.
 */
export interface Machine<State extends string, Event extends string> {
  readonly word: string;
  readonly initial: State;
  readonly table: Readonly<Record<State, Readonly<Record<Event, State | null>>>>;
}

/** The refusals of the kernel itself. */
export interface KernelRefusals {
  /** `thing`: the machine's word; `state`: the one it is in. */
  readonly "wrong-state": { readonly thing: string; readonly state: string };
}
const refuseState = refusing<KernelRefusals>();

export function step<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  state: State,
  event: Event,
): { readonly to: State } | Refusal {
  const to = machine.table[state][event];
  if (to === null) {
    const because = `a ${machine.word} that is ${state} cannot take "${event}"`;
    return refuseState("wrong-state", "not-possible-now", because, state, { thing: machine.word, state });
  }
  return { to };
}
