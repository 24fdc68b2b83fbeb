import type { Migration } from "@cordon/ground";
import { projecting } from "@cordon/ground";
import { type BlobHash, IncidentAttachmentErased, type IncidentId, type Instant } from "@cordon/kernel";
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

export const reportFileMigration: Migration = {
  capability: "command",
  name: "0037-report-files",
  async up(db) {
    await sql`create index signal_report_files on signal (seq) where camera is null and exhibits <> '[]'`.execute(db);
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

const ofReports = (read: Kysely<Tables>) =>
  read.selectFrom("signal").where("signal.camera", "is", null).where(sql<boolean>`signal.exhibits <> '[]'`);

/** Reports of people whose files are there, the oldest first: those that were dismissed, undecided for long, or whose incident is over. */
export function reportsWithFiles(
  read: Kysely<Tables>,
  before: { readonly dismissed: Instant; readonly ended: Instant },
  most: number,
) {
  return ofReports(read)
    .leftJoin("incident", "incident.id", "signal.incident")
    .select(["signal.id", "signal.state", "signal.noticed_at", "signal.decided_at", "signal.exhibits"])
    .select((row) =>
      row
        .case()
        .when("incident.state", "=", "closed")
        .then(row.ref("incident.closed_at"))
        .else(null)
        .end()
        .as("incident_closed_at"),
    )
    .where("signal.exhibits_erased_at", "is", null)
    .where((row) =>
      row.or([
        row.and([row("signal.state", "=", "dismissed"), row("signal.decided_at", "<=", before.dismissed)]),
        row.and([row("signal.state", "=", "waiting"), row("signal.noticed_at", "<=", before.ended)]),
        row.and([row("incident.state", "=", "closed"), row("incident.closed_at", "<=", before.ended)]),
      ]),
    )
    .orderBy("signal.seq")
    .limit(most)
    .execute();
}

/** Files of reports that were said to be erased at `since` or later. */
export function erasedReports(read: Kysely<Tables>, since: Instant | null) {
  let rows = ofReports(read)
    .select(["signal.exhibits_erased_at as at", "signal.exhibits"])
    .where("signal.exhibits_erased_at", "is not", null);
  if (since !== null) rows = rows.where("signal.exhibits_erased_at", ">=", since);
  return rows.orderBy("signal.exhibits_erased_at").execute();
}
