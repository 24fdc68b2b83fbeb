import { Instant, PlaceId } from "@cordon/kernel";
import { z } from "zod";

/** Why a code was not read as a pass. */
export const UnreadableBecause = z.enum(["no-code", "two-codes", "not-a-pass", "malformed", "newer-version"]);
export type UnreadableBecause = z.infer<typeof UnreadableBecause>;

/** Why something that looks like a pass is none. */
export const NotGenuineBecause = z.enum(["bad-signature", "unknown-key", "retired-key", "from-the-future"]);
export type NotGenuineBecause = z.infer<typeof NotGenuineBecause>;

/** Who comes to help and is in no list. */
export const ResponderService = z.enum(["fire", "medical", "police", "army", "utility", "other"]);
export type ResponderService = z.infer<typeof ResponderService>;

/** A gate to go to instead: how far on foot along a street grid (an estimate, not a route) and in which direction. */
export const Way = z.object({
  gate: PlaceId,
  code: z.string().max(8),
  name: z.object({ fr: z.string().max(120), en: z.string().max(120) }),
  metres: z.number().nonnegative(),
  minutes: z.int().positive(),
  /** Degrees true. */
  headingDegrees: z.number().min(0).lt(360),
});
export type Way = z.infer<typeof Way>;

/** What an identity document is compared with. */
const Identity = z.object({ initials: z.string().max(6), birthYear: z.int() });

/** What a gate says. Never a decision about more than this door at this moment. */
export const Verdict = z.discriminatedUnion("is", [
  z.object({ is: z.literal("admit") }),
  /**
   * Persons only: a vehicle pass shows its plate and is compared by eye. `identity` null: there is no pass to compare with, the document is
   * compared with a ticket or an accreditation.
   */
  z.object({ is: z.literal("admit-with-id-check"), identity: Identity.nullable() }),
  /** `go` null: no gate is open to this pass now. */
  z.object({ is: z.literal("wrong-zone"), go: Way.nullable() }),
  z.object({ is: z.literal("not-yet"), from: Instant }),
  z.object({ is: z.literal("no-longer"), until: Instant }),
  z.object({ is: z.literal("revoked") }),
  z.object({ is: z.literal("already-inside"), since: Instant, gate: PlaceId }),
  z.object({ is: z.literal("unreadable"), because: UnreadableBecause }),
  z.object({ is: z.literal("not-genuine"), because: NotGenuineBecause }),
  /** `since`: until then this vehicle was let in here. */
  z.object({ is: z.literal("vehicle-not-allowed"), go: Way.nullable(), since: Instant.optional() }),
  z.object({ is: z.literal("escort"), service: ResponderService }),
  /** The gate itself may not or cannot check: no mandate, no rules or keys in force, or nowhere to keep a scan. Nobody's fault who stands there. */
  z.object({
    is: z.literal("gate-closed"),
    because: z.enum(["no-mandate", "no-rules", "no-keys", "hours", "cannot-keep"]),
  }),
]);
export type Verdict = z.infer<typeof Verdict>;
export type VerdictName = Verdict["is"];

/**
 * A verdict as the journal keeps it: without what an identity document is compared with, which stands in the signed pass alone. Nor does a
 * server answer it: the gate that asks has the pass in front of itself.
 */
export const KeptVerdict = Verdict.refine(
  (verdict) => verdict.is !== "admit-with-id-check" || verdict.identity === null,
  "initials and a birth year are not kept",
);

export function withoutIdentity(verdict: Verdict): Verdict {
  return verdict.is === "admit-with-id-check" ? { is: verdict.is, identity: null } : verdict;
}

/** Whether the person goes through. */
export function admits(verdict: Pick<Verdict, "is">): boolean {
  return verdict.is === "admit" || verdict.is === "admit-with-id-check" || verdict.is === "escort";
}
