import type { PlaceId, Position, UnitId, UnitKind } from "@cordon/kernel";
import type { CapabilityCode } from "../words.ts";
import type { StandingShift } from "./plan.ts";

/** A post that lacks units, people, or both, in minutes since 1970. At least one of the two numbers is positive. */
export interface Gap {
  readonly place: PlaceId;
  readonly capability: CapabilityCode;
  readonly from: number;
  readonly until: number;
  /** Units. */
  readonly missing: number;
  readonly missingPeople: number;
}

export interface CoverageUnit {
  readonly id: UnitId;
  readonly callSign: string;
  readonly kind: UnitKind;
  readonly contingent: string;
  /** How many people it is. */
  readonly strength: number;
  readonly withdrawn: boolean;
}

/** A place as a list of posts calls it, and somewhere there to measure ways by. */
export interface Post {
  readonly at: Position | null;
  readonly reference: string;
  readonly name: { readonly fr: string; readonly en: string };
  /** Reference and names, folded. */
  readonly sought: string;
}

/** As people look for it: without accents and capitals. */
export const foldedOf = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** A shift that holds somebody, by minutes. */
export interface Slot {
  readonly shift: StandingShift;
  readonly unit: KeptUnit;
  readonly series: Series;
  readonly from: number;
  readonly until: number;
}

/** A unit and where it is when. */
export interface KeptUnit {
  of: CoverageUnit | null;
  readonly slots: Set<Slot>;
}

/** One capability at one post: what is needed and who is there, and from both the gaps. */
export interface Series {
  readonly place: PlaceId;
  readonly capability: CapabilityCode;
  /** from, until, units, people */
  needs: Int32Array;
  readonly slots: Set<Slot>;
  /** from, until, missing units, missing people; sorted. */
  gaps: Int32Array;
}

/** Members of `needs` and of `gaps` that belong together. */
export const WIDTH = 4;
export const NOTHING = new Int32Array(0);

/** Units and people, both as one counts them at a moment. */
export interface Strength {
  readonly units: number;
  readonly people: number;
}

/** Events are sorted as one number: the minute, then which event it is. A million of a post are more than any roster has. */
const EVENTS = 2 ** 20;

/** Sweeps a series from its first minute to its last. It keeps its memory between sweeps, of which there are many. */
export class Sweeper {
  #events = new Float64Array(256);
  #units = new Int32Array(256);
  #people = new Int32Array(256);
  #found = new Int32Array(256);

  /** The gaps of a series: from, until, missing units, missing people. */
  gapsOf(series: Series): Int32Array {
    const events = this.#eventsOf(series);
    // Two runs cannot be more than events are.
    if (this.#found.length < events.length * WIDTH) this.#found = new Int32Array(events.length * WIDTH * 2);
    const found = this.#found;
    let size = 0;
    let [units, people, missing, missingPeople] = [0, 0, 0, 0];
    for (let at = 0; at < events.length; ) {
      const minute = minuteIn(events[at] ?? 0);
      for (; at < events.length && minuteIn(events[at] ?? 0) === minute; at++) {
        const nth = (events[at] ?? 0) % EVENTS;
        units += this.#units[nth] ?? 0;
        people += this.#people[nth] ?? 0;
      }
      const [now, nowPeople] = [units < 0 ? -units : 0, people < 0 ? -people : 0];
      if (now === missing && nowPeople === missingPeople) continue;
      if (missing > 0 || missingPeople > 0) found[size - WIDTH + 1] = minute;
      if (now > 0 || nowPeople > 0) {
        found[size++] = minute;
        found[size++] = 0;
        found[size++] = now;
        found[size++] = nowPeople;
      }
      missing = now;
      missingPeople = nowPeople;
    }
    return size === 0 ? NOTHING : found.slice(0, size);
  }

  /** How many more than needed are there at the leanest minute of a period, each for itself; negative where some are missing. */
  spare(series: Series, from: number, until: number): Strength {
    const events = this.#eventsOf(series);
    let [units, people] = [0, 0];
    let [leastUnits, leastPeople] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let at = 0;
    for (let minute = from; minute < until; ) {
      for (; at < events.length && minuteIn(events[at] ?? 0) <= minute; at++) {
        const nth = (events[at] ?? 0) % EVENTS;
        units += this.#units[nth] ?? 0;
        people += this.#people[nth] ?? 0;
      }
      leastUnits = Math.min(leastUnits, units);
      leastPeople = Math.min(leastPeople, people);
      minute = at < events.length ? minuteIn(events[at] ?? 0) : until;
    }
    return { units: leastUnits, people: leastPeople };
  }

  /** Beginnings and ends of needs and shifts, sorted; valid until the next call. */
  #eventsOf({ needs, slots }: Series): Float64Array {
    const most = 2 * (needs.length / WIDTH + slots.size);
    if (most > EVENTS) throw new Error(`${most / 2} needs and shifts of one capability at one post`);
    if (this.#events.length < most) {
      this.#events = new Float64Array(most * 2);
      this.#units = new Int32Array(most * 2);
      this.#people = new Int32Array(most * 2);
    }
    let count = 0;
    const change = (minute: number, units: number, people: number) => {
      this.#units[count] = units;
      this.#people[count] = people;
      this.#events[count] = minute * EVENTS + count;
      count++;
    };
    for (let at = 0; at < needs.length; at += WIDTH) {
      const [units, people] = [needs[at + 2] ?? 0, needs[at + 3] ?? 0];
      change(needs[at] ?? 0, -units, -people);
      change(needs[at + 1] ?? 0, units, people);
    }
    for (const { from, until, unit } of slots) {
      if (unit.of?.withdrawn === true) continue;
      const people = unit.of?.strength ?? 0;
      change(from, 1, people);
      change(until, -1, -people);
    }
    return this.#events.subarray(0, count).sort();
  }
}

const minuteIn = (event: number) => Math.floor(event / EVENTS);

/** What is needed at a minute. */
export function neededAt({ needs }: Pick<Series, "needs">, minute: number): Strength {
  let [units, people] = [0, 0];
  for (let at = 0; at < needs.length; at += WIDTH) {
    if ((needs[at] ?? 0) > minute || minute >= (needs[at + 1] ?? 0)) continue;
    units += needs[at + 2] ?? 0;
    people += needs[at + 3] ?? 0;
  }
  return { units, people };
}
