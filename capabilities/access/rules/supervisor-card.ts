import type { Instant } from "@cordon/kernel";
import type { PassView } from "../words.ts";

/** The category of the cards that let their holder's word stand against a verdict. In which zones one is good does not matter. */
export const SUPERVISOR = "supervisor";

export type CardFault = "unknown" | "not-a-supervisor" | "revoked" | "out-of-time";

/** What a server knows of a card. */
export type KnownCard = Pick<PassView, "category" | "notBefore" | "notAfter"> & { readonly revokedAt: Instant | null };

/**
 * What is wrong with a card that was shown for an override at a moment; null when nothing is. A gate looks at the signed card and the list it
 * holds; a server knows what was revoked since.
 */
export function cardFault(card: KnownCard | null, at: Instant): CardFault | null {
  if (card === null) return "unknown";
  if (card.category !== SUPERVISOR) return "not-a-supervisor";
  if (card.revokedAt !== null && card.revokedAt <= at) return "revoked";
  return at < card.notBefore || at >= card.notAfter ? "out-of-time" : null;
}
