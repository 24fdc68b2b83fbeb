import type { Rule, Verdict } from "../words.ts";
import type { Language, Names } from "./names.ts";
import { englishRule, englishVerdict } from "./sentence-english.ts";
import { frenchRule, frenchVerdict } from "./sentence-french.ts";

/** What a rule says, in words a steward understands. */
export function sentenceOf(rule: Rule, names: Names, language: Language): string {
  return language === "fr" ? frenchRule(rule, names) : englishRule(rule, names);
}

/** What a verdict says to the person who stands there, and what they can do. */
export function verdictSentence(verdict: Verdict, names: Names, language: Language): string {
  return language === "fr" ? frenchVerdict(verdict, names) : englishVerdict(verdict, names);
}
