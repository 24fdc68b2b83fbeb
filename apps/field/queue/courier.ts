import { Rounds } from "@cordon/ui/device";
import { type Press, type Queue, type Sent, sendable } from "./rules.ts";

export interface CourierParts {
  /** What waits now; asked again before each press is sent. */
  readonly queue: () => Promise<Queue>;
  readonly send: (press: Press) => Promise<Sent>;
  readonly settled: (press: Press, sent: Sent) => Promise<void>;
  readonly nowMs: () => number;
  /** Between 0 and 1, so that a crowd of phones does not come back in one instant. */
  readonly spread: () => number;
}

const LAST_RETRY_MS = 30_000;

/** Carries presses to the server one after another; when the server is out of reach it tries again, by itself or when woken. */
export class Courier implements Disposable {
  readonly #parts: CourierParts;
  readonly #rounds: Rounds;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#rounds = new Rounds({
      round: () => onlyHere(() => this.#round()),
      lastRetryMs: LAST_RETRY_MS,
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
    for (;;) {
      const queue = await this.#parts.queue();
      const [press] = sendable(queue, this.#parts.nowMs());
      if (press === undefined) return this.#later(queue);
      const sent = await this.#parts.send(press);
      if (this.#rounds.ended) return;
      if (sent.outcome === "unknown") return this.#rounds.failed();
      this.#rounds.succeeded();
      await this.#parts.settled(press, sent);
    }
  }

  /** What is held is sent once it is due. */
  #later(queue: Queue): void {
    const due = Math.min(...queue.map((press) => press.heldUntilMs));
    if (Number.isFinite(due)) this.#rounds.wakeIn(Math.max(0, due - this.#parts.nowMs()) + 10);
  }
}

/** Two open pages of one phone take turns. Sending twice would do no harm; it would cost battery. */
async function onlyHere(work: () => Promise<void>): Promise<void> {
  if (typeof navigator === "undefined" || navigator.locks === undefined) return work();
  await navigator.locks.request("cordon-field-courier", work);
}
