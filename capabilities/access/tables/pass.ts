import { type Migration, projecting } from "@cordon/ground";
import type { Instant, PassNumber } from "@cordon/kernel";
import { type Kysely, type Selectable, sql } from "kysely";
import type { FoundPass } from "../rules/pass-desk.ts";
import {
  type CategoryCode,
  type KeyId,
  PassesIssued,
  PassesReinstated,
  PassesRevoked,
  type PassView,
  type RevocationReason,
  type ZoneCode,
} from "../words.ts";

export interface PassTables {
  access_pass: {
    number: PassNumber;
    category: CategoryCode;
    zones: readonly ZoneCode[];
    not_before: Instant;
    not_after: Instant;
    holder: "person" | "vehicle";
    kid: KeyId;
    issued_at: Instant;
    revoked_at: Instant | null;
    revocation_reason: RevocationReason | null;
    revocation_note: string | null;
    /** The number of the entry that last revoked or reinstated it; null when none ever did. The highest of all is the revocations' version. */
    revocation_seq: number | null;
  };
}

export const passMigration: Migration = {
  capability: "access",
  name: "0003-passes",
  async up(db) {
    await sql`create table access_pass (
      number bigint primary key,
      category text not null,
      zones text[] not null,
      not_before timestamptz not null,
      not_after timestamptz not null,
      holder text not null,
      kid text not null,
      issued_at timestamptz not null,
      revoked_at timestamptz,
      revocation_reason text,
      revocation_note text,
      revocation_seq bigint
    )`.execute(db);
    // Few of a million passes are ever revoked: both stay small.
    await sql`create index access_pass_revoked on access_pass (number) where revoked_at is not null`.execute(db);
    await sql`create index access_pass_revocation_seq on access_pass (revocation_seq) where revocation_seq is not null`.execute(
      db,
    );
  },
};

const project = projecting<PassTables>();

export const passProjections = [
  // A run is one row of the entry and as many of the table as it has passes: the database multiplies.
  project(PassesIssued, (tx, { data, at }) => {
    let offset = 0;
    const first = data.runs.map(({ count }) => {
      const start = data.first + offset;
      offset += count;
      return start;
    });
    return sql`insert into access_pass (number, category, zones, not_before, not_after, holder, kid, issued_at)
      select run.first + n, run.category, string_to_array(run.zones, ' '), run.not_before, run.not_after, run.holder, ${data.kid}, ${at}
      from unnest(
        ${first}::bigint[],
        ${data.runs.map((run) => run.count)}::int[],
        ${data.runs.map((run) => run.category)}::text[],
        ${data.runs.map((run) => run.zones.join(" "))}::text[],
        ${data.runs.map((run) => run.notBefore)}::timestamptz[],
        ${data.runs.map((run) => run.notAfter)}::timestamptz[],
        ${data.runs.map((run) => run.holder)}::text[]
      ) as run (first, count, category, zones, not_before, not_after, holder)
      cross join lateral generate_series(0, run.count - 1) as n`.execute(tx);
  }),
  project(PassesRevoked, (tx, { data, at, seq }) =>
    tx
      .updateTable("access_pass")
      .set({ revoked_at: at, revocation_reason: data.reason, revocation_note: data.note, revocation_seq: seq })
      .where(sql<boolean>`number = any(${data.passes}::bigint[])`)
      .execute(),
  ),
  project(PassesReinstated, (tx, { data, seq }) =>
    tx
      .updateTable("access_pass")
      .set({ revoked_at: null, revocation_reason: null, revocation_note: null, revocation_seq: seq })
      .where(sql<boolean>`number = any(${data.passes}::bigint[])`)
      .execute(),
  ),
];

/** Each pass that was asked about as it stands, in the order asked; one never given out has no state. */
export async function foundPasses(
  read: Kysely<PassTables>,
  passes: readonly PassNumber[],
): Promise<readonly FoundPass[]> {
  const rows = await read
    .selectFrom("access_pass")
    .select(["number", sql<boolean>`revoked_at is not null`.as("revoked")])
    .where(sql<boolean>`number = any(${passes}::bigint[])`)
    .execute();
  const revoked = new Map(rows.map((row) => [row.number, row.revoked]));
  return passes.map((number) => {
    const found = revoked.get(number);
    return { number, state: found === undefined ? null : found ? "revoked" : "issued" };
  });
}

/** A pass as the desk sees it, null for a number never given out. */
export async function passByNumber(read: Kysely<PassTables>, number: PassNumber): Promise<PassView | null> {
  const row = await read.selectFrom("access_pass").selectAll().where("number", "=", number).executeTakeFirst();
  return row === undefined ? null : passView(row);
}

export function passView(row: Selectable<PassTables["access_pass"]>): PassView {
  const { number, category, zones, holder, kid } = row;
  return {
    number,
    category,
    zones,
    notBefore: row.not_before,
    notAfter: row.not_after,
    holder,
    kid,
    issuedAt: row.issued_at,
    revoked:
      row.revoked_at === null || row.revocation_reason === null
        ? null
        : { at: row.revoked_at, reason: row.revocation_reason, note: row.revocation_note ?? "" },
  };
}
