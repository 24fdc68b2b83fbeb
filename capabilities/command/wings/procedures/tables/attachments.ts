import type { Migration } from "@cordon/ground";
import { projecting } from "@cordon/ground";
import { type BlobHash, IncidentAttachmentErased, type IncidentId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { LineWithFiles } from "../rules/attachments.ts";
import type { Tables } from "./rows.ts";

export const attachmentMigration: Migration = {
  capability: "command",
  name: "0036-attachments-erased",
  async up(db) {
    await sql`create table attachment_erased (seq bigint primary key, blob text not null)`.execute(db);
    await sql`create index incident_log_exhibits on incident_log using gin (exhibits jsonb_path_ops) where exhibits is not null`.execute(
      db,
    );
  },
};

const project = projecting<Tables>();

export const attachmentProjections = [
  project(IncidentAttachmentErased, (tx, { seq, data }) =>
    tx.insertInto("attachment_erased").values({ seq, blob: data.blob }).execute(),
  ),
];

/** A line of an incident's log; null where the incident has no such line. */
export async function lineWithFiles(
  read: Kysely<Tables>,
  incident: IncidentId,
  seq: number,
): Promise<LineWithFiles | null> {
  const row = await read
    .selectFrom("incident_log")
    .select(["seq", "incident", "exhibits"])
    .where("incident", "=", incident)
    .where("seq", "=", seq)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, exhibits: row.exhibits ?? [] };
}

/** How many lines and signals name a file. */
export async function namedBy(read: Kysely<Tables>, blob: BlobHash): Promise<number> {
  const named = JSON.stringify([{ blob }]);
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from incident_log where exhibits @> ${named}::jsonb)
      + (select count(*) from signal where exhibits_erased_at is null and exhibits @> ${named}::jsonb) as count`.execute(
    read,
  );
  return rows[0]?.count ?? 0;
}
