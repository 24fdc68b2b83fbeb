import { useLanguage } from "@cordon/ui";
import { useMemo } from "react";
import { namesOf } from "../../rules/names.ts";
import { sentenceOf, verdictSentence } from "../../rules/sentence.ts";
import type { Perimeters, Rule, Verdict } from "../../words.ts";

/** What a rule says, with the draft's own names, in the person's language. */
export function useSentence(draft: Perimeters): (rule: Rule) => string {
  const language = useLanguage();
  return useMemo(() => {
    const names = namesOf(draft);
    return (rule) => sentenceOf(rule, names, language);
  }, [draft, language]);
}

export function useVerdictSentence(draft: Perimeters): (verdict: Verdict) => string {
  const language = useLanguage();
  return useMemo(() => {
    const names = namesOf(draft);
    return (verdict) => verdictSentence(verdict, names, language);
  }, [draft, language]);
}
