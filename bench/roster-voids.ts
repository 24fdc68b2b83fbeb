import { Coverage, fixesOf, type Gap, type StandingShift } from "@cordon/command/roster/rules";
import { instantOf, millisecondsOf } from "@cordon/kernel";
import { type Measurement, median } from "./measurement.ts";
import { mulberry, percentile } from "./numbers.ts";
import { throughTheDoor } from "./roster/door.ts";
import { DAYS, generate, POSTS, type Roster } from "./roster/roster.ts";

const MINUTES = DAYS * 1440;
const START_MS = Date.parse("2024-07-13T04:00:00.000Z");
const BASE = START_MS / 60_000;
const ROUNDS = 5;
const CHANGES = 2000;

/**
 * A roster of 63,000 people at 5,000 posts for 14 days: each post needs a unit by day and in the evening, some at night and some medics as well; every
 * unit works a turn a day on ten days of the fourteen; a post in four counts people too; a few shifts are at the wrong post or begin late, and what that leaves open is void. Finding every void from nothing, and
 * after a change of one shift the voids of its posts and the first page of the list, against counting minute by minute, whose answer must be the same.
 * Then the same roster in a server: from its start until it says the voids, and from a change by its door until its list shows it.
 */
export async function* rosterVoidsBench(): AsyncGenerator<Measurement> {
  const roster = generate(START_MS);
  const found: number[] = [];
  const counted: number[] = [];
  let coverage = new Coverage();
  let gaps: readonly Gap[] = [];
  let same = true;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    coverage = fill(roster);
    gaps = coverage.gaps(BASE, BASE + MINUTES, { limit: Number.POSITIVE_INFINITY });
    found.push(performance.now() - began);
    const counting = performance.now();
    const onPaper = minuteByMinute(roster);
    counted.push(performance.now() - counting);
    same &&= equal(gaps, onPaper);
  }
  if (!same) throw new Error("the voids found are not those that counting finds");
  const base = { bench: "roster-voids" };
  const all = { what: `counting ${POSTS} posts minute by minute in the same run`, value: median(counted) };
  yield* [
    {
      ...base,
      metric: "voids-ms",
      value: median(found),
      unit: "ms",
      reference: all,
      ratio: median(found) / all.value,
      target: 5000,
    },
    {
      ...base,
      metric: "voids",
      value: gaps.length,
      unit: "voids",
      reference: { what: "shifts in the roster", value: roster.shifts.length },
      ratio: gaps.length / roster.shifts.length,
      target: gaps.length,
    },
  ];
  yield* changing(roster, coverage);
  yield* throughTheDoor();
}

function* changing(roster: Roster, coverage: Coverage): Generator<Measurement> {
  const draw = mulberry(7);
  const took: number[] = [];
  const shifts = [...roster.shifts];
  for (let change = 0; change < CHANGES; change++) {
    const at = Math.floor(draw() * shifts.length);
    const was = shifts[at];
    if (was === undefined) continue;
    const kind = draw();
    const to: StandingShift =
      kind < 0.4
        ? { ...was, state: was.state === "cancelled" ? "planned" : "cancelled" }
        : kind < 0.7
          ? { ...was, until: instantOf(millisecondsOf(was.until) + 2 * 3600_000) }
          : { ...was, place: roster.posts[Math.floor(draw() * POSTS)]?.place ?? was.place };
    shifts[at] = to;
    const began = performance.now();
    coverage.setShift(to);
    coverage.gaps(BASE + Math.floor(draw() * MINUTES), BASE + MINUTES, { limit: 50 });
    took.push(performance.now() - began);
  }
  const again: Roster = { ...roster, shifts };
  const counting = performance.now();
  const onPaper = minuteByMinute(again);
  const counted = performance.now() - counting;
  const kept = coverage.gaps(BASE, BASE + MINUTES, { limit: Number.POSITIVE_INFINITY });
  if (!equal(kept, onPaper))
    throw new Error(`after ${CHANGES} changes the voids kept are not those that counting finds`);
  yield {
    bench: "roster-voids",
    metric: "update-p99-ms",
    value: percentile(took, 0.99),
    unit: "ms",
    reference: { what: "counting everything again, minute by minute", value: counted },
    ratio: percentile(took, 0.99) / counted,
    target: 100,
  };
  const fixing: number[] = [];
  let fixed = 0;
  for (let at = 0; at < 200; at++) {
    const gap = kept[Math.floor(draw() * kept.length)];
    if (gap === undefined) continue;
    const began = performance.now();
    if (fixesOf(coverage, gap, { now: BASE, limit: 3, knows: () => true }).length > 0) fixed++;
    fixing.push(performance.now() - began);
  }
  yield {
    bench: "roster-voids",
    metric: "fix-p99-ms",
    value: percentile(fixing, 0.99),
    unit: "ms",
    reference: { what: "voids of 200 that have a fix", value: fixed },
    ratio: percentile(fixing, 0.99) / fixed,
    target: 100,
  };
}

function fill({ posts, units, contingent, shifts }: Roster): Coverage {
  const coverage = new Coverage();
  coverage.load((into) => {
    for (const { id, capability, strength } of units) {
      into.setUnit({ id, callSign: id, kind: capability, contingent, strength, withdrawn: false });
    }
    for (const { place, at, needs } of posts) {
      into.setPlace(place, { at, reference: place, name: { fr: place, en: place } });
      into.setRequirements(place, needs);
    }
    for (const shift of shifts) into.setShift(shift);
  });
  return coverage;
}

/** The reference: for each post and capability, every minute of the fourteen days is counted, and equal neighbours become a void. */
function minuteByMinute({ posts, units, shifts }: Roster): readonly Gap[] {
  const byPlace = Map.groupBy(shifts, ({ place }) => place);
  const minute = (at: string) => Date.parse(at) / 60_000 - BASE;
  const gaps: Gap[] = [];
  const strengths = new Map(units.map(({ id, strength }) => [id, strength]));
  const net = new Int32Array(MINUTES + 2880);
  const people = new Int32Array(MINUTES + 2880);
  for (const { place, needs } of posts) {
    const there = byPlace.get(place) ?? [];
    for (const capability of new Set(needs.map((need) => need.capability))) {
      net.fill(0);
      people.fill(0);
      for (const need of needs) {
        if (need.capability !== capability) continue;
        const until = minute(need.until);
        for (let at = minute(need.from); at < until; at++) {
          net[at] = (net[at] ?? 0) - need.units;
          people[at] = (people[at] ?? 0) - (need.people ?? 0);
        }
      }
      for (const shift of there) {
        if (shift.capability !== capability || shift.state !== "planned") continue;
        const until = minute(shift.until);
        const strength = strengths.get(shift.unit) ?? 0;
        for (let at = minute(shift.from); at < until; at++) {
          net[at] = (net[at] ?? 0) + 1;
          people[at] = (people[at] ?? 0) + strength;
        }
      }
      for (let at = 0; at < net.length; ) {
        const lacks = (of: Int32Array, minute: number) => Math.max(0, -(of[minute] ?? 0));
        const [missing, missingPeople] = [lacks(net, at), lacks(people, at)];
        let end = at + 1;
        while (end < net.length && lacks(net, end) === missing && lacks(people, end) === missingPeople) end++;
        if (missing > 0 || missingPeople > 0)
          gaps.push({ place, capability, from: BASE + at, until: BASE + end, missing, missingPeople });
        at = end;
      }
    }
  }
  return gaps;
}

function equal(a: readonly Gap[], b: readonly Gap[]): boolean {
  const lines = (gaps: readonly Gap[]) =>
    gaps
      .map((gap) => `${gap.place} ${gap.capability} ${gap.from} ${gap.until} ${gap.missing} ${gap.missingPeople}`)
      .sort();
  const [x, y] = [lines(a), lines(b)];
  return x.length === y.length && x.every((line, at) => line === y[at]);
}
