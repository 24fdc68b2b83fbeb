import { retryAfterMs } from "../live/back-off.ts";

export interface RoundsParts {
  /** Sends what waits until nothing does, or says by {@link Rounds.failed} that the server is out of reach. */
  readonly round: () => Promise<void>;
  /** No pause between two tries is longer. */
  readonly lastRetryMs: number | (() => number);
  /** Between 0 and 1, random: so that all devices of a site do not come back in one instant. */
  readonly spread: () => number;
}

const FIRST_RETRY_MS = 1_000;

/**
 * When a device sends what it has kept: one round at a time, at once when woken, and by itself after a pause that grows with every
 * failure. What a round sends, and in which order, is its caller's.
 */
export class Rounds implements Disposable {
  readonly #parts: RoundsParts;
  #running: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(parts: RoundsParts) {
    this.#parts = parts;
  }

  /** Disposed of: a round that was under way must touch nothing more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** There is something new to send, or the server is in reach again. Returns when the round is over. */
  wake(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = true;
    this.#running ??= this.#rounds().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  wakeIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => void this.wake(), ms);
  }

  /** The server answered: the next pause is a short one again. */
  succeeded(): void {
    this.#failures = 0;
  }

  /** The server is out of reach: there will be another round, after so many milliseconds. */
  failed(): number {
    const { lastRetryMs } = this.#parts;
    const lastMs = typeof lastRetryMs === "number" ? lastRetryMs : lastRetryMs();
    const back = { firstMs: FIRST_RETRY_MS, lastMs };
    const ms = retryAfterMs(this.#failures++, this.#parts.spread(), back);
    this.wakeIn(ms);
    return ms;
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #rounds(): Promise<void> {
    while (this.#again && !this.#ended) {
      this.#again = false;
      await this.#parts.round();
    }
  }
}
