import { sql } from "kysely";
import type { OwnedTable } from "../capability.ts";
import type { Migration } from "../store/migration.ts";

export interface UploadTables {
  /** What people sent, so that an operation can name it by its hash alone. Not from the journal: an upload says nothing until an entry names it. */
  upload: {
    blob: string;
    media_type: string;
    bytes: number;
    at: string;
    /** An entry names it, or it was stored before it was sent: it is not swept. */
    kept: boolean;
    /** Its file is being erased: whoever sends the same now sends it again in a moment. */
    going: boolean;
  };
}

export const tables: readonly OwnedTable[] = [{ name: "upload", key: ["blob"], derivedFrom: "own" }];

export const migrations: readonly Migration[] = [
  {
    capability: "exhibits",
    name: "0001-uploads",
    async up(db) {
      await sql`create table upload (
        blob text primary key,
        media_type text not null,
        bytes bigint not null,
        at timestamptz not null,
        kept boolean not null,
        going boolean not null
      )`.execute(db);
      await sql`create index upload_unkept on upload (at) where not kept`.execute(db);
    },
  },
];
