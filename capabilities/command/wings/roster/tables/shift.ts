import { type Migration, projecting } from "@cordon/ground";
import { type CommandId, type ContingentId, type Instant, isRefusal, type ShiftId, step } from "@cordon/kernel";
import { type Kysely, type Selectable, sql } from "kysely";
import type { StandingShift } from "../rules/plan.ts";
import {
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  type ShiftEvent,
  shiftMachine,
  ShiftMissed,
  ShiftPlanned,
  type ShiftState,
  ShiftTakenUp,
  type ShiftView,
} from "../words.ts";
import type { RosterTables } from "./rows.ts";

export const shiftMigration: Migration = {
  capability: "command",
  name: "0020-shifts",
  async up(db) {
    await sql`create table shift (
      id text primary key,
      seq bigint not null unique,
      unit text not null,
      contingent text not null,
      place text not null,
      capability text not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      state text not null,
      override text not null,
      taken_up_at timestamptz,
      ended_at timestamptz,
      pressed_at timestamptz,
      relieves text,
      relieved_by text,
      said text not null
    )`.execute(db);
    await sql`create index shift_unit on shift (unit, from_at)`.execute(db);
    await sql`create index shift_place on shift (place, from_at)`.execute(db);
    await sql`create index shift_open on shift (from_at) where state in ('planned', 'on')`.execute(db);
    await sql`create table shift_press (
      command_id text primary key,
      shift text not null,
      event text not null,
      state text not null
    )`.execute(db);
  },
};

const project = projecting<RosterTables>();

export const shiftProjections = [
  project(ShiftPlanned, (tx, { seq, data }) =>
    tx
      .insertInto("shift")
      .values({
        id: data.id,
        seq,
        unit: data.unit,
        contingent: data.contingent,
        place: data.place,
        capability: data.capability,
        from_at: data.from,
        until_at: data.until,
        state: "planned",
        override: data.override,
        said: "",
      })
      .execute(),
  ),
  project(ShiftChanged, async (tx, { data }) => {
    const { place, capability, override } = data;
    await stepped(tx, data.id, "change", {
      place,
      capability,
      override,
      from_at: data.from,
      until_at: data.until,
    });
  }),
  project(ShiftCancelled, (tx, { data }) => stepped(tx, data.shift, "cancel", { said: data.because })),
  project(ShiftMissed, (tx, { data }) => stepped(tx, data.shift, "miss", { said: data.because })),
  project(ShiftTakenUp, async (tx, { at, data }) => {
    const { relieves, pressedAt } = data;
    const state = await stepped(tx, data.shift, "take-up", {
      taken_up_at: at,
      pressed_at: pressedAt,
      relieves,
      said: "",
    });
    if (relieves !== null)
      await tx.updateTable("shift").set({ relieved_by: data.shift }).where("id", "=", relieves).execute();
    await remember(tx, data.commandId, data.shift, "take-up", state);
  }),
  project(ShiftEnded, async (tx, { at, data }) => {
    const state = await stepped(tx, data.shift, "end", { ended_at: at, pressed_at: data.pressedAt, said: data.note });
    await remember(tx, data.commandId, data.shift, "end", state);
  }),
];

async function stepped(
  tx: Kysely<RosterTables>,
  id: ShiftId,
  event: ShiftEvent,
  set: Partial<Selectable<RosterTables["shift"]>>,
): Promise<ShiftState> {
  const shift = await tx.selectFrom("shift").select("state").where("id", "=", id).executeTakeFirstOrThrow();
  const next = step(shiftMachine, shift.state, event);
  if (isRefusal(next)) throw new Error(`the journal moves shift ${id} against its table: ${next.because}`);
  await tx
    .updateTable("shift")
    .set({ ...set, state: next.to })
    .where("id", "=", id)
    .execute();
  return next.to;
}

async function remember(
  tx: Kysely<RosterTables>,
  command: CommandId | null,
  shift: ShiftId,
  event: ShiftEvent,
  state: ShiftState,
): Promise<void> {
  if (command !== null)
    await tx.insertInto("shift_press").values({ command_id: command, shift, event, state }).execute();
}

/**
 * Shifts with what one says of their unit and their place; add `where`, order and limit.
 * @param contingent the one whose shifts may be known; null for all
 */
export function shifts(read: Kysely<RosterTables>, contingent: ContingentId | null) {
  const all = read
    .selectFrom("shift")
    .innerJoin("unit", "unit.id", "shift.unit")
    .leftJoin("place", "place.id", "shift.place")
    .selectAll("shift")
    .select(["unit.call_sign", "unit.kind as unit_kind", "place.reference", "place.name_fr", "place.name_en"]);
  return contingent === null ? all : all.where("shift.contingent", "=", contingent);
}

export function shiftView(row: Awaited<ReturnType<ReturnType<typeof shifts>["executeTakeFirstOrThrow"]>>): ShiftView {
  // A place that was removed from the map keeps its shifts; they are called by what is left of it.
  const gone = row.place.slice(-6);
  return {
    id: row.id,
    unit: row.unit,
    contingent: row.contingent,
    place: row.place,
    capability: row.capability,
    from: row.from_at,
    until: row.until_at,
    state: row.state,
    callSign: row.call_sign,
    unitKind: row.unit_kind,
    placeReference: row.reference ?? gone,
    placeName: { fr: row.name_fr ?? gone, en: row.name_en ?? gone },
    override: row.override,
    takenUpAt: row.taken_up_at,
    endedAt: row.ended_at,
    pressedAt: row.pressed_at,
    relieves: row.relieves,
    relievedBy: row.relieved_by,
    said: row.said,
  };
}

export function standingShift(row: Selectable<RosterTables["shift"]>): StandingShift {
  const { id, unit, contingent, place, capability, state, override } = row;
  return {
    ...{ id, unit, contingent, place, capability, state, override },
    from: row.from_at,
    until: row.until_at,
    endedAt: row.ended_at,
  };
}

/** Shifts of units that are not cancelled and touch a period. */
export async function shiftsNear(
  read: Kysely<RosterTables>,
  units: readonly string[],
  from: Instant,
  until: Instant,
): Promise<readonly StandingShift[]> {
  const rows = await read
    .selectFrom("shift")
    .selectAll()
    .where(sql<boolean>`unit = any(${units})`)
    .where("state", "<>", "cancelled")
    .where("until_at", ">", from)
    .where("from_at", "<", until)
    .execute();
  return rows.map(standingShift);
}
