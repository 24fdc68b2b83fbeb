import { type Migration, projecting } from "@cordon/ground";
import {
  type Actor,
  type ContingentId,
  type DismissalReason,
  type IncidentId,
  type Instant,
  millisecondsOf,
  type SignalId,
  SignalConfirmed,
  SignalDismissed,
  SignalEnded,
  SignalExhibitsAdded,
  SignalExhibitsErased,
  SignalMerged,
  SignalRaised,
  SignalReopened,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { CallTables } from "../wings/calls/tables/rows.ts";
import type { CallView } from "../wings/calls/words.ts";
import type { SosView } from "../wings/sos/words.ts";
import type { SignalView } from "../words.ts";
import { pointOf } from "./point.ts";
import type { CrossingTables, SignalTables, SosTables, UnitTables } from "./rows.ts";

export const signalMigration: Migration = {
  capability: "command",
  name: "0001-signals",
  async up(db) {
    await sql`create table signal (
      id text primary key,
      seq bigint not null unique,
      state text not null,
      kind text not null,
      since timestamptz not null,
      noticed_at timestamptz not null,
      lon double precision not null,
      lat double precision not null,
      place text,
      camera text,
      confidence double precision,
      note text not null,
      zone text,
      box jsonb,
      exhibits jsonb not null,
      incident text,
      dismissal_reason text,
      dismissal_note text,
      decided_at timestamptz,
      decided_by jsonb
    )`.execute(db);
    await sql`create index signal_queue on signal (state, seq desc)`.execute(db);
    await sql`create index signal_incident on signal (incident) where incident is not null`.execute(db);
  },
};

export const erasedExhibitsMigration: Migration = {
  capability: "command",
  name: "0007-erased-exhibits",
  async up(db) {
    await sql`alter table signal add column exhibits_erased_at timestamptz, add column exhibits_erased_because text`.execute(
      db,
    );
  },
};

export const endedSignalsMigration: Migration = {
  capability: "command",
  name: "0008-ended-signals",
  async up(db) {
    await sql`alter table signal add column seen_until timestamptz`.execute(db);
  },
};

export const unknownSignalsMigration: Migration = {
  capability: "command",
  name: "0009-signals-of-unknown-position",
  async up(db) {
    await sql`alter table signal alter column lon drop not null, alter column lat drop not null`.execute(db);
  },
};

const project = projecting<SignalTables>();

export const signalProjections = [
  // One signal, though a site's node and the centre both noticed and told of it.
  project(SignalRaised, (tx, { seq, data }) =>
    tx
      .insertInto("signal")
      .values({
        id: data.id,
        seq,
        state: "waiting",
        kind: data.kind,
        since: data.since,
        noticed_at: data.noticedAt,
        lon: data.position?.[0] ?? null,
        lat: data.position?.[1] ?? null,
        place: data.place,
        camera: data.camera,
        confidence: data.confidence,
        note: data.note,
        zone: data.zone,
        box: data.box === null ? null : JSON.stringify(data.box),
        exhibits: JSON.stringify(data.exhibits),
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute(),
  ),
  project(SignalConfirmed, (tx, { at, by, data }) =>
    decided(tx, data.signal, at, by, { state: "confirmed", incident: data.incident }),
  ),
  project(SignalMerged, (tx, { at, by, data }) =>
    decided(tx, data.signal, at, by, { state: "merged", incident: data.incident }),
  ),
  project(SignalDismissed, (tx, { at, by, data }) =>
    decided(tx, data.signal, at, by, { state: "dismissed", dismissal_reason: data.reason, dismissal_note: data.note }),
  ),
  project(SignalReopened, (tx, { data }) =>
    tx
      .updateTable("signal")
      .set({
        state: "waiting",
        incident: null,
        dismissal_reason: null,
        dismissal_note: null,
        decided_at: null,
        decided_by: null,
      })
      .where("id", "=", data.signal)
      .execute(),
  ),
  project(SignalExhibitsAdded, (tx, { data }) =>
    tx
      .updateTable("signal")
      .set({ exhibits: sql`exhibits || ${JSON.stringify(data.exhibits)}::jsonb` })
      .where("id", "=", data.signal)
      .execute(),
  ),
  project(SignalEnded, (tx, { data }) =>
    tx.updateTable("signal").set({ seen_until: data.seenUntil }).where("id", "=", data.signal).execute(),
  ),
  project(SignalExhibitsErased, (tx, { at, data }) =>
    tx
      .updateTable("signal")
      .set({ exhibits_erased_at: at, exhibits_erased_because: data.because })
      .where("id", "=", data.signal)
      .execute(),
  ),
];

type Outcome =
  | { readonly state: "confirmed" | "merged"; readonly incident: IncidentId }
  | { readonly state: "dismissed"; readonly dismissal_reason: DismissalReason; readonly dismissal_note: string };

function decided(tx: Kysely<SignalTables>, signal: SignalId, at: Instant, by: Actor, outcome: Outcome) {
  return tx
    .updateTable("signal")
    .set({ ...outcome, decided_at: at, decided_by: JSON.stringify(by) })
    .where("id", "=", signal)
    .execute();
}

/**
 * Signals as triage sees them; add `where`, order and limit.
 * @param contingent of whoever asks: which unit of another one crossed a fence is not said. Null is told everything
 */
export function signals(
  read: Kysely<SignalTables & SosTables & CallTables & CrossingTables & UnitTables>,
  contingent: ContingentId | null,
) {
  return read
    .selectFrom("signal")
    .leftJoin("sos", "sos.signal", "signal.id")
    .leftJoin("fence_crossing as crossing", (join) => {
      const its = join.onRef("crossing.signal", "=", "signal.id");
      return contingent === null ? its : its.on("crossing.contingent", "=", contingent);
    })
    .leftJoin("unit as crosser", "crosser.id", "crossing.unit")
    .select(["crosser.id as crosser_id", "crosser.call_sign as crosser_call_sign"])
    .selectAll("signal")
    .select(["sos.unit as sos_unit", "sos.call_sign", "sos.presses", "sos.pressed_at as sos_pressed_at"])
    .select(["sos.position_from", "sos.position_age_seconds", "sos.accuracy_metres", "sos.called_off_at"])
    .leftJoin("signal_call", "signal_call.signal", "signal.id")
    .select(["signal_call.channel", "signal_call.unit as calling_unit", "signal_call.call_sign as calling"])
    .select(["signal_call.caller", "signal_call.address"]);
}

type SignalRow = Awaited<ReturnType<ReturnType<typeof signals>["executeTakeFirstOrThrow"]>>;

function sosView(row: SignalRow): SosView | null {
  const { sos_unit: unit, call_sign: callSign, presses, sos_pressed_at: pressedAt, position_from: where } = row;
  if (unit === null || callSign === null || presses === null || pressedAt === null || where === null) return null;
  return {
    ...{ unit, callSign, presses, pressedAt, where, positionAgeSeconds: row.position_age_seconds },
    ...{ accuracyMetres: row.accuracy_metres, calledOffAt: row.called_off_at },
  };
}

function callView(row: SignalRow): CallView | null {
  const { channel, calling_unit: unit, calling: callSign, caller, address } = row;
  return channel === null ? null : { channel, unit, callSign, hasCaller: caller !== null, address };
}

export function signalView(row: SignalRow, now: Instant): SignalView {
  return {
    sos: sosView(row),
    call: callView(row),
    crossed:
      row.crosser_id === null || row.crosser_call_sign === null
        ? null
        : { unit: row.crosser_id, callSign: row.crosser_call_sign },
    id: row.id,
    kind: row.kind,
    since: row.since,
    noticedAt: row.noticed_at,
    position: pointOf(row),
    place: row.place,
    camera: row.camera,
    confidence: row.confidence,
    note: row.note,
    zone: row.zone,
    box: row.box,
    exhibits: row.exhibits,
    seenUntil: row.seen_until,
    exhibitsErased:
      row.exhibits_erased_at === null || row.exhibits_erased_because === null
        ? null
        : { at: row.exhibits_erased_at, because: row.exhibits_erased_because },
    state: row.state,
    ageSeconds: Math.max(0, (millisecondsOf(now) - millisecondsOf(row.since)) / 1000),
    incident: row.incident,
    dismissal: row.dismissal_reason === null ? null : { reason: row.dismissal_reason, note: row.dismissal_note ?? "" },
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  };
}
