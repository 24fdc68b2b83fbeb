import { operating, role } from "@cordon/ground";
import { type Instant, type Principal, type Refusal, UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { CommandTables } from "../../../tables/rows.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { StandingSharing } from "../rules/sharing.ts";
import type { PictureTables } from "../tables.ts";
import { refuseAs } from "../../../words/refusals.ts";

/** Operations of this wing read these tables. */
export type Tables = CommandTables & PictureTables & Pick<RosterTables, "shift">;
export const { query, command } = operating<Tables>({ past: true });

/** Whoever draws for others to see. */
export const draws = role("operator", "supervisor", "commander", "liaison", "exercise");
/** Whoever looks at what was drawn, phones too. */
export const looks = role(
  "operator",
  "supervisor",
  "commander",
  "liaison",
  "auditor",
  "exercise",
  "officer",
  "field-device",
);

/** The unit of a phone, and whether it has paused. */
export async function ownSharing(
  read: Kysely<Tables>,
  by: Principal,
): Promise<(StandingSharing & { readonly since: Instant | null; readonly because: string }) | Refusal> {
  const mine = UnitId.safeParse(by.unit);
  if (!mine.success) return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
  const row = await read
    .selectFrom("unit")
    .leftJoin("sharing_pause", "sharing_pause.unit", "unit.id")
    .select(["unit.id as unit", "unit.contingent", "unit.withdrawn_at", "sharing_pause.since", "sharing_pause.because"])
    .where("unit.id", "=", mine.data)
    .executeTakeFirst();
  if (row === undefined)
    return refuseAs("unit-not-registered", "not-found", "the unit of this phone is not registered", mine.data);
  return {
    unit: row.unit,
    contingent: row.contingent,
    withdrawn: row.withdrawn_at !== null,
    paused: row.since !== null,
    since: row.since,
    because: row.because ?? "",
  };
}
