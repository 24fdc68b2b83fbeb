import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import { type CameraId, type Instant, type Refusal, type ScoreRunId } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { StandingRun } from "../rules/score.ts";
import { CameraRemoved } from "../words.ts";
import type { PictureSize, UprightPerson } from "../words/calibration.ts";
import type { EventKind, Scene } from "../words/scene.ts";
import {
  ScoreAsked,
  ScoreCancelled,
  ScoreDone,
  ScoreFailed,
  type ScoreLine,
  type ScoreRun,
  ScoreStarted,
  type ScoreState,
  type Sweep,
} from "../words/score.ts";
import { refuseWatch } from "../words/refusals.ts";

export interface ScoreTables {
  score_run: {
    id: ScoreRunId;
    camera: CameraId;
    clip: string;
    /** Null: that of the label. */
    scene: JSONColumnType<Scene, string, string> | null;
    sweep: JSONColumnType<Sweep, string, string> | null;
    state: ScoreState;
    because: string | null;
    sha256: string | null;
    lines: JSONColumnType<readonly ScoreLine[], string, string>;
    asked_at: Instant;
    changed_at: Instant;
  };
  /** How far a running replay is: not journalled. */
  score_progress: { run: ScoreRunId; share: number };
  /** What lies in the folder of labelled clips, as the worker last saw it. */
  labelled_clip: {
    clip: string;
    bytes: number;
    kinds: JSONColumnType<readonly EventKind[], string, string>;
    events: number;
    problem: string | null;
    keep_until: Instant;
  };
  /** Upright walkers seen lately, for calibration: boxes alone, and no longer than a quarter of an hour. */
  seen_upright: {
    camera: CameraId;
    picture: JSONColumnType<PictureSize, string, string>;
    people: JSONColumnType<readonly UprightPerson[], string, string>;
    newest: Instant;
  };
}

export const scoreMigration: Migration = {
  capability: "watch",
  name: "0003-score",
  async up(db) {
    await sql`create table score_run (
      id text primary key,
      camera text not null,
      clip text not null,
      scene jsonb,
      sweep jsonb,
      state text not null,
      because text,
      sha256 text,
      lines jsonb not null,
      asked_at timestamptz not null,
      changed_at timestamptz not null
    )`.execute(db);
    await sql`create index score_run_lately on score_run (asked_at desc)`.execute(db);
    await sql`create table score_progress (run text primary key, share double precision not null)`.execute(db);
    await sql`create table labelled_clip (
      clip text primary key,
      bytes double precision not null,
      kinds jsonb not null,
      events integer not null,
      problem text,
      keep_until timestamptz not null
    )`.execute(db);
    await sql`create table seen_upright (
      camera text primary key,
      picture jsonb not null,
      people jsonb not null,
      newest timestamptz not null
    )`.execute(db);
  },
};

export const scoreTables: readonly OwnedTable[] = [
  { name: "score_run", key: ["id"], derivedFrom: "journal" },
  { name: "score_progress", key: ["run"], derivedFrom: "own" },
  { name: "labelled_clip", key: ["clip"], derivedFrom: "own" },
  { name: "seen_upright", key: ["camera"], derivedFrom: "own" },
];

const project = projecting<ScoreTables>();

export const scoreProjections = [
  project(ScoreAsked, (tx, { data, at }) =>
    tx
      .insertInto("score_run")
      .values({
        id: data.run,
        camera: data.camera,
        clip: data.clip,
        scene: data.scene === null ? null : JSON.stringify(data.scene),
        sweep: data.sweep === null ? null : JSON.stringify(data.sweep),
        state: "queued",
        because: null,
        sha256: null,
        lines: "[]",
        asked_at: at,
        changed_at: at,
      })
      .execute(),
  ),
  project(ScoreStarted, (tx, { data, at }) => becomes(tx, data.run, { state: "running", changed_at: at })),
  project(ScoreDone, (tx, { data, at }) =>
    becomes(tx, data.run, {
      state: "done",
      changed_at: at,
      sha256: data.sha256,
      lines: JSON.stringify(data.lines),
    }),
  ),
  project(ScoreFailed, (tx, { data, at }) =>
    becomes(tx, data.run, { state: "failed", changed_at: at, because: data.because }),
  ),
  project(ScoreCancelled, (tx, { data, at }) => becomes(tx, data.run, { state: "cancelled", changed_at: at })),
  project(CameraRemoved, (tx, { data }) => tx.deleteFrom("score_run").where("camera", "=", data.camera).execute()),
];

interface Becoming {
  readonly state: ScoreState;
  readonly changed_at: Instant;
  readonly because?: string;
  readonly sha256?: string;
  readonly lines?: string;
}

function becomes(tx: Kysely<ScoreTables>, run: ScoreRunId, becoming: Becoming): Promise<unknown> {
  return tx.updateTable("score_run").set(becoming).where("id", "=", run).execute();
}

export type RunRow = Selectable<ScoreTables["score_run"]>;

export async function runById(read: Kysely<ScoreTables>, id: ScoreRunId): Promise<RunRow | Refusal> {
  const row = await read.selectFrom("score_run").selectAll().where("id", "=", id).executeTakeFirst();
  return row ?? refuseWatch("no-such-replay", "not-found", "there is no such replay", id);
}

export function standingRun({ id, camera, clip, sha256, state, lines }: RunRow): StandingRun {
  return { id, camera, clip, sha256, state, lines };
}

export function runView(row: RunRow, share: number | null): ScoreRun {
  return {
    id: row.id,
    camera: row.camera,
    clip: row.clip,
    sweep: row.sweep,
    state: row.state,
    progress: row.state === "running" ? share : null,
    because: row.because,
    askedAt: row.asked_at,
    changedAt: row.changed_at,
    lines: row.lines,
  };
}

/** What the label of a clip speaks of; nothing where there is none. */
export async function kindsOf(read: Kysely<ScoreTables>, clip: string): Promise<readonly EventKind[]> {
  const row = await read.selectFrom("labelled_clip").select("kinds").where("clip", "=", clip).executeTakeFirst();
  return row?.kinds ?? [];
}

/** Runs that a server left when it ended, and those that wait. */
export function unfinishedRuns(read: Kysely<ScoreTables>) {
  return read
    .selectFrom("score_run")
    .selectAll()
    .where("state", "in", ["queued", "running"])
    .orderBy("asked_at")
    .orderBy("id")
    .execute();
}
