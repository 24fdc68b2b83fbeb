import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import type { SignalId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { CommandTables, SignalTables, SosTables } from "../../tables/rows.ts";
import { movesTo, type StandingSos } from "./rules.ts";
import { SosCalledOff, SosPressedAgain, SosRaised } from "./words.ts";

export const sosTables: readonly OwnedTable[] = [
  { name: "sos", key: ["signal"], derivedFrom: "journal" },
  { name: "sos_press", key: ["press"], derivedFrom: "journal" },
];

export const sosMigration: Migration = {
  capability: "command",
  name: "0070-sos",
  async up(db) {
    await sql`create table sos (
      signal text primary key,
      unit text not null,
      call_sign text not null,
      contingent text not null,
      device text not null,
      presses int not null,
      pressed_at timestamptz not null,
      position_from text not null,
      position_age_seconds double precision,
      accuracy_metres double precision,
      called_off_at timestamptz,
      seq bigint not null
    )`.execute(db);
    await sql`create index sos_caller on sos (unit, seq desc)`.execute(db);
    await sql`create table sos_press (press text primary key, signal text not null)`.execute(db);
  },
};

const project = projecting<SosTables & SignalTables>();

export const sosProjections = [
  project(SosRaised, async (tx, { seq, data }) => {
    await tx
      .insertInto("sos")
      .values({
        ...{ signal: data.signal, unit: data.unit, call_sign: data.callSign, contingent: data.contingent },
        ...{ device: data.device, presses: 1, pressed_at: data.pressedAt, position_from: data.where },
        ...{ position_age_seconds: data.positionAgeSeconds, accuracy_metres: data.accuracyMetres },
        ...{ called_off_at: null, seq },
      })
      .onConflict((conflict) => conflict.column("signal").doNothing())
      .execute();
    await remember(tx, data);
  }),
  project(SosPressedAgain, async (tx, { data }) => {
    await tx
      .updateTable("sos")
      .set((row) => ({
        presses: row("presses", "+", 1),
        pressed_at: data.pressedAt,
      }))
      .where("signal", "=", data.signal)
      .execute();
    await remember(tx, data);
    // A press that knows less takes nothing away.
    const was = await tx.selectFrom("sos").select("position_from").where("signal", "=", data.signal).executeTakeFirst();
    if (data.position === null || was === undefined || !movesTo(was.position_from, data.where)) return;
    await tx
      .updateTable("sos")
      .set({ position_from: data.where })
      .set({ position_age_seconds: data.positionAgeSeconds, accuracy_metres: data.accuracyMetres })
      .where("signal", "=", data.signal)
      .execute();
    // The queue and the map show where it is now.
    await tx
      .updateTable("signal")
      .set({ lon: data.position[0], lat: data.position[1] })
      .where("id", "=", data.signal)
      .execute();
  }),
  project(SosCalledOff, (tx, { at, data }) =>
    tx.updateTable("sos").set({ called_off_at: at }).where("signal", "=", data.signal).execute(),
  ),
];

function remember(tx: Kysely<SosTables>, { press, signal }: { readonly press: SignalId; readonly signal: SignalId }) {
  return tx
    .insertInto("sos_press")
    .values({ press, signal })
    .onConflict((conflict) => conflict.column("press").doNothing())
    .execute();
}

/** Every SOS with how its signal stands; add `where` and order. */
export function calls(read: Kysely<CommandTables>) {
  return read
    .selectFrom("sos")
    .innerJoin("signal", "signal.id", "sos.signal")
    .leftJoin("incident", "incident.id", "signal.incident")
    .select(["sos.signal", "sos.unit", "sos.device", "sos.presses", "sos.pressed_at", "sos.called_off_at"])
    .select(["sos.position_from", "sos.position_age_seconds"])
    .select(["signal.state", "signal.noticed_at", "signal.decided_at", "incident.number as incident_number"]);
}

export function standingOf(row: Awaited<ReturnType<ReturnType<typeof calls>["executeTakeFirstOrThrow"]>>): StandingSos {
  const { signal, unit, device, state, presses } = row;
  return { signal, unit, device, state, presses, calledOffAt: row.called_off_at };
}
