import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import type { BlobHash, Instant } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { StandingModel } from "../rules/model.ts";
import { DETECTED } from "../words/detection.ts";
import {
  type Layout,
  ModelAdded,
  ModelReady,
  ModelRefused,
  ModelRemoved,
  type ModelState,
  ModelUsed,
  type ModelView,
} from "../words/model.ts";

export interface ModelTables {
  detector_model: {
    sha256: BlobHash;
    name: string;
    source: string;
    licence: string;
    classes: JSONColumnType<readonly string[] | null, string, string>;
    state: ModelState;
    because: string | null;
    since: Instant;
    bytes: number | null;
    layout: JSONColumnType<Layout | null, string, string>;
    used: boolean;
  };
}

export const modelMigration: Migration = {
  capability: "watch",
  name: "0005-models",
  async up(db) {
    await sql`create table detector_model (
      sha256 text primary key,
      name text not null,
      source text not null,
      licence text not null,
      classes jsonb not null,
      state text not null,
      because text,
      since timestamptz not null,
      bytes integer,
      layout jsonb not null,
      used boolean not null
    )`.execute(db);
  },
};

export const modelTables: readonly OwnedTable[] = [{ name: "detector_model", key: ["sha256"], derivedFrom: "journal" }];

const project = projecting<ModelTables>();
const NOT_LOOKED_AT = { because: null, bytes: null, layout: "null", used: false } as const;

export const modelProjections = [
  project(ModelAdded, (tx, { data: { sha256, name, source, licence, classes }, at }) => {
    const said = { name, source, licence, classes: JSON.stringify(classes), state: "waiting" as const, since: at };
    return tx
      .insertInto("detector_model")
      .values({ sha256, ...said, ...NOT_LOOKED_AT })
      .onConflict((conflict) => conflict.column("sha256").doUpdateSet({ ...said, ...NOT_LOOKED_AT }))
      .execute();
  }),
  project(ModelReady, (tx, { data: { sha256, bytes, layout }, at }) =>
    tx
      .updateTable("detector_model")
      .set({ state: "ready", since: at, bytes, layout: JSON.stringify(layout) })
      .where("sha256", "=", sha256)
      .execute(),
  ),
  project(ModelRefused, (tx, { data: { sha256, because }, at }) =>
    tx
      .updateTable("detector_model")
      .set({ state: "refused", because, since: at })
      .where("sha256", "=", sha256)
      .execute(),
  ),
  project(ModelRemoved, (tx, { data: { sha256 }, at }) =>
    tx
      .updateTable("detector_model")
      .set({ state: "removed", since: at, ...NOT_LOOKED_AT })
      .where("sha256", "=", sha256)
      .execute(),
  ),
  project(ModelUsed, (tx, { data: { sha256 } }) =>
    tx
      .updateTable("detector_model")
      .set({ used: sql<boolean>`sha256 = ${sha256 ?? ""}` })
      .execute(),
  ),
];

type Row = Selectable<ModelTables["detector_model"]>;

function standing({ sha256, name, source, licence, classes, state, layout, used }: Row): StandingModel {
  return {
    said: { sha256, name, source, licence, classes: classes === null ? null : [...classes] },
    state,
    layout,
    used,
  };
}

export async function modelBySha256(read: Kysely<ModelTables>, sha256: BlobHash): Promise<StandingModel | null> {
  const row = await read.selectFrom("detector_model").selectAll().where("sha256", "=", sha256).executeTakeFirst();
  return row === undefined ? null : standing(row);
}

export async function usedModel(read: Kysely<ModelTables>): Promise<StandingModel | null> {
  const row = await read.selectFrom("detector_model").selectAll().where("used", "=", true).executeTakeFirst();
  return row === undefined ? null : standing(row);
}

export async function modelsIn(read: Kysely<ModelTables>, state: ModelState): Promise<StandingModel[]> {
  const rows = await read
    .selectFrom("detector_model")
    .selectAll()
    .where("state", "=", state)
    .orderBy("since")
    .execute();
  return rows.map(standing);
}

export async function modelViews(read: Kysely<ModelTables>): Promise<ModelView[]> {
  const rows = await read
    .selectFrom("detector_model")
    .selectAll()
    .where("state", "!=", "removed")
    .orderBy("name")
    .execute();
  return rows.map(({ classes: _long, layout, ...row }) => ({
    ...row,
    family: layout?.family ?? null,
    width: layout?.width ?? null,
    height: layout?.height ?? null,
    tells: DETECTED.filter((word) => layout?.classes.includes(word)),
  }));
}
