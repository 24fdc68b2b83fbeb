import type { CameraId, Instant } from "@cordon/kernel";
import { DEFAULT_BUDGET, type EventQuality } from "../words/quality.ts";
import { EVENT_KINDS, type EventKind } from "../words/scene.ts";
import {
  byDay,
  causesOf,
  DAY_MS,
  falseAlertsADay,
  since,
  type TriagedSignal,
  triagedOf,
  type WatchedPeriod,
  watchedHours,
  wilson,
} from "./statistics.ts";

/** All that is known of cameras and their events, of the last seven days. */
export interface Known {
  readonly cameras: readonly { readonly id: CameraId; readonly kinds: ReadonlySet<EventKind> }[];
  readonly signals: readonly (TriagedSignal & { readonly camera: CameraId; readonly kind: EventKind })[];
  readonly periods: readonly (WatchedPeriod & { readonly camera: CameraId; readonly kinds: readonly EventKind[] })[];
  readonly said: readonly (Pick<EventQuality, "camera" | "kind" | "exceeded" | "suspended" | "score"> & {
    readonly budget: number | null;
  })[];
  readonly now: Instant;
  readonly dayOf: (at: Instant) => string;
}

/** A line for each event that a camera looks for, signalled lately, or that something was said of. */
export function qualityOf({ cameras, signals, periods, said, now, dayOf }: Known): EventQuality[] {
  const signalsOf = Map.groupBy(signals, ({ camera, kind }) => `${camera} ${kind}`);
  const periodsOf = Map.groupBy(periods, ({ camera }) => camera);
  const saidOf = new Map(said.map((each) => [`${each.camera} ${each.kind}`, each]));
  return cameras.flatMap(({ id, kinds }) =>
    EVENT_KINDS.flatMap((kind): EventQuality[] => {
      const key = `${id} ${kind}`;
      const known = saidOf.get(key);
      const own = signalsOf.get(key) ?? [];
      if (!kinds.has(kind) && own.length === 0 && known === undefined) return [];
      const watched = (periodsOf.get(id) ?? []).filter((period) => period.kinds.includes(kind));
      const day = since(own, now, DAY_MS);
      const week = since(own, now, 7 * DAY_MS);
      const ofWeek = triagedOf(week);
      const weekHours = watchedHours(watched, now, 7 * DAY_MS);
      return [
        {
          camera: id,
          kind,
          asked: kinds.has(kind),
          budget: { falseAlertsADay: known?.budget ?? DEFAULT_BUDGET, isDefault: known?.budget == null },
          last24Hours: { triaged: triagedOf(day), watchedHours: watchedHours(watched, now, DAY_MS) },
          last7Days: {
            triaged: ofWeek,
            watchedHours: weekHours,
            falseAlertsADay: falseAlertsADay(ofWeek.wrong, weekHours),
          },
          days: [...byDay(week, dayOf)],
          precision: wilson(ofWeek.right, ofWeek.right + ofWeek.wrong),
          causes: [...causesOf(week)],
          score: known?.score ?? null,
          exceeded: known?.exceeded ?? null,
          suspended: known?.suspended ?? null,
        },
      ];
    }),
  );
}
