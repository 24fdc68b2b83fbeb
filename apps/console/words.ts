import { dictionary } from "@cordon/ui";
import { type ConsoleWords, en } from "./words/english.ts";
import { fr } from "./words/french.ts";

/** What the console itself says; what its rooms say is beside them. */
export const useConsoleWords = dictionary<ConsoleWords>({ en, fr });
