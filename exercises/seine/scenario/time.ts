/**
 * Scenario time: seconds since 19:00:00 local time (Europe/Paris, UTC+2) on Friday 26 July 2024.
 * The evening is over at 23:30.
 */
export const eveningBeginsAt = "2024-07-26T17:00:00.000Z";
export const eveningSeconds = 4.5 * 3600;

/** Seconds of the scenario at a local clock time, e.g. `at(20, 14, 7)`. */
export function at(hour: number, minute: number, second = 0): number {
  return (hour - 19) * 3600 + minute * 60 + second;
}

/** `20:14:07`, the local clock time. */
export function clockFace(scenarioSeconds: number): string {
  const seconds = 19 * 3600 + Math.floor(scenarioSeconds);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Where a rehearsal begins unless told otherwise. */
export const rehearsalBeginsAtSeconds = at(20, 14);
