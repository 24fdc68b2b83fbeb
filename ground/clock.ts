import { randomFillSync } from "node:crypto";
import { type Instant, instantOf, ulid } from "@cordon/kernel";
import type { z } from "zod";

/** Where the time comes from. Tests and replays hand in their own. */
export interface Clock {
  now(): Instant;
  /** Milliseconds that never go back: for time-outs and measures, unrelated to the calendar. */
  elapsedMs(): number;
}

export const systemClock: Clock = {
  now: () => instantOf(Date.now()),
  elapsedMs: () => performance.now(),
};

const RANDOM_BYTES = 10;
/** Asking the system for ten bytes costs as much as asking for four thousand. Each byte is used once. */
const randomness = new Uint8Array(400 * RANDOM_BYTES);
let used = randomness.length;

function freshBytes(): Uint8Array {
  if (used === randomness.length) {
    randomFillSync(randomness);
    used = 0;
  }
  used += RANDOM_BYTES;
  return randomness.subarray(used - RANDOM_BYTES, used);
}

/** A new id of a kind: `newId(SignalId)`. Drawn from the system's randomness; sorts by the time it was drawn. */
export function newId<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(ulid(Date.now(), freshBytes()));
}
