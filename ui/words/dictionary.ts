import { useSyncExternalStore } from "react";
import { type Language, language, onLanguage } from "./language.ts";

/** A phrase: fixed, several to choose from, or a function of what is put into it. */
type Phrase = string | readonly string[] | ((...put: never[]) => string);
export interface Phrases {
  readonly [key: string]: Phrase | Phrases;
}

export interface DictionaryHook<Words> {
  (): Words;
  /** The words in one language, outside of React. */
  in(chosen: Language): Words;
}

/**
 * The words of one part of the interface in every language, and the hook that reads them. English is written first, in
 * a constant of its own, so that its keys and parameters are what French must fill:
 *
 *     const en = { open: "Open", waiting: (count: number) => `${count} waiting` };
 *     export const useWords = dictionary({ en, fr: { open: "Ouvrir", waiting: (count) => `${count} en attente` } });
 */
export function dictionary<Words extends Phrases>(words: {
  readonly en: Words;
  readonly fr: NoInfer<Words>;
}): DictionaryHook<Words> {
  return Object.assign(() => words[useLanguage()], { in: (chosen: Language) => words[chosen] });
}

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language, language);
}
