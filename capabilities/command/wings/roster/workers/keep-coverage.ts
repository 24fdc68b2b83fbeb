import { JOURNAL_SUBJECT, tablesOf, type Worker } from "@cordon/ground";
import { AnyEnvelope, type Envelope, type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { placeOf } from "../../../tables/place.ts";
import { catalogue } from "../../forces/tables/catalogue.ts";
import { Coverage } from "../rules/coverage.ts";
import { follow, positionOf } from "../rules/follow.ts";
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
  async start(context) {
    let stop = () => {};
    const begin = async () => {
      // Listening comes before reading: what is told meanwhile is taken again afterwards, which ends in the same.
      const meanwhile: Envelope[] = [];
      let coverage: Coverage | null = null;
      board.coverage = null;
      stop = context.bus.subscribe(
        JOURNAL_SUBJECT,
        (message) => {
          const envelope = AnyEnvelope.parse(message);
          if (coverage === null) meanwhile.push(envelope);
          else follow(coverage, envelope);
        },
        ({ because }) => {
          if (context.signal.aborted) return;
          context.log.warn({ because }, "the roster is read again");
          begin().catch((error: unknown) =>
            context.log.error({ error }, "voids are not known until the server starts again"),
          );
        },
      );
      const read = await coverageFrom(tablesOf<RosterTables>(context.read), context.clock.now());
      for (const envelope of meanwhile) follow(read, envelope);
      coverage = read;
      board.coverage = read;
    };
    await begin();
    return {
      [Symbol.asyncDispose]: async () => {
        stop();
        board.coverage = null;
      },
    };
  },
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
    for (const row of places) into.setPlace(row.id, positionOf(placeOf(row)));
    for (const { id, call_sign, kind, contingent, withdrawn_at } of units)
      into.setUnit({
        ...{ id, callSign: call_sign, kind, contingent, withdrawn: withdrawn_at !== null },
      });
    for (const [place, rows] of Map.groupBy(requirements, (row) => row.place))
      into.setRequirements(place, rows.map(requirementOf));
    for (const row of shifts) into.setShift(standingShift(row));
  });
  return coverage;
}
