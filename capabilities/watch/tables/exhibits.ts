import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import {
  type Actor,
  type BlobHash,
  type CameraId,
  type ErasedBecause,
  type Exhibit,
  type Instant,
  type MandateId,
  SignalConfirmed,
  SignalDismissed,
  SignalEnded,
  SignalExhibitsAdded,
  SignalExhibitsErased,
  type SignalId,
  SignalMerged,
  SignalRaised,
  SignalReopened,
  type SignalState,
  type SubjectId,
} from "@cordon/kernel";
import { type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { KeptSignal, Lift } from "../rules/exhibits.ts";
import { OriginalsSealed, PixelationLifted } from "../words/exhibits.ts";

export interface ExhibitTables {
  /** What is kept of the seconds around each signal of a camera. */
  kept_signal: {
    signal: SignalId;
    camera: CameraId;
    mandate: MandateId | null;
    noticed_at: Instant;
    state: SignalState;
    decided_at: Instant | null;
    exhibits: JSONColumnType<Exhibit[], string, string>;
    subject: SubjectId | null;
    originals: JSONColumnType<Exhibit[], string, string>;
    erased_at: Instant | null;
    erased_because: ErasedBecause | null;
    seen_until: Instant | null;
  };
  pixelation_lift: {
    seq: number;
    signal: SignalId;
    by: JSONColumnType<Actor, string, string>;
    at: Instant;
    reason: string;
  };
}

export const exhibitMigration: Migration = {
  capability: "watch",
  name: "0004-exhibits",
  async up(db) {
    await sql`create table kept_signal (
      signal text primary key,
      camera text not null,
      mandate text,
      noticed_at timestamptz not null,
      state text not null,
      decided_at timestamptz,
      exhibits jsonb not null,
      subject text,
      originals jsonb not null,
      erased_at timestamptz,
      erased_because text
    )`.execute(db);
    // What may have to go: the worker's question, every few seconds.
    await sql`create index kept_signal_kept on kept_signal (noticed_at) where erased_at is null`.execute(db);
    await sql`create table pixelation_lift (
      seq bigint primary key,
      signal text not null,
      by jsonb not null,
      at timestamptz not null,
      reason text not null
    )`.execute(db);
    await sql`create index pixelation_lift_signal on pixelation_lift (signal)`.execute(db);
  },
};

/** What the signal told of is over: said once, whoever says it again. */
export const endedMigration: Migration = {
  capability: "watch",
  name: "0007-ended",
  async up(db) {
    await sql`alter table kept_signal add column seen_until timestamptz`.execute(db);
  },
};

export const exhibitTables: readonly OwnedTable[] = [
  { name: "kept_signal", key: ["signal"], derivedFrom: "journal" },
  { name: "pixelation_lift", key: ["seq"], derivedFrom: "journal" },
];

const project = projecting<ExhibitTables>();

export const exhibitProjections = [
  project(SignalRaised, async (tx, { data, mandate }) => {
    if (data.camera === null) return;
    await tx
      .insertInto("kept_signal")
      .values({
        signal: data.id,
        camera: data.camera,
        mandate,
        noticed_at: data.noticedAt,
        state: "waiting",
        decided_at: null,
        exhibits: JSON.stringify(data.exhibits),
        subject: null,
        originals: "[]",
        erased_at: null,
        erased_because: null,
        seen_until: null,
      })
      .onConflict((conflict) => conflict.column("signal").doNothing())
      .execute();
  }),
  project(SignalExhibitsAdded, (tx, { data }) =>
    tx
      .updateTable("kept_signal")
      .set({ exhibits: sql`exhibits || ${JSON.stringify(data.exhibits)}::jsonb` })
      .where("signal", "=", data.signal)
      .execute(),
  ),
  project(OriginalsSealed, (tx, { data }) =>
    tx
      .updateTable("kept_signal")
      .set({ subject: data.subject, originals: sql`originals || ${JSON.stringify(data.exhibits)}::jsonb` })
      .where("signal", "=", data.signal)
      .execute(),
  ),
  project(SignalConfirmed, (tx, { at, data }) => decided(tx, data.signal, "confirmed", at)),
  project(SignalMerged, (tx, { at, data }) => decided(tx, data.signal, "merged", at)),
  project(SignalDismissed, (tx, { at, data }) => decided(tx, data.signal, "dismissed", at)),
  project(SignalReopened, (tx, { data }) => decided(tx, data.signal, "waiting", null)),
  project(SignalEnded, (tx, { data }) =>
    tx.updateTable("kept_signal").set({ seen_until: data.seenUntil }).where("signal", "=", data.signal).execute(),
  ),
  project(SignalExhibitsErased, (tx, { at, data }) =>
    tx
      .updateTable("kept_signal")
      .set({ erased_at: at, erased_because: data.because })
      .where("signal", "=", data.signal)
      .execute(),
  ),
  project(PixelationLifted, (tx, { seq, at, by, data }) =>
    tx
      .insertInto("pixelation_lift")
      .values({ seq, signal: data.signal, by: JSON.stringify(by), at, reason: data.reason })
      .execute(),
  ),
];

function decided(tx: Kysely<ExhibitTables>, signal: SignalId, state: SignalState, at: Instant | null) {
  return tx.updateTable("kept_signal").set({ state, decided_at: at }).where("signal", "=", signal).execute();
}

export function keptOf(row: Selectable<ExhibitTables["kept_signal"]>): KeptSignal {
  return {
    signal: row.signal,
    camera: row.camera,
    mandate: row.mandate,
    noticedAt: row.noticed_at,
    state: row.state,
    decidedAt: row.decided_at,
    exhibits: row.exhibits,
    subject: row.subject,
    originals: row.originals,
    seenUntil: row.seen_until,
    erased:
      row.erased_at === null || row.erased_because === null ? null : { at: row.erased_at, because: row.erased_because },
  };
}

export async function keptSignal(read: Kysely<ExhibitTables>, signal: SignalId): Promise<KeptSignal | null> {
  const row = await read.selectFrom("kept_signal").selectAll().where("signal", "=", signal).executeTakeFirst();
  return row === undefined ? null : keptOf(row);
}

/** Everything whose pictures are still there. */
export async function keptSignals(read: Kysely<ExhibitTables>): Promise<KeptSignal[]> {
  const rows = await read
    .selectFrom("kept_signal")
    .selectAll()
    .where("erased_at", "is", null)
    .where(sql<boolean>`(exhibits <> '[]'::jsonb or originals <> '[]'::jsonb)`)
    .orderBy("noticed_at")
    .execute();
  return rows.map(keptOf);
}

/** Whether any signal still has this among the pictures everybody sees: two signals of one picture have one still. */
export async function isWanted(read: Kysely<ExhibitTables>, blob: BlobHash): Promise<boolean> {
  const row = await read
    .selectFrom("kept_signal")
    .select("signal")
    .where("erased_at", "is", null)
    .where(sql<boolean>`exhibits @> ${JSON.stringify([{ blob }])}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everything that was erased: what a server that was stopped meanwhile may have left undone. */
export async function everythingErased(read: Kysely<ExhibitTables>): Promise<KeptSignal[]> {
  const rows = await read.selectFrom("kept_signal").selectAll().where("erased_at", "is not", null).execute();
  return rows.map(keptOf);
}

/** The oldest first. */
export async function liftsOf(read: Kysely<ExhibitTables>, signal: SignalId): Promise<Lift[]> {
  const rows = await read
    .selectFrom("pixelation_lift")
    .select(["by", "at", "reason"])
    .where("signal", "=", signal)
    .orderBy("seq")
    .limit(200)
    .execute();
  return rows.map(({ by, at, reason }) => ({ by, at, reason }));
}
