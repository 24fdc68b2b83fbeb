import {
  Actor,
  COMMAND_ROOM,
  ContingentId,
  entry,
  EVERYONE_ON_DUTY,
  FenceId,
  IncidentId,
  Instant,
  OverlayId,
  Point,
  Polygon,
  Position,
  SignalId,
  UnitId,
  UnitKind,
} from "@cordon/kernel";
import { z } from "zod";
import { line, lineOrNothing } from "../../words.ts";

// Who shares where they are -----------------------------------------------------------------------------------------------

const ofUnit = {
  roles: EVERYONE_ON_DUTY,
  contingentOf: (data: { readonly contingent: ContingentId }) => data.contingent,
};
/** A unit keeps its position to itself for a while, and says why. */
export const SharingPaused = entry(
  "sharing.paused",
  z.object({ unit: UnitId, contingent: ContingentId, because: line(200) }),
  ofUnit,
);
export const SharingResumed = entry("sharing.resumed", z.object({ unit: UnitId, contingent: ContingentId }), ofUnit);

/** `shared`: on duty. `off-duty`: it has shifts and none is on, and no open task. `paused`: by the unit itself. */
export const Sharing = z.enum(["shared", "paused", "off-duty"]);
export type Sharing = z.infer<typeof Sharing>;

export const PauseView = z.object({
  unit: UnitId,
  callSign: z.string(),
  since: Instant,
  because: z.string(),
});
export type PauseView = z.infer<typeof PauseView>;

/** Why a position is not taken: of no unit on duty, no position at all, ahead of the clock, far from every place, or not the sender's to tell. */
export const RefusedBecause = z.enum(["unknown", "impossible", "future", "tooFar", "forbidden"]);
export type RefusedBecause = z.infer<typeof RefusedBecause>;
export const RefusedCounts = z.object({
  unknown: z.int(),
  impossible: z.int(),
  future: z.int(),
  tooFar: z.int(),
  forbidden: z.int(),
});
export const RefusedUnitView = z.object({
  unit: UnitId,
  callSign: z.string(),
  /** Of the last one. */
  because: RefusedBecause,
  count: z.int(),
  at: Instant,
});
export type RefusedUnitView = z.infer<typeof RefusedUnitView>;

// Fences ------------------------------------------------------------------------------------------------------------------

export const Crossing = z.enum(["enter", "leave", "both"]);
export type Crossing = z.infer<typeof Crossing>;

/** An area that raises a signal when a unit it is about crosses its border. */
export const Fence = z.object({
  id: FenceId,
  name: line(80),
  area: Polygon,
  /** Which units it is about; none named is all. */
  kinds: z.array(UnitKind).max(200).readonly(),
  contingents: z.array(ContingentId).max(50).readonly(),
  on: Crossing,
  /** When it is watched; null is from now, or without end. */
  from: Instant.nullable(),
  until: Instant.nullable(),
});
export type Fence = z.infer<typeof Fence>;
/** How many may stand at a time. */
export const MOST_FENCES = 500;

export const FenceDrawn = entry("fence.drawn", Fence, { roles: COMMAND_ROOM });
export const FenceRemoved = entry("fence.removed", z.object({ fence: FenceId }), { roles: COMMAND_ROOM });

/** Whose crossing it was, apart from the signal that the whole room sees: who may not know of the contingent is told that somebody crossed, and not who. */
export const FenceCrossed = entry(
  "fence.crossed",
  z.object({
    signal: SignalId,
    fence: FenceId,
    unit: UnitId,
    contingent: ContingentId,
    did: z.enum(["enter", "leave"]),
    since: Instant,
  }),
  { roles: COMMAND_ROOM, contingentOf: (data: { readonly contingent: ContingentId }) => data.contingent },
);

/** A polygon that was checked when it was drawn: reading does not do it again. */
const DrawnArea = z.object({
  type: z.literal("Polygon"),
  coordinates: z.array(z.array(Position).readonly()).readonly(),
});
export const FenceView = Fence.extend({ area: DrawnArea, drawnAt: Instant, drawnBy: Actor });
export type FenceView = z.infer<typeof FenceView>;

// Overlays ----------------------------------------------------------------------------------------------------------------

export const MOST_CORNERS = 1000;
export const LineString = z.object({
  type: z.literal("LineString"),
  coordinates: z.array(Position).min(2).max(MOST_CORNERS).readonly(),
});
export type LineString = z.infer<typeof LineString>;

const Area = Polygon.refine(
  ({ coordinates }) => coordinates.reduce((sum, ring) => sum + ring.length, 0) <= MOST_CORNERS,
  `a drawn area has at most ${MOST_CORNERS} corners`,
);

/** How a shape is drawn: a point is a mark or a text, a line may be an arrow, towards its last position. */
export const OverlayStyle = z.enum(["area", "line", "arrow", "mark", "text"]);
export type OverlayStyle = z.infer<typeof OverlayStyle>;

/** Whose it is, in the sense of MIL-STD-2525 and APP-6; of what is drawn, never of a person. */
export const Affiliation = z.enum(["friend", "hostile", "neutral", "unknown"]);
export type Affiliation = z.infer<typeof Affiliation>;

/** Who sees it. `incident`: the command room, and the units that hold an open task of it. */
export const Audience = z.discriminatedUnion("to", [
  z.object({ to: z.literal("all") }),
  z.object({ to: z.literal("contingent"), contingent: ContingentId }),
  z.object({ to: z.literal("incident"), incident: IncidentId }),
]);
export type Audience = z.infer<typeof Audience>;

/** Something drawn on the map for others to see. */
export const Overlay = z.object({
  id: OverlayId,
  /** Counts from 1; drawing it again makes the next. */
  version: z.int().positive(),
  name: line(80),
  style: OverlayStyle,
  shape: z.discriminatedUnion("type", [Point, LineString, Area]),
  /** What stands beside it; for the style `text` it is all there is to see. */
  text: lineOrNothing(200),
  audience: Audience,
  affiliation: Affiliation.optional(),
});
export type Overlay = z.infer<typeof Overlay>;
export const MOST_OVERLAYS = 1000;

const ofAudience = {
  roles: [...COMMAND_ROOM, "officer", "field-device"] as const,
  contingentOf: ({ audience }: { readonly audience: Audience }) =>
    audience.to === "contingent" ? audience.contingent : null,
};
export const OverlayDrawn = entry(
  "overlay.drawn",
  Overlay.extend({
    /** For an incident's: whose phones are told at once. Null: all who may see it. */
    units: z.array(UnitId).max(2000).readonly().nullable(),
  }),
  ofAudience,
);
export const OverlayWithdrawn = entry(
  "overlay.withdrawn",
  z.object({ overlay: OverlayId, audience: Audience }),
  ofAudience,
);

export const OverlayView = Overlay.extend({
  shape: z.discriminatedUnion("type", [Point, LineString, DrawnArea]),
  drawnAt: Instant,
  drawnBy: Actor,
});
export type OverlayView = z.infer<typeof OverlayView>;

/** Overlays as GeoJSON (RFC 7946): what list-overlays answers as a file, import-overlays reads. */
const feature = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({
    type: z.literal("Feature"),
    id: OverlayId.optional(),
    geometry: shape,
    properties: z.object({
      name: line(80),
      style: OverlayStyle,
      text: lineOrNothing(200).default(""),
      affiliation: Affiliation.optional(),
    }),
  });
export const OverlayCollection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(feature(z.discriminatedUnion("type", [Point, LineString, DrawnArea]))).readonly(),
});
export const OverlaysToDraw = z.object({
  type: z.literal("FeatureCollection"),
  features: z
    .array(feature(z.discriminatedUnion("type", [Point, LineString, Area])))
    .max(200)
    .readonly(),
});
