import type { TruthEvent } from "../../words/truth.ts";
import type { Sighting } from "../analyser.ts";
import type { EventKind, Scene } from "../scene.ts";

/** An alert as it was given: raised at one moment, about something that lasted from one time to another. */
export interface Alert {
  readonly kind: EventKind;
  /** The zone or line; null: the whole picture. */
  readonly zone: string | null;
  /** When the alert was given. */
  readonly raisedSeconds: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** In pixels of the clip. */
  readonly box: Sighting["box"];
}

export interface ScoreTolerance {
  /** An alert may begin before or end after the truth by this much. */
  readonly seconds: number;
  /** Least intersection over union with the truth's box, where it has one. */
  readonly overlap: number;
}
export const TOLERANCE: ScoreTolerance = { seconds: 2, overlap: 0.1 };

export interface Score {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly missed: number;
  /** 1 when nothing was alerted. */
  readonly precision: number;
  /** 1 when nothing was to be found. */
  readonly recall: number;
  /** From the moment an alert was due (begin and dwell) to the alert; negative when it came early; null without a true positive. */
  readonly delaySeconds: { readonly median: number; readonly p95: number } | null;
}

/** What was said of each event and of each alert, for whoever wants to look at them. */
export interface Match {
  readonly found: readonly { readonly truth: TruthEvent; readonly alert: Alert; readonly delaySeconds: number }[];
  readonly missed: readonly TruthEvent[];
  readonly wrong: readonly Alert[];
}

/** What truly happens, of a clip or of drawn pictures. */
export interface Labelled {
  readonly scene: Scene;
  readonly events: readonly TruthEvent[];
}

/** Raisings with their endings, in the order of raising. What was never ended lasts as long as it was seen. */
export function alertsOf(sightings: readonly Sighting[]): Alert[] {
  const endings = new Map(sightings.filter(({ change }) => change === "ended").map((each) => [each.id, each]));
  return sightings
    .filter(({ change }) => change === "raised")
    .map(({ id, kind, zone, fromSeconds, toSeconds, box }) => ({
      kind,
      zone: zone ?? null,
      raisedSeconds: toSeconds,
      fromSeconds,
      toSeconds: endings.get(id)?.toSeconds ?? toSeconds,
      box,
    }));
}

/** Scores alerts against the truth of one clip. Several clips are scored together by `scoreOf` over their matches. */
export function score(truth: Labelled, alerts: readonly Alert[], tolerance?: ScoreTolerance): Score {
  return scoreOf([match(truth, alerts, tolerance)]);
}

/**
 * One alert answers one event. Pairs are taken in the order of how well they fit in time; a second alert about the same event is
 * wrong, because it calls an operator for nothing new; an alert about an event that nobody is sure of, or that ends within the
 * tolerance of its dwell, is not counted at all.
 */
export function match(
  { scene, events }: Labelled,
  alerts: readonly Alert[],
  tolerance: ScoreTolerance = TOLERANCE,
): Match {
  const spare = (event: TruthEvent): number => event.toSeconds - event.fromSeconds - dwellOf(scene, event);
  const isDue = (event: TruthEvent): boolean => spare(event) >= 0;
  const pairs = events
    .filter((event) => spare(event) >= -tolerance.seconds)
    .flatMap((event) =>
      alerts
        .filter((alert) => isAbout(alert, event, tolerance))
        .map((alert) => ({ event, alert, apart: apartIn(alert, event) })),
    )
    .toSorted((a, b) => Number(b.event.sure) - Number(a.event.sure) || a.apart - b.apart);
  const answered = new Map<TruthEvent, Alert>();
  const spoken = new Set<Alert>();
  for (const { event, alert } of pairs) {
    const isSure = event.sure && isDue(event);
    if (spoken.has(alert) || (isSure && answered.has(event))) continue;
    answered.set(event, alert);
    spoken.add(alert);
  }
  const counted = events.filter((event) => event.sure && isDue(event));
  return {
    found: counted.flatMap((event) => {
      const alert = answered.get(event);
      if (alert === undefined) return [];
      return [{ truth: event, alert, delaySeconds: alert.raisedSeconds - event.fromSeconds - dwellOf(scene, event) }];
    }),
    missed: counted.filter((event) => !answered.has(event)),
    wrong: alerts.filter((alert) => !spoken.has(alert)),
  };
}

/** The score of any number of clips together. */
export function scoreOf(matches: readonly Match[]): Score {
  const found = matches.flatMap((each) => each.found);
  const missed = matches.reduce((sum, each) => sum + each.missed.length, 0);
  const falsePositives = matches.reduce((sum, each) => sum + each.wrong.length, 0);
  const delays = found.map(({ delaySeconds }) => delaySeconds).toSorted((a, b) => a - b);
  return {
    truePositives: found.length,
    falsePositives,
    missed,
    precision: found.length + falsePositives === 0 ? 1 : found.length / (found.length + falsePositives),
    recall: found.length + missed === 0 ? 1 : found.length / (found.length + missed),
    delaySeconds: delays.length === 0 ? null : { median: percentile(delays, 0.5), p95: percentile(delays, 0.95) },
  };
}

/** The smallest value that at least this share of the values does not exceed (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** How long an event must last under this scene before an alert is due; the shortest where several ask. */
function dwellOf(scene: Scene, { kind, zone }: TruthEvent): number {
  const dwells = scene.events
    .filter((event) => event.kind === kind && placeOf(event) === zone)
    .map((event) => ("dwellSeconds" in event ? event.dwellSeconds : 0));
  return dwells.length === 0 ? 0 : Math.min(...dwells);
}

function placeOf(event: Scene["events"][number]): string | null {
  if ("line" in event && typeof event.line === "string") return event.line;
  return event.zone ?? null;
}

function isAbout(
  alert: Alert,
  { kind, zone, fromSeconds, toSeconds, box }: TruthEvent,
  tolerance: ScoreTolerance,
): boolean {
  if (alert.kind !== kind || alert.zone !== zone) return false;
  if (alert.fromSeconds > toSeconds + tolerance.seconds || alert.toSeconds < fromSeconds - tolerance.seconds)
    return false;
  return box === undefined || overlapOf(alert.box, box) >= tolerance.overlap;
}

const apartIn = (alert: Alert, event: TruthEvent): number => Math.abs(alert.fromSeconds - event.fromSeconds);

/** Intersection over union. */
function overlapOf(a: Alert["box"], [x, y, width, height]: readonly [number, number, number, number]): number {
  const across = Math.max(0, Math.min(a.x + a.width, x + width) - Math.max(a.x, x));
  const down = Math.max(0, Math.min(a.y + a.height, y + height) - Math.max(a.y, y));
  const common = across * down;
  return common / (a.width * a.height + width * height - common);
}
