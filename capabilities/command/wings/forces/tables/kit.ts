import { type Migration, projecting } from "@cordon/ground";
import type { ContingentId, UnitId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { type ForcesUnit, type Kit, NO_KIT, type Radio, RadioCallSign, UnitEquipped } from "../words/kit.ts";
import type { TaskTables, UnitTables } from "../../../tables/rows.ts";
import { units, unitView } from "../../../tables/unit.ts";
import type { ForcesTables } from "./rows.ts";

export const kitMigration: Migration = {
  capability: "command",
  name: "0012-unit-kit",
  async up(db) {
    await sql`create table unit_kit (
      unit text primary key,
      languages jsonb,
      radios jsonb not null,
      radio_calls text[] not null,
      equipment jsonb not null
    )`.execute(db);
    // Who is called what on the air: asked by whoever hears a call sign and wants to know who that is.
    await sql`create index unit_kit_radio_calls on unit_kit using gin (radio_calls)`.execute(db);
  },
};

const project = projecting<ForcesTables>();

export const kitProjections = [
  project(UnitEquipped, (tx, { data }) => {
    const row = {
      languages: data.languages === null ? null : JSON.stringify(data.languages),
      radios: JSON.stringify(data.radios),
      radio_calls: data.radios.map(({ callSign }) => callSign),
      equipment: JSON.stringify(data.equipment),
    };
    return tx
      .insertInto("unit_kit")
      .values({ unit: data.unit, ...row })
      .onConflict((conflict) => conflict.column("unit").doUpdateSet(row))
      .execute();
  }),
];

/** What units carry. One of which nobody said anything carries nothing. */
export async function kitsOf(read: Kysely<ForcesTables>, units: readonly UnitId[]): Promise<ReadonlyMap<UnitId, Kit>> {
  const rows = await read
    .selectFrom("unit_kit")
    .select(["unit", "languages", "radios", "equipment"])
    .where(sql<boolean>`unit = any(${[...units]})`)
    .execute();
  return new Map(rows.map(({ unit, ...kit }) => [unit, kit]));
}

export async function kitOf(read: Kysely<ForcesTables>, unit: UnitId): Promise<Kit> {
  return (await kitsOf(read, [unit])).get(unit) ?? NO_KIT;
}

/**
 * The unit on duty that is called so on the air: one whose radio it is, else one whose call sign it is, however it was typed.
 * @param contingent narrows to one's own; null: may know of all
 */
export async function unitOnAir(
  read: Kysely<ForcesTables & UnitTables & TaskTables>,
  said: string,
  contingent: ContingentId | null,
): Promise<{ readonly unit: ForcesUnit; readonly radio: Radio | null } | null> {
  const name = said.trim().replaceAll(/\s+/g, " ").toUpperCase();
  const radio = RadioCallSign.safeParse(name);
  const holder = radio.success ? (await radioHolders(read, [radio.data])).get(radio.data) : undefined;
  const row = await units(read, contingent)
    .where("unit.withdrawn_at", "is", null)
    .where((unit) =>
      holder === undefined ? sql<boolean>`upper(unit.call_sign) = ${name}` : unit("unit.id", "=", holder.unit),
    )
    .orderBy("unit.call_sign")
    .executeTakeFirst();
  if (row === undefined) return null;
  const kit = await kitOf(read, row.id);
  const own = kit.radios.find(({ callSign }) => callSign === name) ?? null;
  return { unit: { ...unitView(row), kit }, radio: own };
}

/** Which units on duty have radios that are called so. */
export async function radioHolders(
  read: Kysely<ForcesTables & UnitTables>,
  callSigns: readonly RadioCallSign[],
): Promise<ReadonlyMap<RadioCallSign, { readonly unit: UnitId; readonly callSign: string }>> {
  if (callSigns.length === 0) return new Map();
  const rows = await read
    .selectFrom("unit_kit")
    .innerJoin("unit", "unit.id", "unit_kit.unit")
    .select(["unit.id", "unit.call_sign", "unit_kit.radio_calls"])
    .where("unit.withdrawn_at", "is", null)
    .where(sql<boolean>`unit_kit.radio_calls && ${[...callSigns]}::text[]`)
    .execute();
  return new Map(
    rows.flatMap(({ id, call_sign, radio_calls }) =>
      radio_calls.map((callSign) => [callSign, { unit: id, callSign: call_sign }] as const),
    ),
  );
}
