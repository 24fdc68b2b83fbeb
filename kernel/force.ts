import { z } from "zod";
import { PlaceId } from "./id.ts";
import { Interval } from "./time.ts";
import { Ability, UnitKind } from "./unit.ts";

/**
 * What the law must allow before it is done, and a contingent is therefore granted by name, or not. A closed list: a misspelt power must
 * not look like one that was granted. The grades of force do not include one another: each is granted by itself.
 */
export const LegalPower = z.enum([
  "carry-arms",
  "arrest",
  "check-identity",
  "search-person",
  "search-bag",
  "search-vehicle",
  "search-premises",
  "force-physical",
  "force-intermediate",
  "force-firearm",
  "close-area",
  "direct-traffic",
  "fly-over-people",
  "intercept-in-air",
]);
export type LegalPower = z.infer<typeof LegalPower>;

/** ISO 3166-1 alpha-2. */
export const Nation = z
  .string()
  .regex(/^[A-Z]{2}$/, "expected a country code of two capitals, such as FR")
  .meta({ example: "FR" });
export type Nation = z.infer<typeof Nation>;

/** ISO 639-1. */
export const Language = z
  .string()
  .regex(/^[a-z]{2}$/, "expected a language code of two small letters, such as fr")
  .meta({ example: "fr" });
export type Language = z.infer<typeof Language>;

/** One power that travels with a contingent: in these places (null: wherever the operation is), for this time (null: for all of it). */
export const PowerGrant = z.object({
  power: LegalPower,
  places: z.array(PlaceId).min(1).max(50).readonly().nullable(),
  period: Interval.nullable(),
});
export type PowerGrant = z.infer<typeof PowerGrant>;

/** What a task asks of whoever takes it: what they can do, may do, speak, and that they may be told of it. */
export const TaskNeeds = z.object({
  abilities: z.array(Ability).max(12).readonly().default([]),
  powers: z.array(LegalPower).max(LegalPower.options.length).readonly().default([]),
  languages: z.array(Language).max(6).readonly().default([]),
  /** The nations that may be told of the task: its releasability marking. Empty: all of them. */
  releasableTo: z.array(Nation).max(60).readonly().default([]),
});
export type TaskNeeds = z.output<typeof TaskNeeds>;

export const NO_NEEDS: TaskNeeds = { abilities: [], powers: [], languages: [], releasableTo: [] };

/** Where a kind of unit moves. */
export const UnitDomain = z.enum(["land", "air", "water"]);
export type UnitDomain = z.infer<typeof UnitDomain>;

/** One kind of the catalogue. */
export const UnitKindDefinition = z.object({
  code: UnitKind,
  name: z.object({ fr: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) }),
  domain: UnitDomain,
  can: z.array(Ability).max(40).readonly(),
  /** The powers without which a unit of this kind may not act at all. */
  needs: z.array(LegalPower).max(LegalPower.options.length).readonly(),
  /** As it moves to a task within a city, not as fast as it could. */
  cruiseMetresPerSecond: z.number().min(0.1).max(1000),
  /** Longest work without rest; null where nobody has said. */
  maxWorkingHours: z.number().min(0.25).max(24).nullable(),
  /** The symbol's identification code of APP-6(D) / MIL-STD-2525D, 20 digits, drawn as a friend. */
  symbol: z.string().regex(/^10[0-9]{18}$/, "expected a symbol code of 20 digits that begins with 10"),
});
export type UnitKindDefinition = z.output<typeof UnitKindDefinition>;
