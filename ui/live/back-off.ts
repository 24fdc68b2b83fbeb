export interface BackOff {
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * How long to wait after a failure: twice as long each time, up to the last.
 *
 * @param before how many failures there were before this one
 * @param spread 0 to 1, random: so that a room of pages, or a site of gates, does not return in one instant
 * @returns milliseconds, between half of the pause and all of it
 */
export function retryAfterMs(before: number, spread: number, { firstMs, lastMs }: BackOff): number {
  return Math.min(lastMs, firstMs * 2 ** Math.min(before, 10)) * (0.5 + spread / 2);
}
