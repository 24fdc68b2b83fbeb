import type { SayingsOf } from "@cordon/ui";
import type { MomentRefusals } from "../words/refusals.ts";

/** What is said when a moment is not marked or forgotten. */
export const MOMENT_SAYINGS: SayingsOf<MomentRefusals> = {
  en: { "no-such-chapter": () => "There is no such chapter any more." },
  fr: { "no-such-chapter": () => "Ce chapitre n’existe plus." },
};
