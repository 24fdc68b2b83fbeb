import { type Migration, projecting } from "@cordon/ground";
import {
  type ContingentId,
  pointInPolygon,
  type Position,
  type PlaceId,
  type PowerGrant,
  type SubjectId,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { PlaceTables } from "../../../tables/rows.ts";
import { LiaisonNamed, PowersGranted } from "../words.ts";
import type { ForcesTables } from "./rows.ts";

export const powersMigration: Migration = {
  capability: "command",
  name: "0011-contingent-powers",
  async up(db) {
    await sql`create table contingent_powers (
      contingent text primary key,
      grants jsonb,
      releasable_to jsonb,
      liaison text
    )`.execute(db);
  },
};

const project = projecting<ForcesTables>();

export const powersProjections = [
  project(PowersGranted, (tx, { data }) => {
    const row = {
      grants: JSON.stringify(data.grants),
      releasable_to: data.releasableTo === null ? null : JSON.stringify(data.releasableTo),
    };
    return tx
      .insertInto("contingent_powers")
      .values({ contingent: data.contingent, ...row, liaison: null })
      .onConflict((conflict) => conflict.column("contingent").doUpdateSet(row))
      .execute();
  }),
  project(LiaisonNamed, (tx, { data }) =>
    tx
      .insertInto("contingent_powers")
      .values({ contingent: data.contingent, grants: null, releasable_to: null, liaison: data.liaison })
      .onConflict((conflict) => conflict.column("contingent").doUpdateSet({ liaison: data.liaison }))
      .execute(),
  ),
];

export interface StandingPowers {
  readonly grants: readonly PowerGrant[] | null;
  readonly releasableTo: readonly string[] | null;
  readonly liaison: SubjectId | null;
}
export const NO_POWERS: StandingPowers = { grants: null, releasableTo: null, liaison: null };

export async function powersOf(read: Kysely<ForcesTables>, contingent: ContingentId): Promise<StandingPowers> {
  const row = await read
    .selectFrom("contingent_powers")
    .selectAll()
    .where("contingent", "=", contingent)
    .executeTakeFirst();
  return row === undefined ? NO_POWERS : standingPowers(row);
}

export async function allPowers(read: Kysely<ForcesTables>): Promise<ReadonlyMap<ContingentId, StandingPowers>> {
  const rows = await read.selectFrom("contingent_powers").selectAll().execute();
  return new Map(rows.map((row) => [row.contingent, standingPowers(row)]));
}

function standingPowers(row: {
  readonly grants: readonly PowerGrant[] | null;
  readonly releasable_to: readonly string[] | null;
  readonly liaison: SubjectId | null;
}): StandingPowers {
  return { grants: row.grants, releasableTo: row.releasable_to, liaison: row.liaison };
}

/** The places that grants are bound to. */
export function placesOf(grants: Iterable<readonly PowerGrant[] | null>): ReadonlySet<PlaceId> {
  const places = new Set<PlaceId>();
  for (const each of grants) for (const grant of each ?? []) for (const place of grant.places ?? []) places.add(place);
  return places;
}

/** Which of some places a position is in. A place that is no area, or is not there any more, holds nobody. */
export async function placesAround(
  read: Kysely<PlaceTables>,
  places: ReadonlySet<PlaceId>,
  position: Position,
): Promise<ReadonlySet<PlaceId>> {
  if (places.size === 0) return new Set();
  const rows = await read
    .selectFrom("place")
    .select(["id", "shape"])
    .where("id", "in", [...places])
    .execute();
  return new Set(
    rows.flatMap(({ id, shape }) => (shape.type === "Polygon" && pointInPolygon(position, shape) ? [id] : [])),
  );
}
