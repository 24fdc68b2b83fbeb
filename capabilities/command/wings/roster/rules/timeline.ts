import type { PlaceId } from "@cordon/kernel";
import type { CapabilityCode } from "../words.ts";
import type { Coverage } from "./coverage.ts";
import { foldedOf, type Series, WIDTH } from "./series.ts";

/** Units that are at a post from and until the same minutes, as one bar. */
export interface Bar {
  readonly from: number;
  readonly until: number;
  readonly units: number;
  readonly people: number;
  /** The first of them; `units` says how many there are. */
  readonly callSigns: readonly string[];
  /** Why rest was shortened for some of them; none where it was for nobody. */
  readonly overrides: readonly string[];
}

export interface TimelineRow {
  readonly place: PlaceId;
  readonly capability: CapabilityCode;
  readonly bars: readonly Bar[];
  /** How many more bars there are than a row has room for; so with the voids. */
  readonly moreBars: number;
  /** from, until, missing units, missing people */
  readonly voids: readonly (readonly [from: number, until: number, missing: number, missingPeople: number])[];
  readonly moreVoids: number;
}

export interface TimelineAsked {
  readonly from: number;
  readonly until: number;
  readonly capability: CapabilityCode | null;
  /** In a reference or a name, whatever its accents; empty: all. */
  readonly search: string;
  /** Only posts that lack somebody in the period. */
  readonly lacking: boolean;
  readonly offset: number;
  readonly limit: number;
  /** Whether the caller may know of a unit of a contingent. */
  readonly knows: (contingent: string) => boolean;
}

/** More bars than that in a row are a smear, and a page of them takes a browser's breath. */
export const MOST_BARS = 40;
const MOST_VOIDS = 20;
const NAMED = 4;

/** Posts along time, a page of them: who is there, and where nobody is. `count`: how many rows there are in all. */
export function timelineOf(
  coverage: Coverage,
  asked: TimelineAsked,
): { readonly count: number; readonly rows: readonly TimelineRow[] } {
  const sought = foldedOf(asked.search.trim());
  const found = coverage.listed().filter((series) => {
    if (asked.capability !== null && series.capability !== asked.capability) return false;
    if (sought !== "" && coverage.post(series.place)?.sought.includes(sought) !== true) return false;
    return touches(series.gaps, asked) || (!asked.lacking && isUsed(series, asked));
  });
  const rows = found.slice(asked.offset, asked.offset + asked.limit).map((series) => rowOf(series, asked));
  return { count: found.length, rows };
}

type Period = Pick<TimelineAsked, "from" | "until">;

/** Whether any of what begins at the first and ends at the second of every four members touches a period. */
function touches(periods: Int32Array, { from, until }: Period): boolean {
  for (let at = 0; at < periods.length; at += WIDTH)
    if ((periods[at] ?? 0) < until && (periods[at + 1] ?? 0) > from) return true;
  return false;
}

function isUsed({ needs, slots }: Series, period: Period): boolean {
  if (touches(needs, period)) return true;
  for (const slot of slots) if (slot.from < period.until && slot.until > period.from) return true;
  return false;
}

function rowOf({ place, capability, slots, gaps }: Series, { from, until, knows }: TimelineAsked): TimelineRow {
  const bars = new Map<string, Bar & { units: number; people: number; callSigns: string[]; overrides: string[] }>();
  for (const slot of slots) {
    const unit = slot.unit.of;
    if (slot.from >= until || slot.until <= from || unit === null || unit.withdrawn || !knows(unit.contingent))
      continue;
    const key = `${slot.from} ${slot.until}`;
    const begun = { from: slot.from, until: slot.until, units: 0, people: 0, callSigns: [], overrides: [] };
    const bar = bars.get(key) ?? begun;
    bars.set(key, bar);
    bar.units++;
    bar.people += unit.strength;
    if (bar.callSigns.length < NAMED) bar.callSigns.push(unit.callSign);
    const { override } = slot.shift;
    if (override !== "" && bar.overrides.length < NAMED && !bar.overrides.includes(override))
      bar.overrides.push(override);
  }
  const sorted = [...bars.values()].sort((a, b) => a.from - b.from || a.until - b.until);
  const voids: TimelineRow["voids"][number][] = [];
  for (let at = 0; at < gaps.length; at += WIDTH) {
    const [begins = 0, ends = 0, missing = 0, people = 0] = gaps.subarray(at, at + WIDTH);
    if (begins < until && ends > from) voids.push([begins, ends, missing, people]);
  }
  return {
    ...{ place, capability, bars: sorted.slice(0, MOST_BARS), moreBars: Math.max(0, sorted.length - MOST_BARS) },
    ...{ voids: voids.slice(0, MOST_VOIDS), moreVoids: Math.max(0, voids.length - MOST_VOIDS) },
  };
}
