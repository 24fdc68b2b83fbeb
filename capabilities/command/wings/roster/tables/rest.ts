import { type Migration, projecting } from "@cordon/ground";
import type { Actor, Instant } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { RuledRest } from "../rules/rest.ts";
import { RestRuled } from "../words.ts";
import type { RosterTables } from "./rows.ts";

export const restMigration: Migration = {
  capability: "command",
  name: "0022-rest-rules",
  async up(db) {
    await sql`create table rest_rule (
      kind text not null,
      contingent text not null,
      max_stretch_minutes int not null,
      min_rest_minutes int not null,
      max_day_minutes int not null,
      max_week_minutes int not null,
      primary key (kind, contingent)
    )`.execute(db);
  },
};

export const restToldMigration: Migration = {
  capability: "command",
  name: "0025-rest-rules-told",
  async up(db) {
    await sql`alter table rest_rule add column ruled_at timestamptz, add column ruled_by jsonb`.execute(db);
  },
};

const project = projecting<RosterTables>();

export const restProjections = [
  project(RestRuled, async (tx, { at, by, data }) => {
    const kind = data.kind ?? "";
    const contingent = data.contingent ?? "";
    await tx.deleteFrom("rest_rule").where("kind", "=", kind).where("contingent", "=", contingent).execute();
    if (data.rule === null) return;
    const { maxStretchMinutes, minRestMinutes, maxDayMinutes, maxWeekMinutes } = data.rule;
    await tx
      .insertInto("rest_rule")
      .values({
        ...{ kind, contingent },
        max_stretch_minutes: maxStretchMinutes,
        min_rest_minutes: minRestMinutes,
        max_day_minutes: maxDayMinutes,
        max_week_minutes: maxWeekMinutes,
        ...{ ruled_at: at, ruled_by: JSON.stringify(by) },
      })
      .execute();
  }),
];

/** A rule, and who set it when; null where that was not kept yet. */
export interface ToldRest extends RuledRest {
  readonly ruledAt: Instant | null;
  readonly ruledBy: Actor | null;
}

/** The rules somebody set; `restRuleOf` says which of them holds for a unit. */
export async function restRules(read: Kysely<RosterTables>): Promise<readonly ToldRest[]> {
  const rows = await read.selectFrom("rest_rule").selectAll().orderBy("kind").orderBy("contingent").execute();
  return rows.map((row) => ({
    kind: row.kind === "" ? null : row.kind,
    contingent: row.contingent === "" ? null : row.contingent,
    rule: {
      maxStretchMinutes: row.max_stretch_minutes,
      minRestMinutes: row.min_rest_minutes,
      maxDayMinutes: row.max_day_minutes,
      maxWeekMinutes: row.max_week_minutes,
    },
    ...{ ruledAt: row.ruled_at, ruledBy: row.ruled_by },
  }));
}
