import type { Instant } from "@cordon/kernel";
import type { ZoneCode } from "../words.ts";
import { pathOf, type Visitor } from "./asked.ts";
import type { View } from "./view.ts";

/**
 * The same answer for machines: journey planners, signs, an organiser's own site. Moments are ISO 8601, names in both languages, waits in
 * whole minutes; what is not known is said (`known: false`) and never left out.
 */
export function jsonOf(visitor: Visitor, zone: ZoneCode | null, view: View, now: Instant): string {
  return JSON.stringify({
    ...visitor,
    zone,
    asOf: minuteOf(now),
    pages: { fr: pathOf("fr", visitor, zone), en: pathOf("en", visitor, zone) },
    gates: view,
  });
}

/** On a whole minute, so that a minute without news has one validator. */
function minuteOf(now: Instant): string {
  return `${now.slice(0, "2026-07-26T20:14".length)}:00.000Z`;
}
