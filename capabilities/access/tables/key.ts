import { type Migration, projecting } from "@cordon/ground";
import type { Instant } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, sql } from "kysely";
import { type KeySet, KeysPublished } from "../words.ts";

export interface KeyTables {
  /** Every key set that was published. The one with the highest number counts. */
  access_key_set: {
    number: number;
    published_at: Instant;
    /** The root's public half, base64url. */
    root: string;
    key_set: JSONColumnType<KeySet, string, string>;
    signed: string;
  };
}

export const keyMigration: Migration = {
  capability: "access",
  name: "0002-keys",
  async up(db) {
    await sql`create table access_key_set (
      number int primary key,
      published_at timestamptz not null,
      root text not null,
      key_set jsonb not null,
      signed text not null
    )`.execute(db);
  },
};

const project = projecting<KeyTables>();

export const keyProjections = [
  project(KeysPublished, (tx, { data }) =>
    tx
      .insertInto("access_key_set")
      .values({
        number: data.keySet.number,
        published_at: data.keySet.publishedAt,
        root: data.root,
        key_set: JSON.stringify(data.keySet),
        signed: data.signed,
      })
      .onConflict((conflict) => conflict.column("number").doNothing())
      .execute(),
  ),
];

/** What readers of passes go by. */
export interface PublishedKeys {
  readonly root: string;
  readonly keySet: KeySet;
  readonly signed: string;
}

/** The key set in force, or null before the first. */
export async function publishedKeys(read: Kysely<KeyTables>): Promise<PublishedKeys | null> {
  const row = await read
    .selectFrom("access_key_set")
    .select(["root", "key_set", "signed"])
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { root: row.root, keySet: row.key_set, signed: row.signed };
}
