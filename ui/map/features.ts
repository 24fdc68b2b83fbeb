import { destination, type Place, type Position, positionWithin, type Unit } from "@cordon/kernel";
import type { Feature, FeatureCollection, Geometry, Polygon } from "geojson";
import { REGIMES, type Tone } from "../theme/tokens.ts";
import type { Language } from "../words/language.ts";
import type { MapCamera, MapIncident, MapNote, MapSignal, MapVoid } from "./content.ts";
import { RECORD, type TrackStore } from "./TrackStore.ts";

/** A position that nobody confirmed for this long is drawn as stale. */
export const STALE_AFTER_MS = 30_000;
const CONE_STEP_DEGREES = 6;

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
const point = (position: Position): Geometry => ({ type: "Point", coordinates: [position[0], position[1]] });
const polygon = (rings: readonly (readonly Position[])[]): Polygon => ({
  type: "Polygon",
  coordinates: rings.map((ring) => ring.map(([lon, lat]) => [lon, lat])),
});

export function placeFeatures(
  places: readonly Place[],
  language: Language,
  notes?: ReadonlyMap<string, MapNote>,
): FeatureCollection {
  return collection(
    places.flatMap((place): Feature[] => {
      const note = notes?.get(place.id);
      const line = place.shape.type === "Point" ? "\n" : " · ";
      const name = note === undefined ? place.name[language] : `${place.name[language]}${line}${noted(note)}`;
      const filled = isFilled(place);
      const properties = {
        id: place.id,
        kind: place.kind,
        name,
        regime: drawnRegime(place),
        ruled: isRuled(place),
        filled,
        closed: note?.closed ?? false,
      };
      if (place.shape.type === "Point")
        return [{ type: "Feature", geometry: point(place.shape.coordinates), properties }];
      const area: Feature = { type: "Feature", geometry: polygon(place.shape.coordinates), properties };
      const middle = filled ? positionWithin(place.shape) : undefined;
      // The name of an area stands at one point of it, as MapLibre would write it once in every tile.
      return middle === undefined
        ? [area]
        : [area, { type: "Feature", geometry: point(middle), properties: { kind: "name", name } }];
    }),
  );
}

export function voidFeatures(voids: readonly MapVoid[]): FeatureCollection {
  return collection(
    voids.map(({ place, position, tone, label }) => ({
      type: "Feature",
      geometry: point(position),
      properties: { id: place, tone, label: tone === "calm" ? label : `${SIGN[tone]}${label}` },
    })),
  );
}

/** A tone never stands by its colour alone: on the map its shape is a character. */
const SIGN: Readonly<Record<Tone, string>> = { calm: "", notice: "● ", attention: "◆ ", urgent: "▲ " };

function noted({ text, tone }: MapNote): string {
  return `${SIGN[tone]}${text}`;
}

/** Hatched all over and named in its middle; larger zones lie around one another and are named along their border. */
function isFilled(place: Place): boolean {
  return isRuled(place) && ["black", "forbidden"].includes(drawnRegime(place));
}

/** A river is drawn as water, whatever the rule on it; anything else with a rule is drawn by its rule. */
function isRuled(place: Place): boolean {
  return place.kind === "zone" || (place.regime !== null && place.kind !== "river");
}

/** A regime of the organiser's own is drawn as "other"; its name is still written on the map. */
function drawnRegime(place: Place): string {
  return REGIMES.find((regime) => regime === place.regime) ?? (place.regime === "sensitive" ? "forbidden" : "other");
}

/** The ground a camera sees: a sector from its position, closed. */
export function coneOf(camera: MapCamera): Position[] {
  const half = Math.min(camera.fieldOfViewDegrees, 360) / 2;
  const steps = Math.max(2, Math.ceil((half * 2) / CONE_STEP_DEGREES));
  const arc: Position[] = [];
  for (let step = 0; step <= steps; step++) {
    const heading = camera.headingDegrees - half + (step / steps) * half * 2;
    arc.push(destination(camera.position, (heading + 360) % 360, camera.rangeMetres));
  }
  return [camera.position, ...arc, camera.position];
}

export function cameraFeatures(cameras: readonly MapCamera[]): FeatureCollection {
  return collection(
    cameras.flatMap((camera): Feature[] => {
      const properties = { id: camera.id, name: camera.name, running: camera.running, heading: camera.headingDegrees };
      return [
        { type: "Feature", geometry: polygon([coneOf(camera)]), properties },
        { type: "Feature", geometry: point(camera.position), properties },
      ];
    }),
  );
}

export function signalFeatures(signals: readonly MapSignal[], selected: string | null): FeatureCollection {
  return collection(
    signals.map(({ id, position, tone, shape, label }) => ({
      type: "Feature",
      geometry: point(position),
      properties: { id, tone, icon: shape ?? tone, label, selected: id === selected },
    })),
  );
}

export function incidentFeatures(incidents: readonly MapIncident[], selected: string | null): FeatureCollection {
  return collection(
    incidents.map(({ id, number, position, tone }) => ({
      type: "Feature",
      geometry: point(position),
      properties: { id, tone, number: String(number), selected: id === selected },
    })),
  );
}

/** The area of a map, in degrees. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The call signs of the units in sight; none when there are more than `most`, as a crowd of names is no name. */
export function unitLabels(
  units: ReadonlyMap<number, Unit>,
  tracks: TrackStore,
  { west, south, east, north }: Bounds,
  nowMs: number,
  most: number,
): FeatureCollection {
  const features: Feature[] = [];
  const records = tracks.records;
  const end = tracks.size * RECORD.numbers;
  for (let at = 0; at < end; at += RECORD.numbers) {
    const x = records[at + RECORD.lon] ?? 0;
    const y = records[at + RECORD.lat] ?? 0;
    if (x < west || x > east || y < south || y > north) continue;
    const unit = units.get(records[at + RECORD.track] ?? 0);
    if (unit === undefined) continue;
    if (features.length === most) return collection([]);
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [x, y] },
      properties: { callSign: unit.callSign, stale: nowMs - (records[at + RECORD.atMs] ?? 0) > STALE_AFTER_MS },
    });
  }
  return collection(features);
}

/** The track nearest to a place within `reach` degrees of latitude, of those that `isUnit`; null for none. */
export function trackNear(
  tracks: TrackStore,
  [lon, lat]: Position,
  reach: number,
  isUnit: (track: number) => boolean,
): number | null {
  const records = tracks.records;
  const end = tracks.size * RECORD.numbers;
  const narrow = Math.cos((lat * Math.PI) / 180);
  let nearest: number | null = null;
  let least = reach * reach;
  for (let at = 0; at < end; at += RECORD.numbers) {
    const y = (records[at + RECORD.lat] ?? 0) - lat;
    if (y > reach || y < -reach) continue;
    const x = ((records[at + RECORD.lon] ?? 0) - lon) * narrow;
    const far = x * x + y * y;
    const track = records[at + RECORD.track] ?? 0;
    if (far > least || !isUnit(track)) continue;
    least = far;
    nearest = track;
  }
  return nearest;
}
