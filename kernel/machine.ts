import { refuse, type Refusal } from "./refusal.ts";

/**
 * A state machine as a total table: every state answers every event, with the next state or with `null` for "cannot".
 * The table is the specification; nothing else decides a transition.
 */
export interface Machine<State extends string, Event extends string> {
  readonly word: string;
  readonly initial: State;
  readonly table: Readonly<Record<State, Readonly<Record<Event, State | null>>>>;
}

export function step<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  state: State,
  event: Event,
): { readonly to: State } | Refusal {
  const to = machine.table[state][event];
  if (to === null)
    return refuse("not-possible-now", `a ${machine.word} that is ${state} cannot take "${event}"`, state);
  return { to };
}
