import type { Instant, LocalClock } from "@cordon/kernel";

/** As a field of the browser for a day and a time has it: `2024-07-26T08:00`. */
export const fieldOf = (at: Instant, clock: LocalClock) => clock.localOf(at).replace(" ", "T");

/** The earlier where the clock shows it twice; null where it shows it never. */
export const momentIn = (field: string, clock: LocalClock): Instant | null =>
  clock.momentsOf(field.replace("T", " ").slice(0, "2024-07-26 08:00".length))[0] ?? null;

/** Hours of work: `7 h 30`. */
export const hoursSaid = (minutes: number): string =>
  `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? "" : ` ${String(minutes % 60).padStart(2, "0")}`}`;
