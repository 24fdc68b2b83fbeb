import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import type { CameraId, DeviceId, Instant, MandateId, PlaceId, SubjectId } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { EventKind, Scene } from "./analysis/scene.ts";
import type { StandingCamera } from "./rules.ts";
import {
  endedMigration,
  exhibitMigration,
  exhibitProjections,
  type ExhibitTables,
  exhibitTables,
} from "./tables/exhibits.ts";
import { modelMigration, modelProjections, type ModelTables, modelTables } from "./tables/models.ts";
import { qualityMigration, qualityProjections, type QualityTables, qualityTables } from "./tables/quality.ts";
import { scoreMigration, scoreProjections, type ScoreTables, scoreTables } from "./tables/score.ts";
import {
  type Camera,
  CameraChanged,
  CameraLost,
  CameraRecovered,
  CameraRegistered,
  CameraRemoved,
  CameraStarted,
  type CameraState,
  CameraStopped,
  type CameraView,
} from "./words.ts";

export interface WatchTables extends QualityTables, ScoreTables, ExhibitTables, ModelTables {
  camera: {
    id: CameraId;
    reference: string;
    name_fr: string;
    name_en: string;
    place: PlaceId | null;
    lon: number;
    lat: number;
    heading_degrees: number;
    field_of_view_degrees: number;
    range_metres: number;
    purpose: string;
    scene: JSONColumnType<Scene, string, string>;
    playback: Camera["playback"];
    source: SubjectId;
    shown_address: string;
    shown_sub_address: string | null;
    edge: DeviceId | null;
    state: CameraState;
    because: string | null;
    detail: string | null;
    since: Instant;
    mandate: MandateId | null;
  };
}

export const migrations: readonly Migration[] = [
  {
    capability: "watch",
    name: "0001-cameras",
    async up(db) {
      await sql`create table camera (
        id text primary key,
        reference text not null unique,
        name_fr text not null,
        name_en text not null,
        place text,
        lon double precision not null,
        lat double precision not null,
        heading_degrees double precision not null,
        field_of_view_degrees double precision not null,
        range_metres double precision not null,
        purpose text not null,
        scene jsonb not null,
        playback text not null,
        source text not null,
        shown_address text not null,
        state text not null,
        because text,
        detail text,
        since timestamptz not null,
        mandate text
      )`.execute(db);
    },
  },
  qualityMigration,
  scoreMigration,
  exhibitMigration,
  modelMigration,
  {
    capability: "watch",
    name: "0006-edges",
    async up(db) {
      await sql`alter table camera add column shown_sub_address text, add column edge text`.execute(db);
    },
  },
  endedMigration,
];

export const tables: readonly OwnedTable[] = [
  { name: "camera", key: ["id"], derivedFrom: "journal" },
  ...qualityTables,
  ...scoreTables,
  ...exhibitTables,
  ...modelTables,
];

const project = projecting<WatchTables>();

export const projections = [
  project(CameraRegistered, (tx, { data, at }) =>
    tx
      .insertInto("camera")
      .values({
        id: data.id,
        ...columnsOf(data),
        state: "stopped",
        because: "new",
        detail: null,
        since: at,
        mandate: null,
      })
      .execute(),
  ),
  project(CameraChanged, (tx, { data }) =>
    tx.updateTable("camera").set(columnsOf(data)).where("id", "=", data.id).execute(),
  ),
  project(CameraRemoved, (tx, { data }) => tx.deleteFrom("camera").where("id", "=", data.camera).execute()),
  project(CameraStarted, (tx, { data, at, mandate }) =>
    stand(tx, data.camera, { state: "running", because: null, detail: null, since: at, mandate }),
  ),
  project(CameraStopped, (tx, { data, at }) =>
    stand(tx, data.camera, { state: "stopped", because: data.because, detail: data.detail, since: at, mandate: null }),
  ),
  project(CameraLost, (tx, { data, at }) =>
    stand(tx, data.camera, { state: "lost", because: data.because, detail: data.detail, since: at, mandate: null }),
  ),
  project(CameraRecovered, (tx, { data, at, mandate }) =>
    stand(tx, data.camera, { state: "running", because: null, detail: null, since: at, mandate }),
  ),
  ...qualityProjections,
  ...scoreProjections,
  ...exhibitProjections,
  ...modelProjections,
];

type Standing = Pick<WatchTables["camera"], "state" | "because" | "detail" | "since" | "mandate">;

function stand(tx: Kysely<WatchTables>, camera: CameraId, standing: Standing): Promise<unknown> {
  return tx.updateTable("camera").set(standing).where("id", "=", camera).execute();
}

function columnsOf(camera: Camera) {
  const [lon, lat] = camera.position;
  return {
    reference: camera.reference,
    name_fr: camera.name.fr,
    name_en: camera.name.en,
    place: camera.place,
    lon,
    lat,
    heading_degrees: camera.headingDegrees,
    field_of_view_degrees: camera.fieldOfViewDegrees,
    range_metres: camera.rangeMetres,
    purpose: camera.purpose,
    scene: JSON.stringify(camera.scene),
    playback: camera.playback,
    source: camera.source,
    shown_address: camera.shownAddress,
    shown_sub_address: camera.shownSubAddress,
    edge: camera.edge,
  };
}

type Row = Selectable<WatchTables["camera"]> & { readonly suspended: readonly EventKind[] };

/** Cameras with the events of theirs that are suspended; add `where` and order. */
export function cameras(read: Kysely<WatchTables>) {
  const suspended = sql<readonly EventKind[]>`coalesce(
    (select jsonb_agg(said.kind order by said.kind) from camera_event said
      where said.camera = camera.id and said.suspended_since is not null), '[]')`;
  return read.selectFrom("camera").selectAll("camera").select(suspended.as("suspended"));
}

function cameraOf(row: Row): Camera {
  return {
    id: row.id,
    reference: row.reference,
    name: { fr: row.name_fr, en: row.name_en },
    place: row.place,
    position: [row.lon, row.lat],
    headingDegrees: row.heading_degrees,
    fieldOfViewDegrees: row.field_of_view_degrees,
    rangeMetres: row.range_metres,
    purpose: row.purpose,
    scene: row.scene,
    playback: row.playback,
    source: row.source,
    shownAddress: row.shown_address,
    shownSubAddress: row.shown_sub_address,
    edge: row.edge,
  };
}

export function viewOf(row: Row): CameraView {
  const { source: _kept, ...camera } = cameraOf(row);
  return {
    ...camera,
    state: row.state,
    because: row.because,
    detail: row.detail,
    since: row.since,
    mandate: row.mandate,
    suspended: row.suspended,
  };
}

function standing(row: Row): StandingCamera {
  const { state, because, since, mandate, suspended } = row;
  return { camera: cameraOf(row), state, because, since, mandate, suspended };
}

function standingOf(row: Row | undefined): StandingCamera | null {
  return row === undefined ? null : standing(row);
}

export async function cameraById(read: Kysely<WatchTables>, id: CameraId): Promise<StandingCamera | null> {
  return standingOf(await cameras(read).where("id", "=", id).executeTakeFirst());
}

export async function cameraByReference(read: Kysely<WatchTables>, reference: string): Promise<StandingCamera | null> {
  return standingOf(await cameras(read).where("reference", "=", reference).executeTakeFirst());
}

export async function allCameras(read: Kysely<WatchTables>): Promise<StandingCamera[]> {
  const rows = await cameras(read).orderBy("reference").execute();
  return rows.map(standing);
}
