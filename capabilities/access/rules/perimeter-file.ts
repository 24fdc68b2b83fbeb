import { distanceMetres, Point, Polygon, type Position } from "@cordon/kernel";
import { z } from "zod";
import { ALWAYS, Gate, type Lane, line, Zone } from "../words.ts";

/** A zone or a gate as a file says it; what it does not say has a usual value. */
export type FileItem =
  | { readonly kind: "zone"; readonly reference: string; readonly zone: Omit<Zone, "place"> }
  | { readonly kind: "gate"; readonly reference: string; readonly gate: Omit<Gate, "place"> };

/** In both languages. */
interface Said {
  readonly en: string;
  readonly fr: string;
}

/** What a feature of a file is, or what is wrong with it, named as its author would find it: `feature 3 (gate 7): ...`. */
export interface FileReading {
  readonly items: readonly FileItem[];
  readonly faults: readonly Said[];
}

const Name = z.union([
  line(120).transform((text) => ({ fr: text, en: text })),
  z.object({ fr: line(120), en: line(120) }),
]);
const Reference = line(80).optional();
const USUAL_LANES: readonly Lane[] = [
  { code: "A", direction: "in", means: [] },
  { code: "B", direction: "out", means: [] },
];

const ZoneFeature = z.object({
  type: z.literal("Feature"),
  geometry: Polygon,
  properties: z.object({
    kind: z.literal("zone"),
    reference: Reference,
    code: Zone.shape.code,
    name: Name,
    regime: line(40),
    capacity: Zone.shape.capacity.default(null),
    antiPassback: z.boolean().default(true),
  }),
});
const GateFeature = z.object({
  type: z.literal("Feature"),
  geometry: Point,
  properties: z.object({
    kind: z.literal("gate"),
    reference: Reference,
    code: Gate.shape.code,
    name: Name,
    zone: Gate.shape.zone,
    site: Gate.shape.site,
    lanes: Gate.shape.lanes.default(USUAL_LANES),
    hours: Gate.shape.hours.default(ALWAYS),
  }),
});

/** As much of a feature as it takes to name it. */
const Labelled = z.object({
  properties: z.object({ kind: z.unknown(), code: z.string().max(20).optional().catch(undefined) }),
});

/**
 * Reads the features of a GeoJSON FeatureCollection. Everything wrong with a file is said at once.
 * @param around where the operation is known to be: places that are drawn already
 */
export function readPerimeterFile(features: readonly unknown[], around: readonly Position[]): FileReading {
  const items: FileItem[] = [];
  const labels: Said[] = [];
  const faults: Said[] = [];
  for (const [at, feature] of features.entries()) {
    const { kind, label } = labelOf(feature, at);
    if (kind !== "zone" && kind !== "gate") {
      faults.push(
        about(label, {
          en: 'its properties must say "kind": "zone" or "gate"',
          fr: 'ses propriétés doivent dire "kind": "zone" ou "gate"',
        }),
      );
      continue;
    }
    const read = kind === "zone" ? zoneOf(feature) : gateOf(feature);
    if ("issues" in read) faults.push(...read.issues.map((issue) => about(label, issue)));
    else {
      items.push(read.item);
      labels.push(label);
    }
  }
  faults.push(...doubled(items, labels), ...swapped(items, labels, around));
  return { items, faults };
}

function labelOf(feature: unknown, at: number): { readonly kind: unknown; readonly label: Said } {
  const { data } = Labelled.safeParse(feature);
  const kind = data?.properties.kind;
  const code = data?.properties.code;
  const named = (gate: string) => (code === undefined ? "" : ` (${kind === "gate" ? gate : "zone"} ${code})`);
  return { kind, label: { en: `feature ${at + 1}${named("gate")}`, fr: `objet ${at + 1}${named("point d’accès")}` } };
}

const about = (label: Said, { en, fr }: Said): Said => ({ en: `${label.en}: ${en}`, fr: `${label.fr} : ${fr}` });

type Read = { readonly item: FileItem } | { readonly issues: readonly Said[] };

const french = z.locales.fr().localeError;

function zoneOf(feature: unknown): Read {
  const parsed = ZoneFeature.safeParse(feature);
  if (!parsed.success)
    return { issues: issuesOf(parsed.error, ZoneFeature.safeParse(feature, { error: french }).error) };
  const { kind, reference, ...said } = parsed.data.properties;
  const zone = { ...said, shape: parsed.data.geometry };
  return { item: { kind, reference: reference ?? `zone-${said.code.toLowerCase()}`, zone } };
}

function gateOf(feature: unknown): Read {
  const parsed = GateFeature.safeParse(feature);
  if (!parsed.success)
    return { issues: issuesOf(parsed.error, GateFeature.safeParse(feature, { error: french }).error) };
  const { kind, reference, ...said } = parsed.data.properties;
  const gate = { ...said, position: parsed.data.geometry.coordinates };
  return { item: { kind, reference: reference ?? `gate-${said.code.toLowerCase()}`, gate } };
}

/** A latitude of more than 90 degrees is a longitude in the wrong place. */
function issuesOf(error: z.ZodError, inFrench: z.ZodError | undefined): readonly Said[] {
  return error.issues.slice(0, 3).map(({ path, message }, at) => {
    const where = path.join(".");
    const isCoordinate = /coordinates(\.\d+)*\.1$/.test(where);
    return {
      en: `${where}: ${message}${isCoordinate ? " (longitude comes first, then latitude)" : ""}`,
      fr: `${where} : ${inFrench?.issues[at]?.message ?? message}${isCoordinate ? " (la longitude vient d’abord, puis la latitude)" : ""}`,
    };
  });
}

const NAMELESS: Said = { en: "", fr: "" };

function doubled(items: readonly FileItem[], labels: readonly Said[]): readonly Said[] {
  const faults: Said[] = [];
  const seen = new Map<string, Said>();
  for (const [at, item] of items.entries()) {
    const label = labels[at] ?? NAMELESS;
    const code = item.kind === "zone" ? item.zone.code : item.gate.code;
    for (const [key, what] of [
      [`${item.kind} code ${code}`, { en: `the code ${code}`, fr: `le code ${code}` }],
      [`reference ${item.reference}`, { en: `the reference ${item.reference}`, fr: `la référence ${item.reference}` }],
    ] as const) {
      const other = seen.get(key);
      if (other === undefined) seen.set(key, label);
      else faults.push(about(label, { en: `${other.en} has ${what.en} already`, fr: `${other.fr} a déjà ${what.fr}` }));
    }
  }
  return faults;
}

/** An operation is one city: what lies so far off, and would lie in it the other way round, was written the other way round. */
const FAR_METRES = 300_000;

function swapped(items: readonly FileItem[], labels: readonly Said[], around: readonly Position[]): readonly Said[] {
  const spots = items.map(positionOf);
  const centre = middle(around.length > 0 ? around : spots);
  if (centre === null) return [];
  return spots.flatMap((spot, at) => {
    const [longitude, latitude] = spot;
    const turned: Position = [latitude, longitude];
    const isSwapped =
      Math.abs(longitude) <= 90 &&
      distanceMetres(spot, centre) > FAR_METRES &&
      distanceMetres(turned, centre) <= FAR_METRES;
    return isSwapped
      ? [
          about(labels[at] ?? NAMELESS, {
            en: "latitude and longitude look swapped; in GeoJSON the longitude comes first",
            fr: "latitude et longitude semblent inversées ; en GeoJSON la longitude vient d’abord",
          }),
        ]
      : [];
  });
}

function positionOf(item: FileItem): Position {
  if (item.kind === "gate") return item.gate.position;
  return item.zone.shape.coordinates[0]?.[0] ?? [0, 0];
}

/** The median of longitudes and of latitudes: a few that are wrong do not move it. */
function middle(positions: readonly Position[]): Position | null {
  const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const longitude = median(positions.map((position) => position[0]));
  const latitude = median(positions.map((position) => position[1]));
  return longitude === undefined || latitude === undefined ? null : [longitude, latitude];
}
