import {
  type DismissalReason,
  type FalseAlertCause,
  type Instant,
  millisecondsOf,
  type SignalState,
} from "@cordon/kernel";
import type { ShareWithInterval, Triaged } from "../words/quality.ts";

/** What triage says of what a camera noticed. */
export type Verdict = "waiting" | "right" | "wrong" | "uncounted";

/** A signal as triage left it. */
export interface TriagedSignal {
  readonly noticedAt: Instant;
  readonly state: SignalState;
  readonly reason: DismissalReason | null;
  readonly cause: FalseAlertCause | null;
}

/** A time in which a camera's picture was analysed; `until` is null while it is. */
export interface WatchedPeriod {
  readonly from: Instant;
  readonly until: Instant | null;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Below this a rate would be made of chance alone. */
const LEAST_HOURS = 1;

/**
 * Right: it happened, whether or not anything had to be done. Wrong: it did not. Known already, seen twice, a test or another
 * reason says nothing of how good the camera is.
 */
const DISMISSED: Readonly<Record<DismissalReason, Verdict>> = {
  "false-alert": "wrong",
  "no-action": "right",
  known: "uncounted",
  duplicate: "uncounted",
  test: "uncounted",
  other: "uncounted",
};

export function verdictOf({ state, reason }: Pick<TriagedSignal, "state" | "reason">): Verdict {
  if (state === "waiting") return "waiting";
  if (state !== "dismissed") return "right";
  return reason === null ? "uncounted" : DISMISSED[reason];
}

export function triagedOf(signals: readonly Pick<TriagedSignal, "state" | "reason">[]): Triaged {
  const count = (verdict: Verdict): number => signals.filter((signal) => verdictOf(signal) === verdict).length;
  return {
    raised: signals.length,
    right: count("right"),
    wrong: count("wrong"),
    uncounted: count("uncounted"),
    waiting: count("waiting"),
  };
}

/** Those noticed in the time before `now`; the beginning belongs to it. */
export function since<Signal extends Pick<TriagedSignal, "noticedAt">>(
  signals: readonly Signal[],
  now: Instant,
  ms: number,
): readonly Signal[] {
  const from = millisecondsOf(now) - ms;
  return signals.filter(({ noticedAt }) => millisecondsOf(noticedAt) >= from && noticedAt <= now);
}

/** Hours of the time before `now` in which the picture was analysed. */
export function watchedHours(periods: readonly WatchedPeriod[], now: Instant, ms: number): number {
  const end = millisecondsOf(now);
  const sum = periods.reduce((total, { from, until }) => {
    const begins = Math.max(millisecondsOf(from), end - ms);
    const ends = until === null ? end : Math.min(millisecondsOf(until), end);
    return total + Math.max(0, ends - begins);
  }, 0);
  return sum / HOUR_MS;
}

/** False alerts for each 24 hours watched; null where too little was watched to say. */
export function falseAlertsADay(wrong: number, hours: number): number | null {
  return hours < LEAST_HOURS ? null : (24 * wrong) / hours;
}

/** 0.975 quantile of the normal distribution. */
const Z = 1.959_963_984_540_054;

/** Wilson score interval at 95 % (E. B. Wilson, JASA 22, 1927). Null of none. */
export function wilson(successes: number, of: number): ShareWithInterval | null {
  if (of === 0) return null;
  const share = successes / of;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  const scale = 1 + z2 / of;
  return {
    share,
    low: successes === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: successes === of ? 1 : Math.min(1, (middle + half) / scale),
    of,
  };
}

/** Why alerts were false, the commonest first; null: nobody said. */
export function causesOf(
  signals: readonly TriagedSignal[],
): readonly { readonly cause: FalseAlertCause | null; readonly count: number }[] {
  const wrong = signals.filter((signal) => verdictOf(signal) === "wrong");
  return [...Map.groupBy(wrong, ({ cause }) => cause)]
    .map(([cause, same]) => ({ cause, count: same.length }))
    .toSorted((a, b) => b.count - a.count || (a.cause ?? "~").localeCompare(b.cause ?? "~"));
}

/** Counts for each day on which something was noticed, oldest first. @param dayOf the day in the reader's time zone, `2024-07-26` */
export function byDay(
  signals: readonly TriagedSignal[],
  dayOf: (at: Instant) => string,
): readonly { readonly day: string; readonly triaged: Triaged }[] {
  return [...Map.groupBy(signals, ({ noticedAt }) => dayOf(noticedAt))]
    .map(([day, same]) => ({ day, triaged: triagedOf(same) }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
