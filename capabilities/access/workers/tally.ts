import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import { admits, type Verdict, type VerdictName } from "../words.ts";

const SLOT_MS = 10_000;
const RATE_MINUTES = 5;
const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/** A ring of counters by time: what is too old makes room for what is new, so its memory never grows. */
class Ring {
  readonly #counts: Uint32Array;
  readonly #slots: Float64Array;
  readonly #slotMs: number;

  constructor(slots: number, slotMs: number) {
    this.#counts = new Uint32Array(slots);
    this.#slots = new Float64Array(slots).fill(Number.NaN);
    this.#slotMs = slotMs;
  }

  add(ms: number, count: number): void {
    const slot = Math.floor(ms / this.#slotMs);
    const at = slot % this.#counts.length;
    const held = this.#slots[at] ?? Number.NaN;
    // A late scan of a time that made room already is too old to count.
    if (held > slot) return;
    if (held !== slot) {
      this.#slots[at] = slot;
      this.#counts[at] = 0;
    }
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
  }

  /** In the slots that end at `ms`. */
  sum(ms: number): number {
    const last = Math.floor(ms / this.#slotMs);
    const first = last - this.#counts.length + 1;
    let sum = 0;
    for (let at = 0; at < this.#counts.length; at++) {
      const slot = this.#slots[at] ?? Number.NaN;
      if (slot >= first && slot <= last) sum += this.#counts[at] ?? 0;
    }
    return sum;
  }
}

/** What went through a lane lately. */
export class LaneTally {
  readonly #scans = new Ring((RATE_MINUTES * MINUTE_MS) / SLOT_MS, SLOT_MS);
  readonly #admitted = new Ring((RATE_MINUTES * MINUTE_MS) / SLOT_MS, SLOT_MS);
  #lastMs = Number.NaN;

  count(ms: number, verdict: Pick<Verdict, "is">, count = 1): void {
    this.#scans.add(ms, count);
    if (admits(verdict)) this.#admitted.add(ms, count);
    if (!(ms <= this.#lastMs)) this.#lastMs = ms;
  }

  now(at: Instant): {
    readonly scansPerMinute: number;
    readonly admittedPerMinute: number;
    readonly lastScanAt: Instant | null;
  } {
    const ms = millisecondsOf(at);
    return {
      scansPerMinute: this.#scans.sum(ms) / RATE_MINUTES,
      admittedPerMinute: this.#admitted.sum(ms) / RATE_MINUTES,
      lastScanAt: Number.isNaN(this.#lastMs) ? null : instantOf(this.#lastMs),
    };
  }
}

/** The verdicts of a gate in the last hour. */
export class VerdictTally {
  readonly #rings = new Map<VerdictName, Ring>();

  count(ms: number, verdict: VerdictName, count = 1): void {
    const ring = this.#rings.get(verdict) ?? new Ring(HOUR_MINUTES, MINUTE_MS);
    this.#rings.set(verdict, ring);
    ring.add(ms, count);
  }

  now(at: Instant): Readonly<Record<string, number>> {
    const ms = millisecondsOf(at);
    const counts: Record<string, number> = {};
    for (const [verdict, ring] of this.#rings) {
      const sum = ring.sum(ms);
      if (sum > 0) counts[verdict] = sum;
    }
    return counts;
  }
}
