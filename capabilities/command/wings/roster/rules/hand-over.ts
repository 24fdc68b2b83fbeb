import type { Instant } from "@cordon/kernel";
import type { HandOver, ShiftView } from "../words.ts";
import { EARLY_MINUTES } from "./press.ts";
import { minuteOf } from "./rest.ts";

type Relieving = Pick<ShiftView, "id" | "unit" | "place" | "capability" | "from" | "until" | "state" | "relieves">;

/** From when a shift may be taken up until its unit leaves: so long it hears what is handed over, and no longer. */
export function hearsHandOver(
  { state, from, until }: Pick<Relieving, "state" | "from" | "until">,
  now: Instant,
): boolean {
  if (state === "on") return true;
  return (state === "planned" || state === "missed") && minuteOf(from) - EARLY_MINUTES <= minuteOf(now) && until > now;
}

/**
 * What the one before at the same post, for the same capability, said when it left: the shift that is relieved; where none is noted, as nobody
 * was there any more, whoever left last about when this one begins.
 * @param ended shifts, in any order
 */
export function handedOver(to: Relieving, ended: readonly ShiftView[]): HandOver | null {
  const begins = minuteOf(to.from);
  const near = (at: Instant) => Math.abs(minuteOf(at) - begins) <= EARLY_MINUTES;
  let before: HandOver | null = null;
  for (const each of ended) {
    const { endedAt, unit, place, capability, said, until } = each;
    if (endedAt === null || said === "" || unit === to.unit) continue;
    if (place !== to.place || capability !== to.capability) continue;
    const isBefore =
      to.relieves === null ? each.relievedBy === null && (near(endedAt) || near(until)) : each.id === to.relieves;
    const at = each.pressedAt ?? endedAt;
    if (isBefore && (before === null || at > before.at)) before = { shift: to.id, callSign: each.callSign, at, said };
  }
  return before;
}
