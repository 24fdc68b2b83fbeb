import { dictionary } from "@cordon/ui";
import { type AccessWords, en } from "./words/english.ts";
import { fr } from "./words/french.ts";

/** What this room's screens say. What a rule or a verdict says is in `rules/sentence.ts`: gates say it too. */
export const useAccessWords = dictionary<AccessWords>({ en, fr });
