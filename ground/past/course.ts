import type { Envelope, Instant } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { envelopeOf } from "../journal/leaf.ts";
import { type Schema, tablesOf } from "../store/schema.ts";

/** The journal as queries see it: whole now, and at a moment of the past the entries that were known. */
interface CourseTables {
  journal_entry: { seq: number; kind: string; at: Instant; body: string };
}

/** Entries `from` on and before `until`, in order, at most `limit`. */
export async function entriesBetween(
  read: Kysely<Schema>,
  { from, until, limit }: { readonly from: number; readonly until: number; readonly limit: number },
): Promise<readonly Envelope[]> {
  const rows = await tablesOf<CourseTables>(read)
    .selectFrom("journal_entry")
    .select("body")
    .where("seq", ">=", from)
    .where("seq", "<", until)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => envelopeOf(row.body));
}

/**
 * Of each thing, the last entry of these kinds that tells of it, before a number, and the number of the first one that did; its data calls it
 * `id`. It reads every entry of the kinds.
 */
export async function lastOfEach(
  read: Kysely<Schema>,
  {
    kinds,
    ids,
    before,
  }: { readonly kinds: readonly string[]; readonly ids: readonly string[]; readonly before: number },
): Promise<readonly { readonly last: Envelope; readonly first: number }[]> {
  const named = sql<string>`body::jsonb -> 'data' ->> 'id'`;
  const rows = await tablesOf<CourseTables>(read)
    .selectFrom("journal_entry")
    .select(["body", sql<number>`min(seq) over (partition by ${named})`.as("first")])
    .distinctOn(named)
    .where("kind", "in", kinds)
    .where("seq", "<", before)
    .where(sql<boolean>`${named} = any(${[...ids]})`)
    .orderBy(named)
    .orderBy("seq", "desc")
    .execute();
  return rows.map(({ body, first }) => ({ last: envelopeOf(body), first }));
}

/** How many entries there are, and when the last of them was written; null for a journal without one. */
export async function lastEntry(read: Kysely<Schema>): Promise<{ readonly size: number; readonly at: Instant } | null> {
  const last = await tablesOf<CourseTables>(read)
    .selectFrom("journal_entry")
    .select(["seq", "at"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? null : { size: last.seq + 1, at: last.at };
}

/** When an entry was written. */
export async function instantOfEntry(read: Kysely<Schema>, seq: number): Promise<Instant | null> {
  const found = await tablesOf<CourseTables>(read)
    .selectFrom("journal_entry")
    .select("at")
    .where("seq", "=", seq)
    .executeTakeFirst();
  return found?.at ?? null;
}

/**
 * How many of the first `size` entries had been written by an instant. Entries stand in the order of their instants, but for clocks of several
 * nodes that differ: within that, the first boundary found.
 */
export async function sizeAt(read: Kysely<Schema>, instant: Instant, size: number): Promise<number> {
  let from = 0;
  let until = size;
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    const at = await instantOfEntry(read, middle);
    if (at !== null && at <= instant) from = middle + 1;
    else until = middle;
  }
  return from;
}
