import {
  canonicalJson,
  type Instant,
  isRefusal,
  type Mandate,
  MandateEnded,
  MandateGranted,
  mandateMachine,
  mandateState,
  millisecondsOf,
  type NewEntry,
  type Refusal,
  step,
} from "@cordon/kernel";
import { refuseAs } from "../refusals.ts";

/**
 * Bounds of the law on algorithmic video (law 2023-380, article 10): an order holds for a month and is then renewed by another;
 * pictures are kept for a year at most. Another jurisdiction is another set of these.
 */
export interface MandateBounds {
  readonly longestVideoDays: number;
  readonly longestRetentionDays: number;
}
export const FRANCE: MandateBounds = { longestVideoDays: 31, longestRetentionDays: 365 };

const DAY_MS = 86_400_000;

export type Grant = Omit<Mandate, "endedAt" | "endedBecause">;

/** @param same the mandate that carries this reference already, if one does */
export function grant(
  asked: Grant,
  same: Mandate | null,
  now: Instant,
  bounds = FRANCE,
): readonly NewEntry[] | Refusal {
  if (same !== null) {
    if (sameOrder(asked, same)) return [];
    return refuseAs(
      "order-changed",
      "conflict",
      `The order ${asked.reference} is registered already, with another content: an order that changes is another order.`,
      same.id,
      { reference: asked.reference },
    );
  }
  if (asked.period.until <= now) return refuseAs("period-over", "invalid", "This period is over already.", "period");
  const video = asked.processings.includes("algorithmic-video");
  if (video !== asked.events.length > 0) {
    return refuseAs(
      video ? "video-without-events" : "events-without-video",
      "invalid",
      video ? "Say which events the video may be searched for." : "Events belong to algorithmic video alone.",
      "events",
    );
  }
  const days = (millisecondsOf(asked.period.until) - millisecondsOf(asked.period.from)) / DAY_MS;
  if (video && days > bounds.longestVideoDays) {
    return refuseAs(
      "video-too-long",
      "invalid",
      `Algorithmic video is ordered for at most ${bounds.longestVideoDays} days, and then anew.`,
      "period",
      { days: String(bounds.longestVideoDays) },
    );
  }
  if (asked.retentionDays > bounds.longestRetentionDays) {
    return refuseAs(
      "kept-too-long",
      "invalid",
      `Nothing is kept for more than ${bounds.longestRetentionDays} days.`,
      "retentionDays",
      { days: String(bounds.longestRetentionDays) },
    );
  }
  return [MandateGranted.of(asked, asked.id)];
}

export function withdraw(mandate: Mandate, because: string, now: Instant): readonly NewEntry[] | Refusal {
  const next = step(mandateMachine, mandateState(mandate, now), "withdraw");
  return isRefusal(next) ? next : [MandateEnded.of({ mandate: mandate.id, because, expired: false }, mandate.id)];
}

/** Writes down that a period is over. Nothing when it is not, or when that is written already. */
export function expire(mandate: Mandate, now: Instant): readonly NewEntry[] {
  if (mandate.endedAt !== null || now < mandate.period.until) return [];
  return [
    MandateEnded.of({ mandate: mandate.id, because: "The period of the order is over.", expired: true }, mandate.id),
  ];
}

/** Whether an order is the one that is registered, so that importing a list twice changes nothing. */
function sameOrder(asked: Grant, registered: Mandate): boolean {
  const { id: _, ...order } = asked;
  const { id: __, endedAt: ___, endedBecause: ____, ...known } = registered;
  return canonicalJson(order) === canonicalJson(known);
}
