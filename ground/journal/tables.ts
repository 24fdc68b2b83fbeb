import { sql } from "kysely";
import type { OwnedTable } from "../capability.ts";
import type { Migration } from "../store/migration.ts";

/** The journal's own tables. They are the source every other table follows from, so no rebuild touches them. */
export const journalTables: readonly OwnedTable[] = [
  { name: "journal_entry", key: ["seq"], derivedFrom: "own" },
  { name: "journal_head", key: ["one"], derivedFrom: "own" },
  { name: "journal_node", key: ["level", "position"], derivedFrom: "own" },
  { name: "journal_checkpoint", key: ["size"], derivedFrom: "own" },
];

/**
 * `journal_entry.body` is the envelope's canonical JSON: exactly the bytes that the leaf hash covers. `journal_node` holds the
 * hashes of tile levels 1 and up, so that no tile costs more than 256 rows. `journal_checkpoint` keeps a signed checkpoint every
 * few thousand entries: what was once said about the past can be held against the journal later.
 */
export const journalMigrations: readonly Migration[] = [
  {
    capability: "journal",
    name: "0001-journal",
    async up(db) {
      await sql`create table journal_entry (
        seq bigint primary key check (seq >= 0),
        kind text not null,
        at timestamptz not null,
        leaf_hash bytea not null,
        body text not null)`.execute(db);
      await sql`create table journal_head (
        one boolean primary key default true check (one),
        size bigint not null,
        frontier bytea not null,
        checkpoint text not null,
        verifier_key text not null) with (fillfactor = 10)`.execute(db);
      await sql`create table journal_node (
        level smallint not null, position bigint not null, hash bytea not null,
        primary key (level, position))`.execute(db);
      await sql`create table journal_checkpoint (size bigint primary key, note text not null)`.execute(db);
    },
  },
];
