import {
  Ability,
  COMMAND_ROOM,
  ContingentId,
  entry,
  EVERYONE_ON_DUTY,
  Instant,
  Language,
  LegalPower,
  Nation,
  PowerGrant,
  SignalId,
  SubjectId,
  UnitKind,
  UnitKindDefinition,
} from "@cordon/kernel";
import { z } from "zod";
import { UnitView } from "../../words.ts";

/*
 * What is said about forces: the catalogue of kinds, the powers that travel with a contingent, and who suits a task.
 */

// The catalogue ---------------------------------------------------------------------------------------------------------

/** `retired`: no new units. `removed`: no units any more either; still readable, for what was written down with it. */
export const KindState = z.enum(["standing", "retired", "removed"]);
export type KindState = z.infer<typeof KindState>;

const kind = z.object({ code: UnitKind });
const seen = { roles: EVERYONE_ON_DUTY };

/** A kind that is new, or one that was retired or removed and comes back. */
export const UnitKindRegistered = entry("unit-kind.registered", UnitKindDefinition, seen);
export const UnitKindChanged = entry("unit-kind.changed", UnitKindDefinition, seen);
export const UnitKindRetired = entry("unit-kind.retired", kind, seen);
export const UnitKindRemoved = entry("unit-kind.removed", kind, seen);

export const UnitKindView = UnitKindDefinition.extend({
  state: KindState,
  /** Whether Cordon brought it, or this operation. */
  standard: z.boolean(),
  /** Units on duty that are of this kind, as far as the caller may know of them. */
  units: z.int().nonnegative(),
});
export type UnitKindView = z.infer<typeof UnitKindView>;

// Powers ----------------------------------------------------------------------------------------------------------------

/** All that a contingent may do, in place of what was said before. */
export const ContingentPowers = z.object({
  contingent: ContingentId,
  grants: z.array(PowerGrant).max(100).readonly(),
  /** Whom what this contingent tells may be passed on to; null: everybody on duty. */
  releasableTo: z.array(Nation).max(60).readonly().nullable(),
});
export type ContingentPowers = z.infer<typeof ContingentPowers>;

const own = { roles: COMMAND_ROOM, contingentOf: (data: { contingent: ContingentId }) => data.contingent };

export const PowersGranted = entry("contingent.powers-granted", ContingentPowers, own);
/** Who speaks for a contingent: a reference into the vault, where the name and the numbers are. Null: nobody now. */
export const LiaisonNamed = entry(
  "contingent.liaison-named",
  z.object({ contingent: ContingentId, liaison: SubjectId.nullable() }),
  own,
);

/**
 * Whose unit told of a signal, beside its `signal.raised`: what the contingent tells is passed on to those alone whom its powers name. A call
 * for help has none: whoever is nearest helps.
 */
export const SignalTold = entry("signal.told", z.object({ signal: SignalId, contingent: ContingentId }), own);

/** What a contingent told of an incident, and the nations it may be passed on to beside its own. */
export const Telling = z.object({ contingent: ContingentId, nation: Nation, releasableTo: z.array(Nation).readonly() });
export type Telling = z.infer<typeof Telling>;

// Who may ---------------------------------------------------------------------------------------------------------------

/** Why a power is missing: nobody wrote down what the contingent may do, it is not among it, or not at this place or time. */
export const PowerGap = z.enum(["not-recorded", "not-granted", "not-here", "not-now"]);
export type PowerGap = z.infer<typeof PowerGap>;

/** One thing that keeps a unit from a task. */
export const Missing = z.discriminatedUnion("what", [
  z.object({ what: z.literal("kind"), code: UnitKind }),
  z.object({ what: z.literal("ability"), ability: Ability }),
  z.object({ what: z.literal("power"), power: LegalPower, because: PowerGap }),
  z.object({ what: z.literal("language"), language: Language }),
  /** `toldBy`: the nation whose contingent told of it and does not have it passed on; null: the task itself is not for all. */
  z.object({ what: z.literal("release"), nation: Nation, toldBy: Nation.nullable() }),
]);
export type Missing = z.infer<typeof Missing>;

export type Verdict =
  | { readonly may: true }
  | { readonly may: false; readonly missing: readonly [Missing, ...Missing[]] };

// Who suits -------------------------------------------------------------------------------------------------------------

/** `unknown`: no roster says. `rested`: until then it may work. `due`: it must rest by then, before it could get there or already now. */
export const Rest = z.discriminatedUnion("rest", [
  z.object({ rest: z.literal("unknown") }),
  z.object({ rest: z.literal("rested"), until: Instant }),
  z.object({ rest: z.literal("due"), at: Instant }),
]);
export type Rest = z.infer<typeof Rest>;

/** Why a unit is where it is in a list of suggestions, for a person to judge. */
export const Because = z.enum([
  "nearest",
  "free",
  "busy",
  "rested",
  "rest-due",
  "rest-unknown",
  "position-old",
  "position-unknown",
]);
export type Because = z.infer<typeof Because>;

export const Suggestion = z.object({
  unit: UnitView,
  /** Great circle, from the unit's last known position; null where that is unknown. */
  distanceMetres: z.number().nonnegative().nullable(),
  /** That distance at the pace of its kind. */
  travelSeconds: z.number().nonnegative().nullable(),
  positionAgeSeconds: z.number().nonnegative().nullable(),
  rest: Rest,
  because: z.array(Because).readonly(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** A unit that somebody named: the same, and all that keeps it from the task; nothing where it suits. */
export const Judged = Suggestion.extend({ missing: z.array(Missing).readonly() });
export type Judged = z.infer<typeof Judged>;

/** Units that were left out for one reason. A unit counts once: under the first that is missing. */
export const LeftOut = z.object({
  missing: z.discriminatedUnion("what", [...Missing.options, z.object({ what: z.literal("not-asked-for") })]),
  units: z.int().positive(),
});
export type LeftOut = z.infer<typeof LeftOut>;

export const ContingentForces = z.object({
  contingent: ContingentId,
  reference: z.string(),
  name: z.string(),
  nation: z.string(),
  languages: z.array(z.string()).readonly(),
  units: z.int().nonnegative(),
  strength: z.int().nonnegative(),
  kinds: z.array(z.object({ kind: UnitKind, units: z.int().positive() })).readonly(),
  /** Null: nobody has written down what it may do. */
  powers: z
    .object({
      grants: z.array(PowerGrant).readonly(),
      releasableTo: z.array(Nation).readonly().nullable(),
    })
    .nullable(),
  /** Whether somebody speaks for it; `show-liaison` says who. */
  hasLiaison: z.boolean(),
});
export type ContingentForces = z.infer<typeof ContingentForces>;
