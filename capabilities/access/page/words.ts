import type { Language } from "./asked.ts";
import { english } from "./words/english.ts";
import { french } from "./words/french.ts";
import type { Words } from "./words/page-words.ts";

export type { Words } from "./words/page-words.ts";

export const WORDS: Readonly<Record<Language, Words>> = { fr: french, en: english };
