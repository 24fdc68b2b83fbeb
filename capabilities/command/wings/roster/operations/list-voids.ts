import { Instant, millisecondsOf, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import type { Coverage } from "../rules/coverage.ts";
import { type Gap, neededAt } from "../rules/series.ts";
import { instantOfMinute, minuteOf } from "../rules/rest.ts";
import { CapabilityCode, CoverageVoid } from "../words.ts";
import type { RosterBoard } from "../workers/board.ts";
import { coverageFrom } from "../workers/keep-coverage.ts";
import { query, watches } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseShift } from "../words/refusals.ts";

/** A roster is planned for weeks, not for years. */
export const LONGEST_MS = 60 * 24 * 3600_000;
const Cursor = CoverageVoid.pick({ from: true, place: true, capability: true });

/** The refusal while the roster is read into memory. */
export const reading = refuseShift(
  "roster-not-read-yet",
  "unavailable",
  "the roster is still being read: ask again in a moment",
);

export const listVoids = (board: RosterBoard) =>
  query({
    name: "command.list-voids",
    summary: "Where posts will lack units or people, the first to begin first: by the roster as it stands.",
    input: z.object({
      from: Instant,
      until: Instant,
      places: z.array(PlaceId).max(200).optional(),
      capability: CapabilityCode.optional(),
      /** `next` of the page before. */
      after: Cursor.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      voids: z.array(
        CoverageVoid.extend({ placeReference: z.string(), placeName: z.object({ fr: z.string(), en: z.string() }) }),
      ),
      next: Cursor.nullable(),
    }),
    allow: watches,
    past: true,
    async run({ input, read, now, moment }) {
      const { from, until, places, capability, after, limit } = input;
      if (from >= until) return refuseAs("period-backwards", "invalid", "a window must end after it begins", "until");
      if (millisecondsOf(until) - millisecondsOf(from) > LONGEST_MS)
        return refuseAs("window-too-long", "invalid", "a window of voids is at most 60 days", "until", { days: "60" });
      // What is kept in memory is of now: at a moment the roster is read as it stood.
      const coverage = moment === null ? board.coverage : await coverageFrom(read, now);
      if (coverage === null) return reading;
      const among = places === undefined || places.length === 0 ? null : new Set(places);
      const keep = (gap: Gap) =>
        (among === null || among.has(gap.place)) &&
        (capability === undefined || gap.capability === capability) &&
        (after === undefined || comesAfter(gap, after));
      const gaps = coverage.gaps(minuteOf(from), minuteOf(until), { limit: limit + 1, keep });
      const shown = gaps.slice(0, limit);
      const voids = shown.map((gap) => {
        const gone = gap.place.slice(-6);
        const post = coverage.post(gap.place) ?? { reference: gone, name: { fr: gone, en: gone } };
        return {
          ...{ place: gap.place, capability: gap.capability, missing: gap.missing, people: peopleOf(coverage, gap) },
          ...{ from: instantOfMinute(gap.from), until: instantOfMinute(gap.until) },
          ...{ placeReference: post.reference, placeName: post.name },
        };
      });
      const last = voids.at(-1);
      const next = last === undefined || gaps.length <= limit ? null : last;
      return {
        voids,
        next: next === null ? null : { from: next.from, place: next.place, capability: next.capability },
      };
    },
  });

function peopleOf(coverage: Coverage, { place, capability, from, missingPeople }: Gap): CoverageVoid["people"] {
  const series = missingPeople === 0 ? null : coverage.series(place, capability);
  return series === null ? null : { missing: missingPeople, needed: neededAt(series, from).people };
}

function comesAfter(gap: Gap, after: z.infer<typeof Cursor>): boolean {
  const from = minuteOf(after.from);
  if (gap.from !== from) return gap.from > from;
  if (gap.place !== after.place) return gap.place > after.place;
  return gap.capability > after.capability;
}
