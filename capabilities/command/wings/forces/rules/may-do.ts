import {
  contains,
  type Instant,
  type LegalPower,
  type PlaceId,
  type PowerGrant,
  type TaskNeeds,
  type UnitKind,
  type UnitKindDefinition,
} from "@cordon/kernel";
import type { Missing, PowerGap, Telling, Verdict } from "../words.ts";

/** What the rule must know of a unit: what its kind is, and what travels with its contingent. All units of one kind and contingent are alike to it. */
export interface Able {
  readonly kind: UnitKind;
  /** Null: the catalogue has no such kind. */
  readonly definition: Pick<UnitKindDefinition, "can" | "needs"> | null;
  readonly nation: string;
  readonly languages: readonly string[];
  /** Null: nobody has written down what the contingent may do. */
  readonly grants: readonly PowerGrant[] | null;
}

/** Where and when the task is: the zones around it, of those that grants name; and what its incident was told under conditions. */
export interface Occasion {
  readonly within: ReadonlySet<PlaceId>;
  readonly told: readonly Telling[];
  readonly at: Instant;
}

/**
 * Whether a unit can and may do what a task needs. It says all that is missing, the most telling first: what one cannot do is not mended
 * by a power. Powers that the kind itself needs are asked for whatever the task is, so a unit that may not bear arms here is not sent
 * here armed.
 */
export function mayDo(needs: TaskNeeds, unit: Able, occasion: Occasion): Verdict {
  const missing: Missing[] = [];
  if (unit.definition === null) missing.push({ what: "kind", code: unit.kind });
  for (const ability of needs.abilities) {
    if (unit.definition?.can.includes(ability) !== true) missing.push({ what: "ability", ability });
  }
  for (const power of new Set([...needs.powers, ...(unit.definition?.needs ?? [])])) {
    const gap = gapOf(power, unit.grants, occasion);
    if (gap !== null) missing.push({ what: "power", power, because: gap });
  }
  for (const language of needs.languages) {
    if (!unit.languages.includes(language)) missing.push({ what: "language", language });
  }
  if (needs.releasableTo.length > 0 && !needs.releasableTo.includes(unit.nation))
    missing.push({ what: "release", nation: unit.nation, toldBy: null });
  const withheld = occasion.told.find(
    ({ nation, releasableTo }) => nation !== unit.nation && !releasableTo.includes(unit.nation),
  );
  if (withheld !== undefined) missing.push({ what: "release", nation: unit.nation, toldBy: withheld.nation });
  const [first, ...more] = missing;
  return first === undefined ? { may: true } : { may: false, missing: [first, ...more] };
}

/** Of several grants of one power the best counts; what is closest to being enough is what is said. */
function gapOf(power: LegalPower, grants: readonly PowerGrant[] | null, { within, at }: Occasion): PowerGap | null {
  if (grants === null) return "not-recorded";
  let gap: PowerGap = "not-granted";
  for (const grant of grants) {
    if (grant.power !== power) continue;
    const here = grant.places === null || grant.places.some((place) => within.has(place));
    const now = grant.period === null || contains(grant.period, at);
    if (here && now) return null;
    gap = here ? "not-now" : gap === "not-now" ? gap : "not-here";
  }
  return gap;
}

const GAP: Readonly<Record<PowerGap, string>> = {
  "not-recorded": "nobody has written down what its contingent may do",
  "not-granted": "its contingent does not hold it",
  "not-here": "its contingent does not hold it here",
  "not-now": "its contingent does not hold it now",
};

/** In words a person can act on. */
export function inWords(missing: readonly Missing[]): string {
  return missing
    .map((each) => {
      switch (each.what) {
        case "kind":
          return `the catalogue has no kind ${each.code}`;
        case "ability":
          return `it cannot ${each.ability}`;
        case "power":
          return `it may not ${each.power}: ${GAP[each.because]}`;
        case "language":
          return `it does not speak ${each.language}`;
        case "release":
          return each.toldBy === null
            ? `the task may not be told to ${each.nation}`
            : `what ${each.toldBy} told may not be passed on to ${each.nation}`;
      }
    })
    .join("; ");
}

/** A task that asks for nothing says nothing about it. */
export function saidNeeds(needs: TaskNeeds): { readonly needs?: TaskNeeds } {
  return Object.values(needs).every((asked) => asked.length === 0) ? {} : { needs };
}
