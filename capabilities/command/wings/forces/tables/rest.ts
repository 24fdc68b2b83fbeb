import { type Instant, instantOf, millisecondsOf, type UnitId } from "@cordon/kernel";
import type { Kysely, Selectable } from "kysely";
import { type RestShift, restRuleOf } from "../../roster/rules/rest.ts";
import { restRules } from "../../roster/tables/rest.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import { restDue } from "../rules/rest-due.ts";

/** Rest looks a week back, and a shift may last two days. */
export const REST_KEPT_MS = 10 * 24 * 3600_000;

/**
 * When units must rest, by their shifts. Units of which the roster says nothing are not in it.
 * @param of these alone; left out: all
 */
export async function restDues(
  read: Kysely<RosterTables>,
  at: Instant,
  of?: readonly UnitId[],
): Promise<ReadonlyMap<UnitId, number>> {
  const since = instantOf(millisecondsOf(at) - REST_KEPT_MS);
  const [rules, rows] = await Promise.all([
    restRules(read),
    read
      .selectFrom("shift")
      .innerJoin("unit", "unit.id", "shift.unit")
      .select([
        "shift.unit",
        "unit.kind",
        "unit.contingent",
        "shift.from_at",
        "shift.until_at",
        "shift.ended_at",
        "shift.state",
      ])
      .where("shift.state", "in", ["planned", "on", "ended"])
      .where("shift.until_at", ">", since)
      .where("unit.withdrawn_at", "is", null)
      .$if(of !== undefined, (shifts) => shifts.where("shift.unit", "in", of ?? []))
      .execute(),
  ]);
  const dues = new Map<UnitId, number>();
  for (const [unit, own] of Map.groupBy(rows, (row) => row.unit)) {
    const [first] = own;
    if (first === undefined) continue;
    const due = restDue(own.map(restShift), at, restRuleOf(first, rules));
    if (due !== null) dues.set(unit, due.dueMs);
  }
  return dues;
}

export function restShift(
  row: Pick<Selectable<RosterTables["shift"]>, "from_at" | "until_at" | "ended_at" | "state">,
): RestShift {
  return { from: row.from_at, until: row.until_at, endedAt: row.ended_at, state: row.state };
}
