import { tablesOf, type Worker } from "@cordon/ground";
import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { placeOf } from "../../../tables/place.ts";
import { catalogue } from "../../forces/tables/catalogue.ts";
import { Coverage } from "../rules/coverage.ts";
import { follow, postOf } from "../rules/follow.ts";
import { requirementOf } from "../tables/requirement.ts";
import { restRules } from "../tables/rest.ts";
import type { RosterTables } from "../tables/rows.ts";
import { standingShift } from "../tables/shift.ts";
import type { RosterBoard } from "./board.ts";

/** Rest looks a week back, and a shift may last two days. */
const KEPT_MS = 10 * 24 * 3600_000;

/** Reads the roster into memory and follows the journal since, so that a change costs a sweep of one post. */
export const keepCoverage = (board: RosterBoard): Worker => ({
  name: "command.keep-coverage",
  start: ({ announced, read, clock }) =>
    announced.keep({
      name: "the roster",
      read: () => coverageFrom(tablesOf<RosterTables>(read), clock.now()),
      take: follow,
      show: (coverage) => {
        board.coverage = coverage;
      },
    }),
});

/** The whole roster as it stands in the tables, now or at a moment of the past. */
export async function coverageFrom(read: Kysely<RosterTables>, now: Instant): Promise<Coverage> {
  const since = instantOf(millisecondsOf(now) - KEPT_MS);
  const [kinds, ruled, places, units, requirements, shifts] = await Promise.all([
    catalogue(read),
    restRules(read),
    read.selectFrom("place").selectAll().execute(),
    read.selectFrom("unit").selectAll().execute(),
    read.selectFrom("post_requirement").selectAll().where("until_at", ">", since).orderBy("place").execute(),
    read.selectFrom("shift").selectAll().where("until_at", ">", since).where("state", "<>", "cancelled").execute(),
  ]);
  const coverage = new Coverage();
  coverage.load((into) => {
    into.setRest(ruled);
    for (const { code, can } of kinds.values()) into.setKind(code, can);
    for (const row of places) into.setPlace(row.id, postOf(placeOf(row)));
    for (const { id, call_sign, kind, contingent, strength, withdrawn_at } of units)
      into.setUnit({
        ...{ id, callSign: call_sign, kind, contingent, strength, withdrawn: withdrawn_at !== null },
      });
    for (const [place, rows] of Map.groupBy(requirements, (row) => row.place))
      into.setRequirements(place, rows.map(requirementOf));
    for (const row of shifts) into.setShift(standingShift(row));
  });
  return coverage;
}
