import { operating } from "@cordon/ground";
import {
  type Instant,
  instantOf,
  millisecondsOf,
  type PlaceId,
  type Principal,
  type Refusal,
  type ShiftId,
  type UnitId,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { knows } from "../../../rules.ts";
import { catalogue } from "../../forces/tables/catalogue.ts";
import { capabilitiesOf } from "../rules/capable.ts";
import type { RosterUnit, StandingShift } from "../rules/plan.ts";
import { restRuleOf } from "../rules/rest.ts";
import { restRules } from "../tables/rest.ts";
import type { RosterTables } from "../tables/rows.ts";
import { shiftsNear, standingShift } from "../tables/shift.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseShift } from "../words/refusals.ts";

export { answer, arranges, decides, holdsTasks, moves, watches } from "../../../operations/operating.ts";

/** Operations of the roster read these tables. */
export const { query, command } = operating<RosterTables>();

type Read = Kysely<RosterTables>;

/** Rest looks a week back and ahead; and a shift may last two days. */
const REACH_MS = 10 * 24 * 3600_000;

/**
 * Units as planning knows them, with their shifts around a period. Those that the caller may not know of are left out.
 */
export async function rosterUnits(
  read: Read,
  ids: readonly UnitId[],
  by: Principal,
  period: { readonly from: Instant; readonly until: Instant },
): Promise<ReadonlyMap<UnitId, RosterUnit>> {
  const units = await read
    .selectFrom("unit")
    .selectAll()
    .where(sql<boolean>`id = any(${[...new Set(ids)]})`)
    .execute();
  const known = units.filter((unit) => knows(by, unit.contingent));
  const [rules, kinds] = [await restRules(read), await catalogue(read)];
  const near = await shiftsNear(
    read,
    known.map(({ id }) => id),
    shifted(period.from, -REACH_MS),
    shifted(period.until, REACH_MS),
  );
  const byUnit = Map.groupBy(near, ({ unit }) => unit);
  return new Map(
    known.map((row): [UnitId, RosterUnit] => {
      const { id, kind, contingent, strength, track } = row;
      const standing = {
        id,
        kind,
        contingent,
        strength,
        track,
        callSign: row.call_sign,
        withdrawnAt: row.withdrawn_at,
      };
      return [
        id,
        {
          ...standing,
          rest: restRuleOf(standing, rules),
          can: capabilitiesOf(kind, kinds.get(kind)),
          shifts: byUnit.get(id) ?? [],
        },
      ];
    }),
  );
}

/** @param ms may be negative; stays within the years that an instant can say */
export function shifted(at: Instant, ms: number): Instant {
  return instantOf(Math.min(Math.max(millisecondsOf(at) + ms, EARLIEST_MS), LATEST_MS));
}
const EARLIEST_MS = Date.parse("0001-01-01T00:00:00.000Z");
const LATEST_MS = Date.parse("9999-12-31T23:59:00.000Z");

/** What someone may not know of is not found. */
export async function findShift(read: Read, id: ShiftId, by: Principal): Promise<StandingShift | Refusal> {
  const row = await read.selectFrom("shift").selectAll().where("id", "=", id).executeTakeFirst();
  return row !== undefined && knows(by, row.contingent)
    ? standingShift(row)
    : refuseShift("no-such-shift", "not-found", "there is no such shift", id);
}

/** The first of some places that does not exist, or null. */
export async function unknownPlace(read: Read, places: readonly PlaceId[]): Promise<Refusal | null> {
  const asked = [...new Set(places)];
  const rows = await read.selectFrom("place").select("id").where(sql<boolean>`id = any(${asked})`).execute();
  const found = new Set<string>(rows.map(({ id }) => id));
  const missing = asked.find((place) => !found.has(place));
  return missing === undefined ? null : noSuch("place", missing);
}
