import { type Migration, projecting } from "@cordon/ground";
import { type Place, PlaceDrawn, type PlaceId, PlaceRemoved, type Position } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { PlaceBefore } from "../rules/drawing.ts";
import {
  type Calendar,
  type Gate,
  GateDefined,
  GateDropped,
  type Lane,
  type SiteCode,
  type Zone,
  ZoneDefined,
  ZoneDropped,
  type ZoneCode,
} from "../words.ts";

export interface PerimeterTables {
  /** Every place of the operation as this room remembers it: a zone's or a gate's name, shape and regime are its place's. */
  access_place: {
    id: PlaceId;
    reference: string;
    kind: Place["kind"];
    name_fr: string;
    name_en: string;
    shape: JSONColumnType<Place["shape"], string, string>;
    regime: string | null;
  };
  access_zone: {
    place: PlaceId;
    code: ZoneCode;
    capacity: number | null;
    anti_passback: boolean;
  };
  access_gate: {
    place: PlaceId;
    code: string;
    zone: ZoneCode;
    site: SiteCode;
    lanes: JSONColumnType<readonly Lane[], string, string>;
    hours: JSONColumnType<Calendar, string, string>;
  };
}

export const perimeterMigration: Migration = {
  capability: "access",
  name: "0001-perimeters",
  async up(db) {
    await sql`create table access_place (
      id text primary key,
      reference text not null,
      kind text not null,
      name_fr text not null,
      name_en text not null,
      shape jsonb not null,
      regime text
    )`.execute(db);
    await sql`create table access_zone (
      place text primary key,
      code text not null,
      capacity int,
      anti_passback boolean not null
    )`.execute(db);
    await sql`create table access_gate (
      place text primary key,
      code text not null,
      zone text not null,
      site text not null,
      lanes jsonb not null,
      hours jsonb not null
    )`.execute(db);
  },
};

const project = projecting<PerimeterTables>();

export const perimeterProjections = [
  project(PlaceDrawn, (tx, { data }) => {
    const row = {
      reference: data.reference,
      kind: data.kind,
      name_fr: data.name.fr,
      name_en: data.name.en,
      shape: JSON.stringify(data.shape),
      regime: data.regime,
    };
    return tx
      .insertInto("access_place")
      .values({ id: data.id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }),
  // A zone or a gate whose place was taken off the map is none any more: it has nowhere to be.
  project(PlaceRemoved, (tx, { data }) =>
    tx
      .with("zone", (db) => db.deleteFrom("access_zone").where("place", "=", data.place))
      .with("gate", (db) => db.deleteFrom("access_gate").where("place", "=", data.place))
      .deleteFrom("access_place")
      .where("id", "=", data.place)
      .execute(),
  ),
  project(ZoneDefined, (tx, { data }) => {
    const row = { code: data.code, capacity: data.capacity, anti_passback: data.antiPassback };
    return tx
      .insertInto("access_zone")
      .values({ place: data.place, ...row })
      .onConflict((conflict) => conflict.column("place").doUpdateSet(row))
      .execute();
  }),
  project(ZoneDropped, (tx, { data }) => tx.deleteFrom("access_zone").where("place", "=", data.place).execute()),
  project(GateDefined, (tx, { data }) => {
    const row = {
      code: data.code,
      zone: data.zone,
      site: data.site,
      lanes: JSON.stringify(data.lanes),
      hours: JSON.stringify(data.hours),
    };
    return tx
      .insertInto("access_gate")
      .values({ place: data.place, ...row })
      .onConflict((conflict) => conflict.column("place").doUpdateSet(row))
      .execute();
  }),
  project(GateDropped, (tx, { data }) => tx.deleteFrom("access_gate").where("place", "=", data.place).execute()),
];

type Read = Kysely<PerimeterTables>;

/** The zones as they are drawn, by their codes. One whose place is no longer an area is none. */
export async function standingZones(read: Read): Promise<readonly Zone[]> {
  const rows = await zoneRows(read).execute();
  return rows.flatMap(zoneOf);
}

/** The gates as they are drawn, by their codes. */
export async function standingGates(read: Read): Promise<readonly Gate[]> {
  const rows = await gateRows(read).execute();
  return rows.flatMap(gateOf);
}

/** What there is under an id, or under a reference where no id is given. */
export async function placeBefore(
  read: Read,
  known: { readonly id: PlaceId } | { readonly reference: string },
): Promise<PlaceBefore> {
  const asked = read.selectFrom("access_place").selectAll();
  const row = await ("id" in known ? asked.where("id", "=", known.id) : asked.where("reference", "=", known.reference))
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { place: null, zone: null, gate: null };
  const { id } = row;
  const [zone] = (await zoneRows(read).where("access_place.id", "=", id).execute()).flatMap(zoneOf);
  const [gate] = (await gateRows(read).where("access_place.id", "=", id).execute()).flatMap(gateOf);
  return {
    place: placeOf(row),
    zone: zone ?? null,
    gate: gate ?? null,
  };
}

/** All that is drawn, ready to be looked up: for drawing many at once. */
export interface StandingPlaces {
  readonly byReference: ReadonlyMap<string, PlaceBefore>;
  readonly byId: ReadonlyMap<PlaceId, PlaceBefore>;
  readonly zoneByCode: ReadonlyMap<string, PlaceId>;
  readonly gateByCode: ReadonlyMap<string, PlaceId>;
  /** One of each place. */
  readonly positions: readonly Position[];
}

export async function standingPlaces(read: Read): Promise<StandingPlaces> {
  const zones = await standingZones(read);
  const gates = await standingGates(read);
  const zoneAt = new Map(zones.map((zone) => [zone.place, zone]));
  const gateAt = new Map(gates.map((gate) => [gate.place, gate]));
  const places = (await read.selectFrom("access_place").selectAll().execute()).map(placeOf);
  const befores = places.map((place) => ({
    place,
    zone: zoneAt.get(place.id) ?? null,
    gate: gateAt.get(place.id) ?? null,
  }));
  return {
    byReference: new Map(befores.map((before) => [before.place.reference, before])),
    byId: new Map(befores.map((before) => [before.place.id, before])),
    zoneByCode: new Map(zones.map(({ code, place }) => [code, place])),
    gateByCode: new Map(gates.map(({ code, place }) => [code, place])),
    positions: places.flatMap(({ shape }) =>
      shape.type === "Point" ? [shape.coordinates] : (shape.coordinates[0]?.slice(0, 1) ?? []),
    ),
  };
}

function placeOf(row: Selectable<PerimeterTables["access_place"]>): Place {
  const { id, reference, kind, shape, regime } = row;
  return { id, reference, kind, name: { fr: row.name_fr, en: row.name_en }, shape, regime };
}

/** The place of the zone with this code. */
export async function zoneByCode(read: Read, code: ZoneCode): Promise<PlaceId | null> {
  const row = await read.selectFrom("access_zone").select("place").where("code", "=", code).executeTakeFirst();
  return row?.place ?? null;
}

/** The place of the gate with this code. */
export async function gateByCode(read: Read, code: string): Promise<PlaceId | null> {
  const row = await read.selectFrom("access_gate").select("place").where("code", "=", code).executeTakeFirst();
  return row?.place ?? null;
}

const zoneRows = (read: Read) =>
  read
    .selectFrom("access_zone")
    .innerJoin("access_place", "access_place.id", "access_zone.place")
    .selectAll(["access_zone", "access_place"])
    .orderBy("access_zone.code");

function zoneOf(row: Awaited<ReturnType<ReturnType<typeof zoneRows>["execute"]>>[number]): readonly Zone[] {
  const { place, code, shape, regime, capacity } = row;
  if (shape.type !== "Polygon") return [];
  const name = { fr: row.name_fr, en: row.name_en };
  return [{ place, code, name, regime: regime ?? "", shape, capacity, antiPassback: row.anti_passback }];
}

const gateRows = (read: Read) =>
  read
    .selectFrom("access_gate")
    .innerJoin("access_place", "access_place.id", "access_gate.place")
    .selectAll(["access_gate", "access_place"])
    .orderBy("access_gate.code");

function gateOf(row: Awaited<ReturnType<ReturnType<typeof gateRows>["execute"]>>[number]): readonly Gate[] {
  const { place, code, zone, site, lanes, hours, shape } = row;
  if (shape.type !== "Point") return [];
  const name = { fr: row.name_fr, en: row.name_en };
  return [{ place, code, name, position: shape.coordinates, zone, site, lanes, hours }];
}
