import { asJson, canonicalJson } from "@cordon/kernel";
import type { Perimeters, RuleSet } from "../words.ts";

/** One thing that publishing would change at the gates. */
export interface Change {
  readonly what: "zone" | "gate" | "category" | "rule" | "time-zone";
  /** The code of a zone, gate or category, the id of a rule, the name of a time zone. */
  readonly code: string;
  /** `moved`: a rule that says the same and stands elsewhere among those that were there before. */
  readonly how: "added" | "removed" | "changed" | "moved";
  /** `changed`: what of it is said otherwise, by the names of the words (`capacity`, `hours`, `idCheckFromAge`). */
  readonly fields: readonly string[];
}

/** What publishing some perimeters would change; empty: nothing at all. @param before null: nothing was published yet */
export function differenceOf(before: RuleSet | null, after: Perimeters): readonly Change[] {
  const changes = [
    ...compare("zone", before?.zones ?? [], after.zones, ({ code }) => code),
    ...compare("gate", before?.gates ?? [], after.gates, ({ code }) => code),
    ...compare("category", before?.categories ?? [], after.categories, ({ code }) => code),
    ...compare("rule", before?.rules ?? [], after.rules, ({ id }) => id),
    ...movedRules(before?.rules ?? [], after.rules),
  ];
  if (before !== null && before.timeZone !== after.timeZone) {
    changes.push({ what: "time-zone", code: after.timeZone, how: "changed", fields: ["timeZone"] });
  }
  return changes;
}

function compare<Thing extends object>(
  what: Change["what"],
  before: readonly Thing[],
  after: readonly Thing[],
  codeOf: (thing: Thing) => string,
): Change[] {
  const was = new Map(before.map((thing) => [codeOf(thing), thing]));
  const is = new Set(after.map(codeOf));
  const changes: Change[] = [];
  for (const thing of after) {
    const code = codeOf(thing);
    const old = was.get(code);
    if (old === undefined) changes.push({ what, code, how: "added", fields: [] });
    else {
      const fields = fieldsThatDiffer(old, thing);
      if (fields.length > 0) changes.push({ what, code, how: "changed", fields });
    }
  }
  for (const code of was.keys()) if (!is.has(code)) changes.push({ what, code, how: "removed", fields: [] });
  return changes;
}

function fieldsThatDiffer(before: object, after: object): string[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])].filter((field) => said(was.get(field)) !== said(is.get(field)));
}

const said = (value: unknown) => (value === undefined ? "" : canonicalJson(asJson(value)));

/** Rules that were overtaken: those outside the longest row that kept its order. */
function movedRules(before: RuleSet["rules"], after: Perimeters["rules"]): Change[] {
  const was = new Map(before.map(({ id }, at) => [id, at]));
  const kept = after.flatMap(({ id }) => {
    const at = was.get(id);
    return at === undefined ? [] : [{ id, at }];
  });
  const still = longestRising(kept.map(({ at }) => at));
  return kept
    .filter(({ at }) => !still.has(at))
    .map(({ id }) => ({ what: "rule", code: id, how: "moved", fields: [] }));
}

/** One of the longest rising subsequences. At most 300 rules: the square of that is nothing. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const rows: (readonly number[])[] = [];
  for (const [at, number] of numbers.entries()) {
    let best: readonly number[] = [];
    for (let earlier = 0; earlier < at; earlier++) {
      const row = rows[earlier] ?? [];
      if ((numbers[earlier] ?? number) < number && row.length > best.length) best = row;
    }
    rows.push([...best, number]);
  }
  return new Set(rows.reduce((longest, row) => (row.length > longest.length ? row : longest), []));
}
