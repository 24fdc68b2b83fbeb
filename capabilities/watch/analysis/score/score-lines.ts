import type { ScoreLine, Setting } from "../../words/score.ts";
import type { Truth } from "../../words/truth.ts";
import type { Sighting } from "../analyser.ts";
import type { EventKind, Scene } from "../scene.ts";
import { alertsOf, match, scoreOf } from "./score.ts";

/** What one replay was worth for one kind of event. Where nothing was alerted, or nothing was there, precision and recall are not known. */
export function scoreLine(
  kind: EventKind,
  setting: Setting | null,
  scene: Scene,
  events: Truth["events"],
  sightings: readonly Sighting[],
): ScoreLine {
  const alerts = alertsOf(sightings).filter((alert) => alert.kind === kind);
  const score = scoreOf([match({ scene, events: events.filter((event) => event.kind === kind) }, alerts)]);
  const { truePositives, falsePositives, missed, precision, recall, delaySeconds } = score;
  return {
    kind,
    setting,
    truePositives,
    falsePositives,
    missed,
    precision: truePositives + falsePositives === 0 ? null : precision,
    recall: truePositives + missed === 0 ? null : recall,
    delaySeconds,
  };
}

/** Zones and lines that the labels speak of and a scene does not know: under it they could only be missed. */
export function unknownPlaces({ zones, lines = [] }: Scene, events: Truth["events"]): readonly string[] {
  const known = new Set([...zones, ...lines].map(({ name }) => name));
  return [...new Set(events.flatMap(({ zone }) => (zone === null || known.has(zone) ? [] : [zone])))];
}
