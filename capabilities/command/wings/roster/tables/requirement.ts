import { type Migration, projecting } from "@cordon/ground";
import { PlaceRemoved } from "@cordon/kernel";
import { type Selectable, sql } from "kysely";
import { PostRequired, type Requirement } from "../words.ts";
import type { RosterTables } from "./rows.ts";

export const requirementMigration: Migration = {
  capability: "command",
  name: "0021-post-requirements",
  async up(db) {
    await sql`create table post_requirement (
      place text not null,
      nth int not null,
      capability text not null,
      units int not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      primary key (place, nth)
    )`.execute(db);
  },
};

export const peopleMigration: Migration = {
  capability: "command",
  name: "0024-needs-in-people",
  async up(db) {
    await sql`alter table post_requirement add column people int`.execute(db);
  },
};

const project = projecting<RosterTables>();

export const requirementProjections = [
  project(PostRequired, async (tx, { data }) => {
    await tx.deleteFrom("post_requirement").where("place", "=", data.place).execute();
    if (data.requirements.length === 0) return;
    await tx
      .insertInto("post_requirement")
      .values(
        data.requirements.map(({ capability, units, people, from, until }, nth) => ({
          ...{ place: data.place, nth, capability, units, people: people ?? null },
          from_at: from,
          until_at: until,
        })),
      )
      .execute();
  }),
  // A place that is gone needs nobody.
  project(PlaceRemoved, (tx, { data }) => tx.deleteFrom("post_requirement").where("place", "=", data.place).execute()),
];

export function requirementOf(row: Selectable<RosterTables["post_requirement"]>): Requirement {
  const { capability, units, people } = row;
  return { capability, units, ...(people === null ? {} : { people }), from: row.from_at, until: row.until_at };
}
