import {
  CommandId,
  ContingentId,
  COMMAND_ROOM,
  entry,
  EVERYONE_ON_DUTY,
  Instant,
  type Machine,
  millisecondsOf,
  PlaceId,
  ShiftId,
  SignalId,
  UnitId,
  UnitKind,
} from "@cordon/kernel";
import { z } from "zod";
import { line, lineOrNothing } from "../../words.ts";

/*
 * A post is a place with requirements: so many units with a capability, from when until when. A shift is a unit at a place
 * with a capability for a time. Where shifts do not cover requirements there is a void.
 */

/** What a unit can do, by its code in the catalogue: `patrol`, `dog-team`, `search-explosives`. */
export const CapabilityCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,47}$/, "expected a capability's code: small letters, digits and hyphens")
  .meta({ example: "patrol" });
export type CapabilityCode = z.infer<typeof CapabilityCode>;

const MINUTE_MS = 60_000;
/** Rosters are kept by the minute. */
export const Minute = Instant.refine(
  (at) => millisecondsOf(at) % MINUTE_MS === 0,
  "rosters are kept by the minute: seconds must be 00.000",
);

/**
 * Units that a place needs, people, or both: 2 patrols that are 8 people at least. People are counted by the strength of the units that are on.
 * Half open, as every period.
 */
export const Requirement = z
  .object({
    capability: CapabilityCode,
    units: z.int().min(0).max(500),
    people: z.int().min(1).max(10_000).optional(),
    from: Minute,
    until: Minute,
  })
  .refine(({ units, people }) => units > 0 || people !== undefined, "a need is of units, of people, or of both");
export type Requirement = z.infer<typeof Requirement>;
/** How many a place may have: four weeks with a dozen changes a day. */
export const MOST_REQUIREMENTS = 400;

export const Shift = z.object({
  id: ShiftId,
  unit: UnitId,
  contingent: ContingentId,
  place: PlaceId,
  capability: CapabilityCode,
  from: Minute,
  until: Minute,
});
export type Shift = z.infer<typeof Shift>;

export const ShiftState = z.enum(["planned", "on", "ended", "missed", "cancelled"]);
export type ShiftState = z.infer<typeof ShiftState>;
export type ShiftEvent = "change" | "take-up" | "end" | "miss" | "cancel";

/**
 * A shift is planned until its unit takes it up; it is on until it ends. Who did not come missed it, and may still come. One that is on
 * is changed (made longer) but no longer cancelled: it ends.
 */
export const shiftMachine: Machine<ShiftState, ShiftEvent> = {
  word: "shift",
  initial: "planned",
  table: {
    planned: { change: "planned", "take-up": "on", end: null, miss: "missed", cancel: "cancelled" },
    on: { change: "on", "take-up": null, end: "ended", miss: null, cancel: null },
    missed: { change: null, "take-up": "on", end: null, miss: null, cancel: "cancelled" },
    ended: { change: null, "take-up": null, end: null, miss: null, cancel: null },
    cancelled: { change: null, "take-up": null, end: null, miss: null, cancel: null },
  },
};

/** How long people, or a dog, may work. Minutes throughout. */
export const RestRule = z.object({
  /** From beginning to end, with every break that is too short to be a rest. */
  maxStretchMinutes: z.int().min(30).max(2880),
  /** What has to lie between two stretches. */
  minRestMinutes: z.int().min(0).max(2880),
  /** Work within any 24 hours. */
  maxDayMinutes: z.int().min(30).max(1440),
  /** Work within any 7 days. */
  maxWeekMinutes: z.int().min(30).max(10_080),
});
export type RestRule = z.infer<typeof RestRule>;

export const RestBreach = z.object({
  rule: z.enum(["stretch", "day", "week"]),
  minutes: z.int().nonnegative(),
  allowedMinutes: z.int().nonnegative(),
});
export type RestBreach = z.infer<typeof RestBreach>;

/** Whether a unit may work at a moment. */
export const Rest = z.discriminatedUnion("is", [
  /** Free; it may work so long from now before a rule or its next shift stops it. */
  z.object({ is: z.literal("rested"), mayWorkMinutes: z.int().nonnegative() }),
  z.object({ is: z.literal("working"), until: Instant }),
  z.object({ is: z.literal("resting"), until: Instant }),
]);
export type Rest = z.infer<typeof Rest>;

// Entries ---------------------------------------------------------------------------------------------------------------

/** All that a place needs, in place of what it needed before. */
export const PostRequired = entry(
  "post.required",
  z.object({ place: PlaceId, requirements: z.array(Requirement).max(MOST_REQUIREMENTS).readonly() }),
  { roles: EVERYONE_ON_DUTY },
);

/** Null for every kind, or every contingent; the most particular rule holds. */
export const RestRuled = entry(
  "roster.rest-ruled",
  z.object({ kind: UnitKind.nullable(), contingent: ContingentId.nullable(), rule: RestRule.nullable() }),
  { roles: COMMAND_ROOM },
);

const ofShift = {
  roles: EVERYONE_ON_DUTY,
  contingentOf: (data: { readonly contingent: ContingentId }) => data.contingent,
};
const Override = {
  /** Why a supervisor let rest be shortened; empty when nothing was. */
  override: lineOrNothing(300),
};
export const ShiftPlanned = entry("shift.planned", Shift.extend(Override), ofShift);
/** The shift as it is from now on. */
export const ShiftChanged = entry("shift.changed", Shift.extend(Override), ofShift);

const Moved = z.object({ shift: ShiftId, unit: UnitId, contingent: ContingentId });
export const ShiftCancelled = entry("shift.cancelled", Moved.extend({ because: line(300) }), ofShift);

const Pressed = Moved.extend({ commandId: CommandId.nullable(), pressedAt: Instant.nullable() });
export const ShiftTakenUp = entry(
  "shift.taken-up",
  Pressed.extend({
    /** The shift at the same post that it takes over from: the hand-over. */
    relieves: ShiftId.nullable(),
  }),
  ofShift,
);
export const ShiftEnded = entry("shift.ended", Pressed.extend({ note: lineOrNothing(500) }), ofShift);
export const ShiftMissed = entry("shift.missed", Moved.extend({ because: lineOrNothing(300) }), ofShift);

/** A signal was raised for a void that comes near, or for a unit that is missing: once. */
export const RosterAlerted = entry(
  "roster.alerted",
  z.object({
    /** Names what the signal is about, so that it is told once: a post, a capability and a time, or a shift. */
    about: z.string().max(160),
    signal: SignalId,
    shift: ShiftId.nullable(),
    place: PlaceId,
    capability: CapabilityCode,
    from: Instant,
    until: Instant,
  }),
  { roles: COMMAND_ROOM },
);
/** It is covered: the signal ended. */
export const RosterEased = entry("roster.eased", z.object({ about: z.string().max(160) }), { roles: COMMAND_ROOM });

// Views -----------------------------------------------------------------------------------------------------------------

export const ShiftView = Shift.extend({
  state: ShiftState,
  callSign: z.string(),
  unitKind: UnitKind,
  placeReference: z.string(),
  placeName: z.object({ fr: z.string(), en: z.string() }),
  override: z.string(),
  takenUpAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** By the clock of a phone that was out of reach. */
  pressedAt: Instant.nullable(),
  relieves: ShiftId.nullable(),
  relievedBy: ShiftId.nullable(),
  /** Why it was cancelled or missed, or what was said when it ended. */
  said: z.string(),
});
export type ShiftView = z.infer<typeof ShiftView>;

/** What the one before said when it left: to the unit that relieves it, and to no other. */
export const HandOver = z.object({
  /** The shift that relieves. */
  shift: ShiftId,
  /** Of the unit that left. */
  callSign: z.string(),
  at: Instant,
  said: z.string(),
});
export type HandOver = z.infer<typeof HandOver>;

export const Press = { commandId: CommandId.nullable().default(null), pressedAt: Instant.nullable().default(null) };
export const ShiftStep = z.object({ shift: ShiftId, state: ShiftState });
export type ShiftStep = z.infer<typeof ShiftStep>;

/** A post that lacks units with a capability, or people in them. What is missing stays the same until `until`. */
export const CoverageVoid = z.object({
  place: PlaceId,
  capability: CapabilityCode,
  from: Instant,
  until: Instant,
  /** Units; 0 where only people are missing. */
  missing: z.int().nonnegative(),
  /** Null where none are missing. `needed` is what it is at `from`. */
  people: z.object({ missing: z.int().positive(), needed: z.int().positive() }).nullable(),
});
export type CoverageVoid = z.infer<typeof CoverageVoid>;

/** How a void is filled: see `rules/fix.ts`. */
export const FixHow = z.enum(["extend", "move", "spare", "reserve"]);
export type FixHow = z.infer<typeof FixHow>;
