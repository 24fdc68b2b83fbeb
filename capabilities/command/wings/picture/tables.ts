import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import type { Actor, ContingentId, FenceId, IncidentId, Instant, OverlayId, UnitId } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { CrossingTables } from "../../tables/rows.ts";
import {
  type Affiliation,
  type Audience,
  type Crossing,
  type Fence,
  FenceCrossed,
  FenceDrawn,
  FenceRemoved,
  type FenceView,
  type Overlay,
  OverlayDrawn,
  type OverlayStyle,
  type OverlayView,
  OverlayWithdrawn,
  SharingPaused,
  SharingResumed,
} from "./words.ts";

export interface PictureTables {
  /** A row for each unit that has paused. */
  sharing_pause: { unit: UnitId; contingent: ContingentId; since: Instant; because: string };
  fence: {
    id: FenceId;
    name: string;
    area: JSONColumnType<Fence["area"]>;
    kinds: JSONColumnType<Fence["kinds"]>;
    contingents: JSONColumnType<Fence["contingents"]>;
    on: Crossing;
    from: Instant | null;
    until: Instant | null;
    drawn_at: Instant;
    drawn_by: JSONColumnType<Actor>;
  };
  overlay: {
    id: OverlayId;
    version: number;
    name: string;
    style: OverlayStyle;
    shape: JSONColumnType<Overlay["shape"]>;
    text: string;
    contingent: ContingentId | null;
    incident: IncidentId | null;
    affiliation: Affiliation | null;
    drawn_at: Instant;
    drawn_by: JSONColumnType<Actor>;
  };
}

export const tables: readonly OwnedTable[] = [
  { name: "sharing_pause", key: ["unit"], derivedFrom: "journal" },
  { name: "fence", key: ["id"], derivedFrom: "journal" },
  { name: "overlay", key: ["id"], derivedFrom: "journal" },
  { name: "fence_crossing", key: ["signal"], derivedFrom: "journal" },
];

export const pictureMigration: Migration = {
  capability: "command",
  name: "0040-picture",
  async up(db) {
    await sql`create table sharing_pause (
      unit text primary key,
      contingent text not null,
      since timestamptz not null,
      because text not null
    )`.execute(db);
    await sql`create table fence (
      id text primary key,
      name text not null,
      area jsonb not null,
      kinds jsonb not null,
      contingents jsonb not null,
      "on" text not null,
      "from" timestamptz,
      until timestamptz,
      drawn_at timestamptz not null,
      drawn_by jsonb not null
    )`.execute(db);
    await sql`create table overlay (
      id text primary key,
      version int not null,
      name text not null,
      style text not null,
      shape jsonb not null,
      text text not null,
      contingent text,
      incident text,
      drawn_at timestamptz not null,
      drawn_by jsonb not null
    )`.execute(db);
  },
};

export const crossingMigration: Migration = {
  capability: "command",
  name: "0042-crossings",
  async up(db) {
    await sql`create table fence_crossing (
      signal text primary key,
      fence text not null,
      unit text not null,
      contingent text not null,
      did text not null,
      since timestamptz not null
    )`.execute(db);
    await sql`create index fence_crossing_unit on fence_crossing (unit, fence, since)`.execute(db);
  },
};

export const affiliationMigration: Migration = {
  capability: "command",
  name: "0043-affiliations",
  async up(db) {
    await sql`alter table overlay add column affiliation text`.execute(db);
  },
};

const project = projecting<PictureTables & CrossingTables>();

export const pictureProjections = [
  project(SharingPaused, (tx, { at, data: { unit, contingent, because } }) =>
    tx.insertInto("sharing_pause").values({ unit, contingent, since: at, because }).execute(),
  ),
  project(SharingResumed, (tx, { data }) => tx.deleteFrom("sharing_pause").where("unit", "=", data.unit).execute()),
  project(FenceDrawn, (tx, { at, by, data }) => {
    const row = {
      name: data.name,
      area: JSON.stringify(data.area),
      kinds: JSON.stringify(data.kinds),
      contingents: JSON.stringify(data.contingents),
      on: data.on,
      from: data.from,
      until: data.until,
      drawn_at: at,
      drawn_by: JSON.stringify(by),
    };
    return tx
      .insertInto("fence")
      .values({ id: data.id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }),
  project(FenceCrossed, (tx, { data }) =>
    tx
      .insertInto("fence_crossing")
      .values(data)
      .onConflict((conflict) => conflict.column("signal").doNothing())
      .execute(),
  ),
  project(FenceRemoved, (tx, { data }) => tx.deleteFrom("fence").where("id", "=", data.fence).execute()),
  project(OverlayDrawn, (tx, { at, by, data }) => {
    const { version, name, style, shape, text, audience } = data;
    const row = {
      ...{ version, name, style, text },
      shape: JSON.stringify(shape),
      contingent: audience.to === "contingent" ? audience.contingent : null,
      incident: audience.to === "incident" ? audience.incident : null,
      affiliation: data.affiliation ?? null,
      drawn_at: at,
      drawn_by: JSON.stringify(by),
    };
    return tx
      .insertInto("overlay")
      .values({ id: data.id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }),
  project(OverlayWithdrawn, (tx, { data }) => tx.deleteFrom("overlay").where("id", "=", data.overlay).execute()),
];

export function fenceOf(row: Selectable<PictureTables["fence"]>): Fence {
  const { id, name, area, kinds, contingents, on, from, until } = row;
  return { id, name, area, kinds, contingents, on, from, until };
}

export function fenceView(row: Selectable<PictureTables["fence"]>): FenceView {
  return { ...fenceOf(row), drawnAt: row.drawn_at, drawnBy: row.drawn_by };
}

export function overlayOf(row: Selectable<PictureTables["overlay"]>): Overlay {
  const { id, version, name, style, shape, text, affiliation } = row;
  const audience: Audience =
    row.contingent !== null
      ? { to: "contingent", contingent: row.contingent }
      : row.incident !== null
        ? { to: "incident", incident: row.incident }
        : { to: "all" };
  const drawn = { id, version, name, style, shape, text, audience };
  return affiliation === null ? drawn : { ...drawn, affiliation };
}

export function overlayView(row: Selectable<PictureTables["overlay"]>): OverlayView {
  return { ...overlayOf(row), drawnAt: row.drawn_at, drawnBy: row.drawn_by };
}

/** How many rows a table of this wing has: what stands on the map has an end. */
export async function countOf(read: Kysely<PictureTables>, table: "fence" | "overlay"): Promise<number> {
  const row = await read
    .selectFrom(table)
    .select((each) => each.fn.countAll<number>().as("count"))
    .executeTakeFirst();
  return row?.count ?? 0;
}
