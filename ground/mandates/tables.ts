import {
  type Instant,
  type Mandate,
  MandateEnded,
  MandateGranted,
  type MandateId,
  MandateUsed,
  MandateUseEnded,
  type Polygon,
  type Processing,
  type VideoEvent,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { OwnedTable } from "../capability.ts";
import { operating } from "../operation.ts";
import { projecting } from "../projection.ts";
import type { Migration } from "../store/migration.ts";

export interface MandateRow {
  readonly id: MandateId;
  readonly reference: string;
  readonly authority: string;
  readonly legal_basis: string;
  readonly processings: readonly Processing[];
  readonly events: readonly VideoEvent[];
  readonly purpose: string;
  readonly statement: Mandate["statement"];
  readonly area: Polygon;
  readonly period_from: Instant;
  readonly period_until: Instant;
  readonly retention_days: number;
  readonly ended_at: Instant | null;
  readonly ended_because: string | null;
}

export interface MandateUseRow {
  readonly mandate: MandateId;
  readonly processing: Processing;
  readonly what: string;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly because: string | null;
}

export interface MandateTables {
  mandate: MandateRow;
  mandate_use: MandateUseRow;
}

export const tables: readonly OwnedTable[] = [
  { name: "mandate", key: ["id"], derivedFrom: "journal" },
  { name: "mandate_use", key: ["mandate", "processing", "what", "since"], derivedFrom: "journal" },
];

export const migrations: readonly Migration[] = [
  {
    capability: "mandates",
    name: "0001-mandates",
    async up(db) {
      for (const statement of [
        sql`create table mandate (
          id text primary key, reference text not null unique, authority text not null, legal_basis text not null, processings text[] not null,
          events text[] not null, purpose text not null, statement jsonb not null, area jsonb not null, period_from timestamptz not null,
          period_until timestamptz not null, retention_days double precision not null, ended_at timestamptz, ended_because text)`,
        sql`create table mandate_use (
          mandate text not null, processing text not null, what text not null, since timestamptz not null, until timestamptz, because text,
          primary key (mandate, processing, what, since))`,
        // The register shows what runs, then what ran last.
        sql`create index mandate_use_since on mandate_use (since desc)`,
      ]) {
        await statement.execute(db);
      }
    },
  },
];

const project = projecting<MandateTables>();

export const projections = [
  project(MandateGranted, (tx, { data }) =>
    tx
      .insertInto("mandate")
      .values({
        id: data.id,
        reference: data.reference,
        authority: data.authority,
        legal_basis: data.legalBasis,
        processings: data.processings,
        events: data.events,
        purpose: data.purpose,
        statement: data.statement,
        area: data.area,
        period_from: data.period.from,
        period_until: data.period.until,
        retention_days: data.retentionDays,
        ended_at: null,
        ended_because: null,
      })
      .execute(),
  ),
  project(MandateEnded, (tx, { data, at }) =>
    tx
      .updateTable("mandate")
      .set({ ended_at: at, ended_because: data.because })
      .where("id", "=", data.mandate)
      .where("ended_at", "is", null)
      .execute(),
  ),
  project(MandateUsed, (tx, { data }) =>
    tx
      .insertInto("mandate_use")
      .values({
        mandate: data.mandate,
        processing: data.processing,
        what: data.what,
        since: data.from,
        until: null,
        because: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  ),
  project(MandateUseEnded, (tx, { data }) =>
    tx
      .updateTable("mandate_use")
      .set({ until: data.until, because: data.because })
      .where("mandate", "=", data.mandate)
      .where("processing", "=", data.processing)
      .where("what", "=", data.what)
      .where("since", "=", data.from)
      .execute(),
  ),
];

export const { query, command } = operating<MandateTables>();

export function mandateOf(row: MandateRow): Mandate {
  return {
    id: row.id,
    reference: row.reference,
    authority: row.authority,
    legalBasis: row.legal_basis,
    processings: row.processings,
    events: row.events,
    purpose: row.purpose,
    statement: row.statement,
    area: row.area,
    period: { from: row.period_from, until: row.period_until },
    retentionDays: row.retention_days,
    endedAt: row.ended_at,
    endedBecause: row.ended_because,
  };
}

/** Every mandate there ever was, the newest first. */
export async function allMandates(read: Kysely<MandateTables>): Promise<readonly Mandate[]> {
  const rows = await read
    .selectFrom("mandate")
    .selectAll()
    .orderBy("period_from", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(mandateOf);
}

/** The latest uses, at most `limit`: what runs now before what has ended. */
export async function latestUses(
  read: Kysely<MandateTables>,
  mandate: MandateId | null,
  limit: number,
): Promise<readonly MandateUseRow[]> {
  const all = read.selectFrom("mandate_use").selectAll();
  return (mandate === null ? all : all.where("mandate", "=", mandate))
    .orderBy(sql`until is not null`)
    .orderBy("since", "desc")
    .orderBy("what")
    .limit(limit)
    .execute();
}
