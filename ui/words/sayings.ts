import type { RefusalCodes } from "@cordon/kernel";
import type { Language } from "./language.ts";

/** What a refusal speaks of, as a sentence reads it: by name, and empty where the server did not send it. */
export interface Told<Name extends string> {
  (name: Name): string;
  /** An instant, as the time of day. */
  readonly time: (name: Name) => string;
}

type NamesOf<Params> = Params extends null ? never : keyof Params & string;

/** A sentence for each refusal of a room, in every language: one without words does not compile. */
export type SayingsOf<Codes extends RefusalCodes<Codes>> = Readonly<
  Record<Language, { readonly [Code in keyof Codes]: (of: Told<NamesOf<Codes[Code]>>) => string }>
>;

/** The same of some room, whichever it is. */
export type SomeSayings = Readonly<Record<Language, Readonly<Record<string, (of: Told<string>) => string>>>>;
