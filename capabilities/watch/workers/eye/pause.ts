import { setTimeout as sleep } from "node:timers/promises";

/** Waits, or returns earlier when told to stop: the caller looks at the signal. */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  if (seconds <= 0 || signal.aborted) return;
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
