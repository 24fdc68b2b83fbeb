import type pg from "pg";
import { errorCodeOf } from "../../store/problem.ts";
import { type BinaryRow, copyRows } from "./copy-rows.ts";
import type { Damage, JournalSource, KeptEntry, SourceProblem } from "./source.ts";

/** 2000-01-01T00:00:00Z, where PostgreSQL's timestamps begin. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

const COLUMNS = "select seq, kind, at, leaf_hash, body from journal_entry";
/** Entries looked at one by one where a portion cannot be read: a damaged page holds a few dozen. */
const PROBED = 100;
/** Places that cannot be read before it is left at that. */
const MAX_FAILURES = 20;
const NODES = "select level::bigint, position, hash from journal_node order by level, position";

/**
 * The journal in a database, in one snapshot: appending may go on meanwhile.
 * @param client a connection of its own, not in pipeline mode; ended with the source
 */
export async function journalInDatabase(client: pg.Client, where: string): Promise<JournalSource | SourceProblem> {
  try {
    // A page whose checksum fails is read all the same: the entries' own hashes then tell which of them was hit.
    await client.query("set ignore_checksum_failure = on").catch(() => {});
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0");
    // A million rows by the index's order need no sort, hence no disk.
    await client.query("set local enable_sort = off");
    await client.query("set local enable_seqscan = off");
    const heads = await client.query<{ size: number; frontier: Buffer; checkpoint: string; verifier_key: string }>(
      "select size, frontier, checkpoint, verifier_key from journal_head",
    );
    const [head] = heads.rows;
    if (head === undefined) return await without(client, "no-journal", `There is no journal in ${where} yet.`);
    const kept = await client.query<{ size: number; note: string }>(
      "select size, note from journal_checkpoint order by size",
    );
    return {
      where,
      verifierKey: head.verifier_key,
      head: head.checkpoint,
      frontier: { size: head.size, bytes: head.frontier },
      checkpoints: kept.rows,
      entries: () => entriesOf(client, head.size),
      nodes: () => nodesOf(client),
      [Symbol.asyncDispose]: () => client.end(),
    };
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === null) throw error;
    if (code === "42P01") return without(client, "no-journal", `There is no journal in ${where}.`);
    return without(
      client,
      "damaged",
      `The journal's head in ${where} cannot be read (${error instanceof Error ? error.message : code}).`,
    );
  }
}

async function without(client: pg.Client, problem: SourceProblem["problem"], message: string): Promise<SourceProblem> {
  await client.end().catch(() => {});
  return { problem, message };
}

/** Goes on behind what cannot be read, so that exactly that is named. */
async function* entriesOf(client: pg.Client, size: number): AsyncGenerator<readonly (KeptEntry | Damage)[]> {
  let next = 0;
  for (let failures = 0; ; failures++) {
    await client.query("savepoint portion");
    try {
      for await (const rows of copyRows(client, `${COLUMNS} where seq >= ${next} order by seq`)) {
        const kept = rows.map(keptEntry);
        next = (kept.at(-1)?.seq ?? next) + 1;
        yield kept;
      }
      return;
    } catch (error) {
      if (failures >= MAX_FAILURES || errorCodeOf(error) === null) throw error;
      await client.query("rollback to savepoint portion");
    }
    const until = Math.min(next + PROBED, size);
    if (next >= until) return;
    yield await oneByOne(client, next, until);
    next = until;
  }
}

async function oneByOne(client: pg.Client, from: number, until: number): Promise<(KeptEntry | Damage)[]> {
  const found: (KeptEntry | Damage)[] = [];
  for (let seq = from; seq < until; seq++) {
    await client.query("savepoint entry");
    try {
      for await (const rows of copyRows(client, `${COLUMNS} where seq = ${seq}`)) found.push(...rows.map(keptEntry));
    } catch (error) {
      if (errorCodeOf(error) === null || !(error instanceof Error)) throw error;
      found.push({ damage: `cannot be read: ${error.message}`, kind: null });
      await client.query("rollback to savepoint entry");
    }
  }
  return found;
}

function keptEntry([seq, kind, at, leafHash, body]: BinaryRow): KeptEntry {
  if (!seq || !kind || !at || !leafHash || !body) throw new Error("an entry with a column that is null");
  return {
    seq: Number(seq.readBigInt64BE()),
    kind: kind.toString("utf8"),
    atMs: Number(at.readBigInt64BE() / 1000n) + POSTGRES_EPOCH_MS,
    leafHash,
    body,
  };
}

async function* nodesOf(client: pg.Client) {
  for await (const rows of copyRows(client, NODES)) {
    for (const [level, index, hash] of rows) {
      if (!level || !index || !hash) throw new Error("a tile hash with a column that is null");
      yield { level: Number(level.readBigInt64BE()), index: Number(index.readBigInt64BE()), hash };
    }
  }
}
