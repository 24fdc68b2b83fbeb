import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import type { Wait } from "../words.ts";

/** How long one waits, as the public is told it. */
export type PublicWait =
  | { readonly known: false }
  | {
      readonly known: true;
      /** Whole minutes: 0, 1 to 10, then fives, and 120 for two hours or more. */
      readonly minutes: number;
      /** On a whole minute. */
      readonly asOf: Instant;
      /** Older than it should be. */
      readonly old: boolean;
    };

const MINUTE_MS = 60_000;
const OLD_MS = 5 * MINUTE_MS;
export const LONGEST_MINUTES = 120;

/**
 * The shortest of the waits that are known, rounded up: nobody is promised less than it is. Minutes without seconds tell those who wait all
 * they need, and tell nobody when a device was last heard of.
 */
export function publicWait(waits: readonly Wait[], now: Instant): PublicWait {
  let shortest: Extract<Wait, { known: true }> | null = null;
  for (const wait of waits) if (wait.known && (shortest === null || wait.minutes < shortest.minutes)) shortest = wait;
  if (shortest === null) return { known: false };
  const at = millisecondsOf(shortest.asOf);
  return {
    known: true,
    minutes: rounded(shortest.minutes),
    asOf: instantOf(Math.floor(at / MINUTE_MS) * MINUTE_MS),
    old: millisecondsOf(now) - at > OLD_MS,
  };
}

function rounded(minutes: number): number {
  const whole = Math.ceil(minutes);
  return Math.min(LONGEST_MINUTES, whole <= 10 ? whole : Math.ceil(whole / 5) * 5);
}
