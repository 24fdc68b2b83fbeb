import { type PhoneState, STARTING } from "./state.ts";

/** Everything a screen shows. Parts of the phone change it, screens listen. */
export class Shown {
  readonly #listeners = new Set<() => void>();
  #state: PhoneState = STARTING;

  readonly state = (): PhoneState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(change: Partial<PhoneState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  forget(): void {
    this.#listeners.clear();
  }
}
