import type { SayingsOf } from "@cordon/ui";
import type { SosRefusals } from "../../sos/words/refusals.ts";
import type { CallRefusals } from "../words/refusals.ts";

/** What is said when a call is not taken down, or a call for help not called off. */
export const CALL_SAYINGS: SayingsOf<CallRefusals & SosRefusals> = {
  en: {
    "caller-on-the-radio": () => "A name and a number are asked of those who telephone, and of nobody else.",
    "nobody-called": () => "Nobody called about this signal.",
    "no-such-call": () => "This unit has made no such call.",
    "call-not-yours": () => "Only the unit that called can call it off.",
  },
  fr: {
    "caller-on-the-radio": () => "On demande un nom et un numéro à qui téléphone, et à personne d’autre.",
    "nobody-called": () => "Personne n’a appelé à propos de ce signal.",
    "no-such-call": () => "Cette unité n’a pas lancé cet appel.",
    "call-not-yours": () => "Seule l’unité qui a appelé peut lever l’appel.",
  },
};
