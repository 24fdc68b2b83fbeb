/** Clips of all cameras of a thread that may wait; each holds ten seconds of packets. */
const MOST_WAITING = 12;
/** After a clip, so many times as long as it took belong to the analysis alone: a storm of signals must not blind the cameras it comes from. */
const REST = 2;

type Make = () => Promise<void>;

interface Turn {
  readonly make: Make;
  /** Ends its listening to the signal, which lives as long as its camera. */
  readonly begin: () => void;
  readonly over: () => void;
}

/** Who of a thread's cameras makes a clip now: one at a time, the first to ask first, with time for the analysis in between. */
export class ClipTurns {
  readonly #now: () => number;
  readonly #waiting: Turn[] = [];
  #isTaken = false;
  #restsUntil = Number.NEGATIVE_INFINITY;

  /** @param now monotonic, in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get isFull(): boolean {
    return this.#waiting.length >= MOST_WAITING;
  }

  /**
   * Resolves when it was made, or at once when the signal aborts before its turn has come.
   * @param make must not reject
   */
  take(make: Make, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const leave = (): void => this.#leave(turn);
      const turn: Turn = { make, begin: () => signal.removeEventListener("abort", leave), over: resolve };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(turn);
      void this.#next();
    });
  }

  #leave(turn: Turn): void {
    const place = this.#waiting.indexOf(turn);
    if (place === -1) return;
    this.#waiting.splice(place, 1);
    turn.over();
  }

  async #next(): Promise<void> {
    if (this.#isTaken) return;
    this.#isTaken = true;
    const rest = this.#restsUntil - this.#now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    const turn = this.#waiting.shift();
    if (turn !== undefined) {
      turn.begin();
      const began = this.#now();
      await turn.make();
      this.#restsUntil = this.#now() + REST * (this.#now() - began);
      turn.over();
    }
    this.#isTaken = false;
    if (this.#waiting.length > 0) void this.#next();
  }
}
