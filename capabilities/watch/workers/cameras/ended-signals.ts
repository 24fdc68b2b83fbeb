import type { WorkerContext } from "@cordon/ground";
import {
  type Instant,
  instantOf,
  isRefusal,
  type MandateId,
  millisecondsOf,
  SignalEnded,
  type SignalId,
} from "@cordon/kernel";

/** Signals that may still end, at most; of older ones nobody is told that they are over. */
const MOST_KNOWN = 2000;

/** Writes down that what a signal told of is over. */
export class EndedSignals {
  readonly #context: Pick<WorkerContext, "append" | "log" | "clock">;
  readonly #known = new Map<string, { readonly signal: SignalId; readonly mandate: MandateId }>();

  constructor(context: Pick<WorkerContext, "append" | "log" | "clock">) {
    this.#context = context;
  }

  raised(ref: string, signal: SignalId, mandate: MandateId): void {
    this.#known.set(ref, { signal, mandate });
    for (const [oldest] of this.#known) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
  }

  async ended(ref: string, agoSeconds: number): Promise<void> {
    const known = this.#known.get(ref);
    this.#known.delete(ref);
    if (known === undefined) return;
    const { append, clock, log } = this.#context;
    const seenUntil: Instant = instantOf(millisecondsOf(clock.now()) - Math.round(1000 * agoSeconds));
    const done = await append("watch.signal", [SignalEnded.of({ signal: known.signal, seenUntil }, known.mandate)]);
    if (isRefusal(done)) log.error({ refused: done.refused }, "watch: the end of a signal could not be written down");
  }
}
