import { PARIS_CATEGORIES } from "../../rules/presets.ts";
import type { Category, Rule } from "../../words.ts";

/** The categories a draft needs so that its rules speak of none that it does not name; known ones come with their names. */
export function categoriesFor(rules: readonly Rule[], categories: readonly Category[]): readonly Category[] {
  const there = new Set(categories.map(({ code }) => code));
  const needed = new Set(rules.flatMap((rule) => rule.categories).filter((code) => !there.has(code)));
  if (needed.size === 0) return categories;
  const known = new Map(PARIS_CATEGORIES.map((category) => [category.code, category]));
  return [...categories, ...[...needed].map((code) => known.get(code) ?? { code, name: { fr: code, en: code } })];
}
