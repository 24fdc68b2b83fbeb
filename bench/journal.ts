import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isSigningKeyProblem,
  isStoreProblem,
  type Journal,
  journalMigrations,
  type Migration,
  openJournal,
  openStore,
  projecting,
  type Schema,
  signingKeyIn,
  type Store,
  systemClock,
  tablesOf,
} from "@cordon/ground";
import { entry, isRefusal, refuse } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { type Measurement, median } from "./measurement.ts";
import { silentBus } from "./silence.ts";

/** One operation: read a row, append an entry, project a row. The same for both sides. */
interface Tables {
  bench_post: { id: number; name: string };
  bench_note: { seq: number; post: number; text: string };
}

const migrations: readonly Migration[] = [
  ...journalMigrations,
  {
    capability: "bench",
    name: "0001-bench",
    async up(db) {
      await sql`create table bench_post (id int primary key, name text not null)`.execute(db);
      await sql`insert into bench_post select n, 'post ' || n from generate_series(0, 999) n`.execute(db);
      await sql`create table bench_note (seq bigint primary key, post int not null, text text not null)`.execute(db);
      await sql`create table bench_entry (seq bigint primary key, kind text not null, at timestamptz not null, leaf_hash bytea not null, body text not null)`.execute(
        db,
      );
    },
  },
];

const Noted = entry("bench.noted", z.object({ post: z.number(), text: z.string() }), { roles: ["operator"] });
const project = projecting<Tables>();
const projection = project(Noted, (tx, { seq, data }) =>
  tx.insertInto("bench_note").values({ seq, post: data.post, text: data.text }).execute(),
);

const ROUNDS = 5;
const WARM_UP = 1500;
const ONE_COUNT = 800;
const TOGETHER = 64;
const TOGETHER_COUNT = 6400;
const TEXT = "The patrol at the north quay reports that the gate is closed and the crowd is calm.";

/**
 * Durable acknowledged operations a second, against the same SQL on one connection, one at a time, on the same PostgreSQL.
 *
 * `sixty-four`: an operation as nearly all are, which says nothing of what it touches, so each waits for the answers to the ones before it.
 * `sixty-four-naming`: the same operation names its post (ADR 0043), as one that arrives a thousand times a second does; two of one post wait.
 */
export async function* journalBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-"));
  try {
    const opened = await openStore({ kind: "embedded", folder });
    if (isStoreProblem(opened)) throw new Error(opened.message);
    await using store = opened;
    const problem = await store.migrate(migrations);
    if (problem !== null) throw new Error(problem.message);
    const key = signingKeyIn(folder, "bench");
    if (isSigningKeyProblem(key)) throw new Error(key.message);
    const started = await openJournal({
      store,
      key,
      kinds: [Noted],
      projections: [projection],
      clock: systemClock,
      bus: silentBus,
      shared: false,
    });
    if ("problem" in started) throw new Error(started.message);
    await using journal = started;
    yield* measure(store, journal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* measure(store: Store, journal: Journal): AsyncGenerator<Measurement> {
  await using reference = await referenceOn(store);
  // A server runs for days; the first thousand operations, while code is still being compiled, are not what it is like.
  await ours(journal, TOGETHER, WARM_UP * 4, "names");
  await ours(journal, TOGETHER, WARM_UP * 4);
  await ours(journal, 1, WARM_UP);
  await reference.run(WARM_UP);
  // Alternating, so that a slow stretch of the machine falls on both.
  const rounds = { reference: [] as number[], one: [] as number[], sixtyFour: [] as number[], naming: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    rounds.reference.push(await reference.run(ONE_COUNT));
    rounds.one.push(await ours(journal, 1, ONE_COUNT));
    rounds.sixtyFour.push(await ours(journal, TOGETHER, TOGETHER_COUNT));
    rounds.naming.push(await ours(journal, TOGETHER, TOGETHER_COUNT, "names"));
  }
  const what = "the same SQL in one transaction on one connection, one at a time, fsync on";
  const base = median(rounds.reference);
  const line = (metric: string, perSecond: number, target: number): Measurement => ({
    bench: "journal",
    metric,
    value: Math.round(perSecond),
    unit: "operations/s",
    reference: { what, value: Math.round(base) },
    ratio: Number((perSecond / base).toFixed(2)),
    target,
  });
  yield line("one", median(rounds.one), 0.5);
  yield line("sixty-four", median(rounds.sixtyFour), 3);
  yield line("sixty-four-naming", median(rounds.naming), 3);
}

let turn = 0;

/** @returns operations a second, with `together` callers that each wait for their answer before they ask again */
async function ours(
  journal: Journal,
  together: number,
  count: number,
  touches: "names" | "nothing" = "nothing",
): Promise<number> {
  const begin = performance.now();
  let left = count;
  const caller = async () => {
    while (left-- > 0) {
      const post = turn++ % 1000;
      const done = await journal.run({
        by: { kind: "system", id: "bench" },
        operation: "bench.note",
        ...(touches === "names" ? { touches: [`post ${post}`] } : {}),
        decide: ({ tx }) => decide(tx, post),
      });
      if (isRefusal(done)) throw new Error(done.because);
    }
  };
  await Promise.all(Array.from({ length: together }, caller));
  return (count / (performance.now() - begin)) * 1000;
}

async function decide(tx: Kysely<Schema>, post: number) {
  const found = await tablesOf<Tables>(tx)
    .selectFrom("bench_post")
    .select("name")
    .where("id", "=", post)
    .executeTakeFirst();
  if (found === undefined) return refuse("not-found", "no such post");
  return { entries: [Noted.of({ post, text: `${found.name}: ${TEXT}` })], output: null };
}

/** The reference: plain pg with prepared statements, as one would write it by hand. The entry row is as large as ours. */
async function referenceOn(store: Store) {
  const client = await store.connect({ name: "bench reference" });
  await client.query("set synchronous_commit = on");
  const hash = Buffer.alloc(32, 7);
  let seq = 0;
  return {
    async run(count: number): Promise<number> {
      const begin = performance.now();
      for (let at = 0; at < count; at++, seq++) {
        const post = seq % 1000;
        await client.query("begin");
        const found = await client.query<{ name: string }>({
          name: "read",
          text: "select name from bench_post where id = $1",
          values: [post],
        });
        const text = `${found.rows[0]?.name}: ${TEXT}`;
        const now = systemClock.now();
        const body = JSON.stringify({
          seq,
          id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
          at: now,
          kind: "bench.noted",
          by: { kind: "system", id: "bench" },
          operation: "bench.note",
          mandate: null,
          data: { post, text },
        });
        await client.query({
          name: "append",
          text: "insert into bench_entry (seq, kind, at, leaf_hash, body) values ($1, $2, $3, $4, $5)",
          values: [seq, "bench.noted", now, hash, body],
        });
        await client.query({
          name: "project",
          text: "insert into bench_note (seq, post, text) values ($1, $2, $3)",
          // Below zero: our own projections have the numbers above.
          values: [-1 - seq, post, text],
        });
        await client.query("commit");
      }
      return (count / (performance.now() - begin)) * 1000;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
