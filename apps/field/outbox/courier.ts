import { Rounds } from "@cordon/ui/device";
import { type Letter, laneOf, nextDueMs, type Outbox, sendable } from "./letters.ts";
import type { Sent } from "./presses.ts";

export interface CourierParts {
  /** Two couriers do not wait for each other; two pages of one phone take turns by it. */
  readonly name: string;
  /** What waits now; asked again before each letter is sent. */
  readonly outbox: () => Promise<Outbox>;
  /** Which letters are this courier's. */
  readonly carries: (letter: Letter) => boolean;
  readonly send: (letter: Letter) => Promise<Sent>;
  readonly settled: (letter: Letter, sent: Sent) => Promise<void>;
  /** How it goes, for the officer to see. */
  readonly onTry?: (tries: Tries) => void;
  readonly nowMs: () => number;
  /** Between 0 and 1, so that a crowd of phones does not come back in one instant. */
  readonly spread: () => number;
  /** The longest pause between two tries, as it is at this moment. */
  readonly lastRetryMs: () => number;
}

/** How often a letter was tried, and when it will be again; `sending` while it is. */
export interface Tries {
  readonly failed: number;
  readonly nextAtMs: number | null;
  readonly sending: boolean;
}
export const NO_TRIES: Tries = { failed: 0, nextAtMs: null, sending: false };

/** Carries letters to the server one after another; when the server is out of reach it tries again, by itself or when woken. */
export class Courier implements Disposable {
  readonly #parts: CourierParts;
  readonly #rounds: Rounds;
  #failed = 0;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#rounds = new Rounds({
      round: () => onlyHere(parts.name, () => this.#round()),
      lastRetryMs: parts.lastRetryMs,
      spread: parts.spread,
    });
  }

  /** There is something new to send, or the server is in reach again. Returns when the round is over. */
  wake(): Promise<void> {
    return this.#rounds.wake();
  }

  [Symbol.dispose](): void {
    this.#rounds[Symbol.dispose]();
  }

  async #round(): Promise<void> {
    const { outbox, carries, nowMs, send, settled } = this.#parts;
    // A letter that the server cannot take now holds up its own lane, and no other.
    const stuck = new Set<string>();
    for (;;) {
      const all = await outbox();
      const letter = sendable(all, nowMs()).find((one) => carries(one) && !stuck.has(laneOf(one)));
      if (letter === undefined) {
        if (stuck.size > 0) return this.#again();
        return this.#later(all);
      }
      this.#tell({ failed: this.#failed, nextAtMs: null, sending: true });
      const sent = await send(letter);
      if (this.#rounds.ended) return;
      if (sent.outcome === "unknown") {
        if (sent.reached !== true) return this.#again();
        stuck.add(laneOf(letter));
        continue;
      }
      this.#rounds.succeeded();
      this.#failed = 0;
      await settled(letter, sent);
      this.#tell(NO_TRIES);
    }
  }

  #again(): void {
    const ms = this.#rounds.failed();
    this.#failed++;
    this.#tell({ failed: this.#failed, nextAtMs: this.#parts.nowMs() + ms, sending: false });
  }

  #tell(tries: Tries): void {
    this.#parts.onTry?.(tries);
  }

  /** What is held is sent once it is due. */
  #later(outbox: Outbox): void {
    const due = nextDueMs(outbox.filter(this.#parts.carries));
    if (Number.isFinite(due)) this.#rounds.wakeIn(Math.max(0, due - this.#parts.nowMs()) + 10);
  }
}

/** Two open pages of one phone take turns. Sending twice would do no harm; it would cost battery. */
async function onlyHere(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator === "undefined" || navigator.locks === undefined) return work();
  await navigator.locks.request(`cordon-field-${name}`, work);
}
