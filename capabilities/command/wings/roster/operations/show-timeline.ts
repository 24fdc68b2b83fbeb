import { ContingentId, Instant, millisecondsOf, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { instantOfMinute, minuteOf } from "../rules/rest.ts";
import { neededAt } from "../rules/series.ts";
import { timelineOf } from "../rules/timeline.ts";
import { CapabilityCode, CoverageVoid } from "../words.ts";
import type { RosterBoard } from "../workers/board.ts";
import { coverageFrom } from "../workers/keep-coverage.ts";
import { LONGEST_MS, reading } from "./list-voids.ts";
import { query, watches } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

const Row = z.object({
  place: PlaceId,
  placeReference: z.string(),
  placeName: z.object({ fr: z.string(), en: z.string() }),
  capability: CapabilityCode,
  /** Units that come and go together are one; only the first of them are named. */
  shifts: z.array(
    z.object({
      from: Instant,
      until: Instant,
      units: z.int().positive(),
      people: z.int().nonnegative(),
      callSigns: z.array(z.string()),
      /** Why rest was shortened for some of them; none where it was for nobody. */
      overrides: z.array(z.string()),
    }),
  ),
  moreShifts: z.int().nonnegative(),
  voids: z.array(CoverageVoid.pick({ from: true, until: true, missing: true, people: true })),
  moreVoids: z.int().nonnegative(),
});

export const showTimeline = (board: RosterBoard) =>
  query({
    name: "command.show-timeline",
    summary:
      "Posts along time, by their reference and a page at a time: who is planned there, and where they lack somebody.",
    input: z.object({
      from: Instant,
      until: Instant,
      capability: CapabilityCode.optional(),
      /** In a post's reference or name, whatever its accents. */
      search: z.string().max(80).default(""),
      /** Only posts that lack somebody in the window. */
      lacking: z.boolean().default(false),
      offset: z.int().min(0).max(1_000_000).default(0),
      limit: z.int().min(1).max(100).default(40),
    }),
    output: z.object({
      /** How many rows there are in all. */
      count: z.int().nonnegative(),
      /** Where in them this page begins. */
      offset: z.int().nonnegative(),
      rows: z.array(Row),
    }),
    allow: watches,
    past: true,
    async run({ input, by, read, now, moment }) {
      const { from, until, capability = null, search, lacking, offset, limit } = input;
      if (from >= until) return refuseAs("period-backwards", "invalid", "a window must end after it begins", "until");
      if (millisecondsOf(until) - millisecondsOf(from) > LONGEST_MS)
        return refuseAs("window-too-long", "invalid", "a window of a timeline is at most 60 days", "until", {
          days: "60",
        });
      const coverage = moment === null ? board.coverage : await coverageFrom(read, now);
      if (coverage === null) return reading;
      const { count, rows } = timelineOf(coverage, {
        ...{ from: minuteOf(from), until: minuteOf(until), capability, search, lacking, offset, limit },
        knows: (contingent) => by.contingent === null || knows(by, ContingentId.parse(contingent)),
      });
      return { count, offset, rows: rows.map((row) => rowIn(coverage, row)) };
    },
  });

function rowIn(
  coverage: Parameters<typeof timelineOf>[0],
  { place, capability, bars, moreBars, voids, moreVoids }: ReturnType<typeof timelineOf>["rows"][number],
): z.infer<typeof Row> {
  const post = coverage.post(place);
  const series = coverage.series(place, capability);
  const gone = place.slice(-6);
  const within = (from: number, until: number) => ({ from: instantOfMinute(from), until: instantOfMinute(until) });
  return {
    ...{ place, capability, placeReference: post?.reference ?? gone, placeName: post?.name ?? { fr: gone, en: gone } },
    shifts: bars.map(({ from, until, units, people, callSigns, overrides }) => ({
      ...{ ...within(from, until), units, people, callSigns: [...callSigns], overrides: [...overrides] },
    })),
    moreShifts: moreBars,
    voids: voids.map(([from, until, missing, missingPeople]) => ({
      ...{ ...within(from, until), missing },
      people:
        missingPeople === 0 || series === null
          ? null
          : { missing: missingPeople, needed: neededAt(series, from).people },
    })),
    moreVoids,
  };
}
