import type { Knowledge } from "./knowledge.ts";
import { type Circumstances, problemsOf } from "./problems.ts";
import { type GateState, STARTING } from "./state.ts";

/** Of what is not as it should be, what is remembered until it is put right. */
type Lasting = Pick<Circumstances, "full" | "reserveGone" | "outdated" | "forged" | "refused" | "server">;

/** The state that screens show, and who is told when it changes. What follows from what the gate knows is put in here. */
export class Store {
  readonly #listeners = new Set<() => void>();
  #lasting: Lasting = {
    full: false,
    reserveGone: false,
    outdated: false,
    forged: [],
    refused: null,
    server: null,
  };
  #knowledge: Knowledge | null = null;
  #state: GateState = STARTING;

  readonly state = (): GateState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get knowledge(): Knowledge | null {
    return this.#knowledge;
  }

  /** Null: forgotten. */
  know(knowledge: Knowledge | null): void {
    this.#knowledge = knowledge;
  }

  /** @param besides what else changes, told together: every telling renders the screens anew */
  note(change: Partial<Lasting>, besides: Partial<GateState> = {}): void {
    this.#lasting = { ...this.#lasting, ...change };
    this.show(besides);
  }

  show(change: Partial<GateState>): void {
    const state = { ...this.#state, ...change };
    const knowledge = this.#knowledge;
    const holds = knowledge?.holds() ?? STARTING.holds;
    const skewMs = knowledge?.skewMs ?? null;
    const given = { ...this.#lasting, holds, skewMs, post: state.post };
    const problems = knowledge === null ? [] : problemsOf({ ...given, now: knowledge.now() });
    const next: GateState = {
      ...state,
      // Said again with every beat: what is as it was keeps screens from being rendered for nothing.
      at: isEqual(this.#state.at, state.at) ? this.#state.at : state.at,
      post: isEqual(this.#state.post, state.post) ? this.#state.post : state.post,
      work: isEqual(this.#state.work, state.work) ? this.#state.work : state.work,
      holds: same(state.holds, holds),
      skewMs,
      problems: same(state.problems, problems),
    };
    if (isEqual(this.#state, next)) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  [Symbol.dispose](): void {
    this.#listeners.clear();
  }
}

/** What says the same stays the same. */
function same<Value>(before: Value, after: Value): Value {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** Whether each member is the very same. */
function isEqual(before: object | null, after: object | null): boolean {
  if (before === null || after === null) return before === after;
  const was = Object.entries(before);
  const is: ReadonlyMap<string, unknown> = new Map(Object.entries(after));
  return was.length === is.size && was.every(([key, value]) => is.has(key) && Object.is(is.get(key), value));
}
