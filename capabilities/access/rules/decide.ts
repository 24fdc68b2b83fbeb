import { type CategoryCode, type Claims, type Means } from "../words.ts";
import { MEANS_BITS, type PreparedRule, type PreparedRules } from "./prepared.ts";

/** What of a case the rules of one zone ask about, but for the time. */
export interface Traits {
  /** What is vouched for: by a pass that is good for this zone and moment, or by what somebody without a pass is said to be. */
  readonly category: CategoryCode | null;
  /** Shows a pass that is good for this zone and moment. */
  readonly hasPass: boolean;
  readonly means: Means;
  readonly age: AgeRange;
}

/** Completed years, as far as they are known: a birth year leaves two possible ages. */
export interface AgeRange {
  readonly least: number;
  readonly most: number;
}
export const ANY_AGE: AgeRange = { least: 0, most: 130 };

/**
 * The first rule that speaks of a case at a moment; null where none does. What is not known of somebody's age is taken in their favour where
 * they would be let in and never held against them where they would be refused.
 */
export function firstRule(rules: readonly PreparedRule[], traits: Traits, ms: number): PreparedRule | null {
  for (const prepared of rules) if (speaksOf(prepared, traits) && prepared.when.holdsAt(ms)) return prepared;
  return null;
}

export function admitsAt(rules: readonly PreparedRule[], traits: Traits, ms: number): boolean {
  return firstRule(rules, traits, ms)?.rule.effect === "admit";
}

/** Whether a rule is about such a case at any time. */
export function speaksOf({ rule, categories, means }: PreparedRule, traits: Traits): boolean {
  if ((means & MEANS_BITS[traits.means]) === 0) return false;
  const isAdmission = rule.effect === "admit";
  if (isAdmission && rule.pass === "needed" && !traits.hasPass) return false;
  if (categories !== null && (traits.category === null || !categories.has(traits.category))) return false;
  if (rule.ages === null) return true;
  const { from, below } = rule.ages;
  const { least, most } = traits.age;
  return isAdmission ? most >= from && least < below : least >= from && most < below;
}

/** The ages a holder can have: the birthday in the year of the scan may be behind or ahead. */
export function ageFrom(holder: Claims["holder"], rules: PreparedRules, ms: number): AgeRange {
  if (holder.kind === "vehicle") return ANY_AGE;
  const most = Math.max(0, yearAt(rules, ms) - holder.birthYear);
  return { least: Math.max(0, most - 1), most };
}

/** The year a local clock shows. */
export function yearAt(rules: PreparedRules, ms: number): number {
  return new Date(ms + rules.localTime.offsetAt(ms)).getUTCFullYear();
}
