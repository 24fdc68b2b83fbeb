import type { CategoryCode, Claims, NotGenuineBecause, ResponderService, UnreadableBecause } from "../words.ts";

/** What somebody shows, once it is read and its signature looked at. */
export type Credential =
  | { readonly kind: "pass"; readonly claims: Claims }
  | { readonly kind: "unreadable"; readonly because: UnreadableBecause }
  | { readonly kind: "not-genuine"; readonly because: NotGenuineBecause }
  /** Somebody who comes to help and is in no list. */
  | { readonly kind: "responder"; readonly service: ResponderService }
  /** Somebody without a pass: a ticket holder, a passer-by, an example that is tried out. Ages are completed years; null is unknown. */
  | { readonly kind: "none"; readonly category: CategoryCode | null; readonly ageYears: number | null };
