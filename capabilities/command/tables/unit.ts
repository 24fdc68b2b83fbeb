import { type Migration, projecting } from "@cordon/ground";
import { type ContingentId, ContingentRegistered, type UnitId, UnitRegistered, UnitWithdrawn } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { StandingUnit } from "../rules.ts";
import type { ContingentView, UnitView } from "../words.ts";
import { OPEN_TASK } from "./task.ts";
import type { TaskTables, UnitTables } from "./rows.ts";

export const unitMigration: Migration = {
  capability: "command",
  name: "0004-units",
  async up(db) {
    await sql`create table contingent (
      id text primary key,
      reference text not null unique,
      name text not null,
      nation text not null,
      languages jsonb not null
    )`.execute(db);
    await sql`create table unit (
      id text primary key,
      call_sign text not null unique,
      kind text not null,
      contingent text not null,
      strength int not null,
      track bigint not null unique,
      withdrawn_at timestamptz
    )`.execute(db);
  },
};

const project = projecting<UnitTables>();

export const unitProjections = [
  // Registered again under its own id: it has another name, or speaks other languages.
  project(ContingentRegistered, (tx, { data }) => {
    const row = { ...data, languages: JSON.stringify(data.languages) };
    return tx
      .insertInto("contingent")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }),
  // A unit that was withdrawn and comes back is registered again under its own id.
  project(UnitRegistered, (tx, { data }) => {
    const row = {
      kind: data.kind,
      contingent: data.contingent,
      strength: data.strength,
      track: data.track,
      withdrawn_at: null,
    };
    return tx
      .insertInto("unit")
      .values({ id: data.id, call_sign: data.callSign, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }),
  project(UnitWithdrawn, (tx, { at, data }) =>
    tx.updateTable("unit").set({ withdrawn_at: at }).where("id", "=", data.unit).execute(),
  ),
];

/** Units with their contingent and how many tasks they hold; add `where` and order. `contingent` narrows to one's own. */
export function units(read: Kysely<UnitTables & TaskTables>, contingent: ContingentId | null) {
  const all = read
    .selectFrom("unit")
    .innerJoin("contingent", "contingent.id", "unit.contingent")
    .selectAll("unit")
    .select(["contingent.name as contingent_name", "contingent.nation"])
    .select((table) =>
      table
        .selectFrom("task")
        .whereRef("task.unit", "=", "unit.id")
        .where("task.state", "in", OPEN_TASK)
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("open_tasks"),
    );
  return contingent === null ? all : all.where("unit.contingent", "=", contingent);
}

export function unitView(row: Awaited<ReturnType<ReturnType<typeof units>["executeTakeFirstOrThrow"]>>): UnitView {
  return {
    id: row.id,
    callSign: row.call_sign,
    kind: row.kind,
    contingent: row.contingent,
    strength: row.strength,
    track: row.track,
    contingentName: row.contingent_name,
    nation: row.nation,
    withdrawnAt: row.withdrawn_at,
    openTasks: row.open_tasks ?? 0,
  };
}

/** The unit as the rules know it, or null. */
export async function unitById(read: Kysely<UnitTables>, id: UnitId): Promise<StandingUnit | null> {
  return standing(await read.selectFrom("unit").selectAll().where("id", "=", id).executeTakeFirst());
}

export async function unitByCallSign(read: Kysely<UnitTables>, callSign: string): Promise<StandingUnit | null> {
  return standing(await read.selectFrom("unit").selectAll().where("call_sign", "=", callSign).executeTakeFirst());
}

function standing(row: UnitTables["unit"] | undefined): StandingUnit | null {
  if (row === undefined) return null;
  const { id, kind, contingent, strength, track } = row;
  return { id, callSign: row.call_sign, kind, contingent, strength, track, withdrawnAt: row.withdrawn_at };
}

export function contingents(read: Kysely<UnitTables>, contingent: ContingentId | null) {
  const all = read
    .selectFrom("contingent")
    .selectAll("contingent")
    .select((table) =>
      table
        .selectFrom("unit")
        .whereRef("unit.contingent", "=", "contingent.id")
        .where("unit.withdrawn_at", "is", null)
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("units"),
    );
  return contingent === null ? all : all.where("contingent.id", "=", contingent);
}

export function contingentView(
  row: Awaited<ReturnType<ReturnType<typeof contingents>["executeTakeFirstOrThrow"]>>,
): ContingentView {
  const { id, reference, name, nation, languages } = row;
  return { id, reference, name, nation, languages, units: row.units ?? 0 };
}
