import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import {
  type Actor,
  type CameraId,
  type DismissalReason,
  type FalseAlertCause,
  type Instant,
  SignalConfirmed,
  SignalDismissed,
  type SignalId,
  SignalMerged,
  SignalRaised,
  SignalReopened,
  type SignalState,
} from "@cordon/kernel";
import { type Insertable, type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { StandingEvent } from "../rules/quality.ts";
import { CameraLost, CameraRecovered, CameraRemoved, CameraStarted, CameraStopped } from "../words.ts";
import {
  BudgetExceeded,
  BudgetSet,
  BudgetSettled,
  DEFAULT_BUDGET,
  type EventOfCamera,
  EventResumed,
  EventSuspended,
} from "../words/quality.ts";
import { EVENT_KINDS, type EventKind, type Scene } from "../words/scene.ts";
import { type KeptScore, ScoreKept } from "../words/score.ts";

export interface QualityTables {
  /** What cameras signalled, and what triage made of it. */
  camera_signal: {
    id: SignalId;
    camera: CameraId;
    kind: EventKind;
    noticed_at: Instant;
    state: SignalState;
    reason: DismissalReason | null;
    cause: FalseAlertCause | null;
  };
  /** When a camera's picture was analysed, and for what. */
  camera_period: {
    camera: CameraId;
    began: Instant;
    ended: Instant | null;
    kinds: JSONColumnType<readonly EventKind[], string, string>;
  };
  /** What was said of one event of one camera. */
  camera_event: {
    camera: CameraId;
    kind: EventKind;
    /** False alerts a day; null: the default. */
    budget: number | null;
    exceeded_since: Instant | null;
    exceeded_count: number | null;
    suspended_since: Instant | null;
    suspended_by: JSONColumnType<Actor, string, string> | null;
    suspended_why: string | null;
    score: JSONColumnType<KeptScore, string, string> | null;
  };
}

export const qualityMigration: Migration = {
  capability: "watch",
  name: "0002-quality",
  async up(db) {
    await sql`create table camera_signal (
      id text primary key,
      camera text not null,
      kind text not null,
      noticed_at timestamptz not null,
      state text not null,
      reason text,
      cause text
    )`.execute(db);
    await sql`create index camera_signal_lately on camera_signal (noticed_at, camera, kind)`.execute(db);
    await sql`create table camera_period (
      camera text not null,
      began timestamptz not null,
      ended timestamptz,
      kinds jsonb not null,
      primary key (camera, began)
    )`.execute(db);
    await sql`create table camera_event (
      camera text not null,
      kind text not null,
      budget double precision,
      exceeded_since timestamptz,
      exceeded_count integer,
      suspended_since timestamptz,
      suspended_by jsonb,
      suspended_why text,
      score jsonb,
      primary key (camera, kind)
    )`.execute(db);
  },
};

export const qualityTables: readonly OwnedTable[] = [
  { name: "camera_signal", key: ["id"], derivedFrom: "journal" },
  { name: "camera_period", key: ["camera", "began"], derivedFrom: "journal" },
  { name: "camera_event", key: ["camera", "kind"], derivedFrom: "journal" },
];

interface ProjectedTables extends QualityTables {
  camera: { id: CameraId; scene: JSONColumnType<Scene, string, string> };
}
const project = projecting<ProjectedTables>();

const NOTHING_SAID = {
  budget: null,
  exceeded_since: null,
  exceeded_count: null,
  suspended_since: null,
  suspended_by: null,
  suspended_why: null,
  score: null,
} as const;

export const qualityProjections = [
  project(SignalRaised, async (tx, { data }) => {
    const kind = EVENT_KINDS.find((each) => each === data.kind);
    if (data.camera === null || kind === undefined) return;
    await tx
      .insertInto("camera_signal")
      .values({
        id: data.id,
        camera: data.camera,
        kind,
        noticed_at: data.noticedAt,
        state: "waiting",
        reason: null,
        cause: null,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }),
  project(SignalConfirmed, (tx, { data }) => triaged(tx, data.signal, { state: "confirmed" })),
  project(SignalMerged, (tx, { data }) => triaged(tx, data.signal, { state: "merged" })),
  project(SignalDismissed, (tx, { data }) =>
    triaged(tx, data.signal, { state: "dismissed", reason: data.reason, cause: data.cause ?? null }),
  ),
  project(SignalReopened, (tx, { data }) => triaged(tx, data.signal, { state: "waiting" })),
  project(CameraStarted, (tx, { data, at }) => begin(tx, data.camera, at)),
  project(CameraRecovered, (tx, { data, at }) => begin(tx, data.camera, at)),
  project(CameraStopped, (tx, { data, at }) => end(tx, data.camera, at)),
  project(CameraLost, (tx, { data, at }) => end(tx, data.camera, at)),
  project(CameraRemoved, async (tx, { data }) => {
    await tx.deleteFrom("camera_signal").where("camera", "=", data.camera).execute();
    await tx.deleteFrom("camera_period").where("camera", "=", data.camera).execute();
    await tx.deleteFrom("camera_event").where("camera", "=", data.camera).execute();
  }),
  project(BudgetSet, (tx, { data }) => say(tx, data, { budget: data.falseAlertsADay })),
  project(BudgetExceeded, (tx, { data, at }) =>
    say(tx, data, { exceeded_since: at, exceeded_count: data.falseAlerts }),
  ),
  project(BudgetSettled, (tx, { data }) => say(tx, data, { exceeded_since: null, exceeded_count: null })),
  project(EventSuspended, (tx, { data, at, by }) =>
    say(tx, data, { suspended_since: at, suspended_by: JSON.stringify(by), suspended_why: data.why }),
  ),
  project(EventResumed, (tx, { data }) =>
    say(tx, data, { suspended_since: null, suspended_by: null, suspended_why: null }),
  ),
  project(ScoreKept, (tx, { data: { camera, ...score }, at }) =>
    say(tx, { camera, kind: score.kind }, { score: JSON.stringify({ ...score, at } satisfies KeptScore) }),
  ),
];

interface Triage {
  readonly state: SignalState;
  readonly reason?: DismissalReason | null;
  readonly cause?: FalseAlertCause | null;
}

function triaged(
  tx: Kysely<ProjectedTables>,
  id: SignalId,
  { state, reason = null, cause = null }: Triage,
): Promise<unknown> {
  return tx.updateTable("camera_signal").set({ state, reason, cause }).where("id", "=", id).execute();
}

async function begin(tx: Kysely<ProjectedTables>, camera: CameraId, at: Instant): Promise<void> {
  const asked = await tx.selectFrom("camera").select("scene").where("id", "=", camera).executeTakeFirst();
  const suspended = await suspendedKinds(tx, camera);
  const kinds = [...new Set((asked?.scene.events ?? []).map(({ kind }) => kind))].filter(
    (kind) => !suspended.includes(kind),
  );
  await tx
    .insertInto("camera_period")
    .values({ camera, began: at, ended: null, kinds: JSON.stringify(kinds) })
    .onConflict((conflict) =>
      conflict.columns(["camera", "began"]).doUpdateSet({ ended: null, kinds: JSON.stringify(kinds) }),
    )
    .execute();
}

function end(tx: Kysely<ProjectedTables>, camera: CameraId, at: Instant): Promise<unknown> {
  return tx
    .updateTable("camera_period")
    .set({ ended: at })
    .where("camera", "=", camera)
    .where("ended", "is", null)
    .execute();
}

type Said = Partial<Omit<Insertable<QualityTables["camera_event"]>, "camera" | "kind">>;

function say(tx: Kysely<ProjectedTables>, { camera, kind }: EventOfCamera, said: Said): Promise<unknown> {
  return tx
    .insertInto("camera_event")
    .values({ camera, kind, ...NOTHING_SAID, ...said })
    .onConflict((conflict) => conflict.columns(["camera", "kind"]).doUpdateSet(said))
    .execute();
}

/** Events of a camera that are suspended. */
export async function suspendedKinds(read: Kysely<QualityTables>, camera: CameraId): Promise<readonly EventKind[]> {
  const rows = await read
    .selectFrom("camera_event")
    .select("kind")
    .where("camera", "=", camera)
    .where("suspended_since", "is not", null)
    .execute();
  return rows.map(({ kind }) => kind);
}

/** How an event of a camera stands; as nothing was ever said of it where it has no row. */
export async function eventOf(read: Kysely<QualityTables>, { camera, kind }: EventOfCamera): Promise<StandingEvent> {
  const row = await read
    .selectFrom("camera_event")
    .selectAll()
    .where("camera", "=", camera)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return standingEvent({ camera, kind }, row);
}

export function standingEvent(
  { camera, kind }: EventOfCamera,
  row: Selectable<QualityTables["camera_event"]> | undefined,
): StandingEvent {
  return {
    camera,
    kind,
    falseAlertsADay: row?.budget ?? DEFAULT_BUDGET,
    budget: row?.exceeded_since == null ? "within" : "exceeded",
    event: row?.suspended_since == null ? "looked-for" : "suspended",
  };
}

/** Triaged signals of all cameras, or of one event, noticed from a moment on. */
export function signalsFrom(read: Kysely<QualityTables>, from: Instant, of?: Partial<EventOfCamera>) {
  let asked = read.selectFrom("camera_signal").selectAll().where("noticed_at", ">=", from);
  if (of?.camera !== undefined) asked = asked.where("camera", "=", of.camera);
  if (of?.kind !== undefined) asked = asked.where("kind", "=", of.kind);
  return asked.orderBy("noticed_at").execute();
}
