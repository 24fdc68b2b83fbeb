import type { SubjectId } from "@cordon/kernel";
import { sql } from "kysely";
import type { Migration } from "../store/migration.ts";

export interface VaultTables {
  vault_key: {
    readonly subject: SubjectId;
    readonly bucket: number;
    /** Which key of the ring `wrapped` is under. Of an erased subject: which one is still to be destroyed; null when it is. */
    readonly generation: string | null;
    readonly wrapped: Buffer | null;
    readonly erased: boolean;
  };
  vault_value: { readonly subject: SubjectId; readonly field: string; readonly sealed: Buffer };
}

export const migrations: readonly Migration[] = [
  {
    capability: "vault",
    name: "0001-keys-and-values",
    async up(db) {
      await sql`create table vault_key (
        subject text primary key, bucket smallint not null, generation text, wrapped bytea, erased boolean not null,
        check (erased = (wrapped is null)))`.execute(db);
      await sql`create index vault_key_by_bucket on vault_key (bucket)`.execute(db);
      await sql`create index vault_key_to_destroy on vault_key (bucket) where erased and generation is not null`.execute(
        db,
      );
      await sql`create table vault_value (
        subject text not null references vault_key, field text not null, sealed bytea not null,
        primary key (subject, field))`.execute(db);
    },
  },
];
