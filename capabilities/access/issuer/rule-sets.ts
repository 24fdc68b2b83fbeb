import { contains, type Instant, type Interval, type NewEntry, type Refusal } from "@cordon/kernel";
import { differenceOf } from "../rules/difference.ts";
import { faultsOfPerimeters } from "../rules/perimeters.ts";
import { type Perimeters, RuleSet, RulesPublished, SIGNED_TYPES } from "../words.ts";
import type { Issuer } from "./issuer.ts";
import { refuseAccess } from "../words/refusals.ts";

/** What somebody wants to put into force, and what they saw in force when they decided so. */
export interface Publication {
  readonly perimeters: Perimeters;
  readonly valid: Interval;
  /** The number of the set they looked at; 0: none. */
  readonly basedOn: number;
}

/** The rule set that follows, signed and cut into entries; no entries where the set in force says just that. */
export function publish(
  issuer: Issuer,
  { perimeters, valid, basedOn }: Publication,
  standing: RuleSet | null,
  now: Instant,
): { readonly number: number; readonly entries: readonly NewEntry[] } | Refusal {
  const number = standing?.number ?? 0;
  if (basedOn !== number) {
    const because = `Rule set ${number} was published meanwhile: look at what would change now, and publish then.`;
    return refuseAccess("rules-published-meanwhile", "conflict", because, String(number), { number: String(number) });
  }
  const errors = faultsOfPerimeters(perimeters).filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const more = errors.length - 5;
    const said = (language: "en" | "fr", others: string) =>
      [...errors.slice(0, 5).map(({ because }) => because[language]), ...(more > 0 ? [others] : [])].join(" ");
    const en = said("en", `And ${more} more.`);
    return refuseAccess(
      "perimeters-faulty",
      "invalid",
      `These perimeters cannot be published. ${en}`,
      errors[0]?.subject.code,
      { en, fr: said("fr", `Et ${more} de plus.`) },
    );
  }
  if (valid.until <= now)
    return refuseAccess("rules-over", "invalid", "These rules would be over already.", "valid.until");
  if (standing !== null && contains(standing.valid, now) && valid.from > now) {
    const because =
      "A gate holds one rule set: one that begins later would close it until then. Let this begin now; its rules have calendars of their own.";
    return refuseAccess("rules-begin-later", "invalid", because, "valid.from");
  }
  if (standing !== null && differenceOf(standing, perimeters).length === 0 && isSame(standing.valid, valid))
    return { number, entries: [] };
  const ruleSet: RuleSet = { ...perimeters, number: number + 1, publishedAt: now, valid };
  // What was drawn one by one may be more than one rule set holds; signed all the same, no gate could read it.
  const [misfit] = RuleSet.safeParse(ruleSet).error?.issues ?? [];
  if (misfit !== undefined) {
    const where = misfit.path.join(".");
    return refuseAccess(
      "perimeters-too-large",
      "too-large",
      `No gate could hold these perimeters: ${where}: ${misfit.message}.`,
      where,
    );
  }
  const signed = issuer.signDocument(SIGNED_TYPES.rules, ruleSet);
  if (signed.length > MOST_PARTS * PART)
    return refuseAccess("perimeters-too-large", "too-large", "These perimeters are too large to be published.");
  const parts = Math.ceil(signed.length / PART);
  // Of equal length, so that the last holds the whole signature at its end.
  const length = Math.ceil(signed.length / parts);
  const entries = Array.from({ length: parts }, (_, at) =>
    RulesPublished.of({
      number: ruleSet.number,
      publishedAt: now,
      valid,
      part: at + 1,
      parts,
      signed: signed.slice(at * length, (at + 1) * length),
    }),
  );
  return { number: ruleSet.number, entries };
}

/** Characters of a part, within the 64 kB of an entry. */
const PART = 48_000;
/** As much as `Signed` takes. */
const MOST_PARTS = 14;

function isSame(a: Interval, b: Interval): boolean {
  return a.from === b.from && a.until === b.until;
}
