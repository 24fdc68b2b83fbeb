import { Instant, Interval, PlaceId, Point, Polygon, Position, Regime } from "@cordon/kernel";
import { z } from "zod";
import { line } from "./line.ts";

/** How one comes. Bicycles are ridden by pedestrians as far as the grey zone is concerned (see `VEHICLES`). */
export const Means = z.enum(["foot", "bicycle", "two-wheeler", "car", "van", "lorry", "bus", "emergency-vehicle"]);
export type Means = z.infer<typeof Means>;

/** What a rule for vehicles is about. */
export const VEHICLES: readonly Means[] = ["two-wheeler", "car", "van", "lorry", "bus", "emergency-vehicle"];

/** What a pass is given for. These are known; an organiser adds others of this form. */
export const KNOWN_CATEGORIES = [
  "resident",
  "worker",
  "visitor",
  "delivery",
  "ticket",
  "accredited",
  "press",
  "official",
  "emergency",
  "supervisor",
] as const;
export const CategoryCode = z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, "expected a short name such as resident");
export type CategoryCode = z.infer<typeof CategoryCode>;

export const Category = z.object({ code: CategoryCode, name: z.object({ fr: line(60), en: line(60) }) });
export type Category = z.infer<typeof Category>;

/** How a zone is called in a pass, where every character costs: `G1`. */
export const ZoneCode = z.string().regex(/^[A-Z0-9]{1,6}$/, "expected one to six capitals and digits");
export type ZoneCode = z.infer<typeof ZoneCode>;

/** Gates that share a local node. */
export const SiteCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected a short name such as trocadero");
export type SiteCode = z.infer<typeof SiteCode>;

/** Minutes after midnight, local time of the operation. `until` may be below `from`: the night through. */
const MinuteOfDay = z.int().min(0).max(1440);
/** ISO 8601: 1 is Monday. */
const Weekday = z.int().min(1).max(7);

/**
 * When something holds: within one of the spans (none: always), on one of the weekly times (none: at all hours), and in no exception.
 * Weekly times are local, in the rule set's time zone; a time that passes midnight belongs to the day it began on.
 */
export const Calendar = z.object({
  spans: z.array(Interval).max(60).readonly().default([]),
  weekly: z
    .array(
      z.object({ days: z.array(Weekday).min(1).max(7).readonly(), fromMinute: MinuteOfDay, untilMinute: MinuteOfDay }),
    )
    .max(30)
    .readonly()
    .default([]),
  except: z.array(Interval).max(60).readonly().default([]),
});
export type Calendar = z.infer<typeof Calendar>;
export const ALWAYS: Calendar = { spans: [], weekly: [], except: [] };

/** A part of the city with one regime. `code` is what passes name; the shape is that of its place. */
export const Zone = z.object({
  place: PlaceId,
  code: ZoneCode,
  name: z.object({ fr: line(120), en: line(120) }),
  regime: Regime,
  shape: Polygon,
  /** Persons inside at most; null where nobody counts. */
  capacity: z.int().positive().max(10_000_000).nullable(),
  /** Who is inside must leave before entering again. */
  antiPassback: z.boolean(),
});
export type Zone = z.infer<typeof Zone>;

export const Direction = z.enum(["in", "out"]);
export type Direction = z.infer<typeof Direction>;

export const LaneCode = z.string().regex(/^[A-Z0-9]{1,3}$/, "expected one to three capitals and digits");
export type LaneCode = z.infer<typeof LaneCode>;
/** One file of people or vehicles. `means` empty: on foot and by bicycle. */
export const Lane = z.object({
  code: LaneCode,
  direction: z.enum(["in", "out", "both"]),
  means: z.array(Means).max(Means.options.length).readonly(),
});
export type Lane = z.infer<typeof Lane>;

/** Where a zone is entered and left. `code` is what signs say: "gate 7". */
export const Gate = z.object({
  place: PlaceId,
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,7}$/, "expected what stands on the sign, such as 7 or N12"),
  name: z.object({ fr: line(120), en: line(120) }),
  position: Position,
  /** The zone one enters here. */
  zone: ZoneCode,
  site: SiteCode,
  lanes: z.array(Lane).min(1).max(30).readonly(),
  hours: Calendar,
});
export type Gate = z.infer<typeof Gate>;

/**
 * One sentence of the perimeter's order. It speaks of a case when all it names agree (an empty list names all); of the rules that speak of
 * a case at a moment the first decides, and where none speaks nobody enters. `pass: "not-needed"` admits whoever comes.
 */
export const Rule = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  zones: z.array(ZoneCode).max(200).readonly(),
  regimes: z.array(Regime).max(20).readonly(),
  categories: z.array(CategoryCode).max(40).readonly(),
  means: z.array(Means).max(Means.options.length).readonly(),
  /** Completed years at the moment of the scan; `below` does not belong to it. */
  ages: z.object({ from: z.int().min(0).max(130), below: z.int().min(1).max(131) }).nullable(),
  when: Calendar,
  effect: z.enum(["admit", "refuse"]),
  pass: z.enum(["needed", "not-needed"]),
  /** Shows an identity document from this age on; null: never. Only for `admit`. */
  idCheckFromAge: z.int().min(0).max(130).nullable(),
  /** Why, for the people of the operation. */
  note: z.string().trim().max(200),
});
export type Rule = z.infer<typeof Rule>;

/** Everything a gate needs to judge, offline and alone; what is published and signed. */
export const RuleSet = z.object({
  /** Counts up from 1 with every publication. */
  number: z.int().positive(),
  publishedAt: Instant,
  valid: Interval,
  /** IANA name. */
  timeZone: z.string().max(60),
  zones: z.array(Zone).max(200).readonly(),
  gates: z.array(Gate).max(1000).readonly(),
  categories: z.array(Category).max(40).readonly(),
  rules: z.array(Rule).max(300).readonly(),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** What is being worked on and not yet published. */
export const Perimeters = RuleSet.omit({ number: true, publishedAt: true, valid: true });
export type Perimeters = z.infer<typeof Perimeters>;

/** A polygon that was checked when it was drawn; checking costs the square of its corners, so what is read back is not checked again. */
const DrawnPolygon = z.object({
  type: z.literal("Polygon"),
  coordinates: z.array(z.array(Position).readonly()).readonly(),
});
/** Perimeters as they are answered. */
export const DrawnPerimeters = Perimeters.extend({
  zones: z
    .array(Zone.extend({ shape: DrawnPolygon }))
    .max(1000)
    .readonly(),
  gates: z.array(Gate).max(1000).readonly(),
});

const featureProperties = { reference: line(80) };

/** Zones and gates as GeoJSON (RFC 7946), with the rules and categories beside them as foreign members (section 6.1). */
export const PerimeterFeature = z.union([
  z.object({
    type: z.literal("Feature"),
    geometry: DrawnPolygon,
    properties: Zone.omit({ place: true, shape: true }).extend({ kind: z.literal("zone"), ...featureProperties }),
  }),
  z.object({
    type: z.literal("Feature"),
    geometry: Point,
    properties: Gate.omit({ place: true, position: true }).extend({ kind: z.literal("gate"), ...featureProperties }),
  }),
]);
export type PerimeterFeature = z.infer<typeof PerimeterFeature>;
export const PerimeterFile = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(PerimeterFeature).readonly(),
  categories: z.array(Category).max(40).readonly(),
  rules: z.array(Rule).max(300).readonly(),
});
export type PerimeterFile = z.infer<typeof PerimeterFile>;
