import { setTimeout as sleep } from "node:timers/promises";
import {
  AnyEnvelope,
  decodeBundle,
  Frontier,
  HASH_BYTES,
  nodeFromTile,
  openNote,
  parseCheckpoint,
  refuse,
  tilePath,
  tileWidth,
  toHex,
} from "@cordon/kernel";
import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../store/testing.ts";
import { openJournal } from "./journal.ts";
import { journalHasher } from "./leaf.ts";
import type { Done, Work } from "./port.ts";
import { verifyEd25519 } from "./signing-key.ts";
import {
  balanceOf,
  Broken,
  Deposited,
  deposit,
  done,
  Doubled,
  fill,
  ledgerKinds,
  ledgerMigrations,
  ledgerOf,
  ledgerOn,
  ledgerProjections,
  testKey,
} from "./testing/ledger.ts";
import { inProcessBus } from "../bus/in-process.ts";
import { systemClock } from "../clock.ts";
import { tablesOf } from "../store/schema.ts";

const by = { kind: "system", id: "test" } as const;

describe("appending", () => {
  it("appends, projects and answers with what it appended", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal, announced } = await ledgerOn(database.store);
    await using _ = journal;
    const first = done(await journal.run(deposit("a", 5)));
    const second = done(await journal.run(deposit("a", 7)));
    expect([first.output, second.output]).toEqual([0, 5]);
    expect(second.entries).toHaveLength(1);
    expect(AnyEnvelope.parse(second.entries[0])).toMatchObject({
      seq: 1,
      kind: "ledger.deposited",
      by,
      operation: "ledger.deposit",
      mandate: null,
      data: { account: "a", amount: 7 },
    });
    expect(await balanceOf(database.store.read, "a")).toBe(12);
    expect(await journal.read(0, 10)).toEqual([...first.entries, ...second.entries]);
    expect(await journal.read(1, 10)).toEqual(second.entries);
    await expect.poll(() => announced.map(({ seq }) => seq)).toEqual([0, 1]);
  });

  it("signs a checkpoint that covers every acknowledged entry", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal, key } = await ledgerOn(database.store);
    await using _ = journal;
    for (const count of [0, 1, 3]) {
      await fill(journal, count);
      const opened = openNote(journal.checkpoint(), [key.verifier], verifyEd25519);
      const checkpoint = opened.ok ? parseCheckpoint(opened.text) : undefined;
      const rows = await database.store.pool.query<{ body: string }>("select body from journal_entry order by seq");
      const tree = Frontier.empty(journalHasher);
      for (const { body } of rows.rows) tree.append(journalHasher.leaf(Buffer.from(body)));
      expect(checkpoint).toEqual({
        origin: "test.example/ledger",
        size: journal.size(),
        root: Uint8Array.from(tree.root()),
      });
      expect(journal.size()).toBe(rows.rows.length);
    }
  });

  it("lets works that arrive together share a transaction, each seeing the earlier ones", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    const transactions = new Set<string>();
    const count: Work<number> = {
      by,
      operation: "ledger.count",
      async decide({ tx }) {
        const at = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx);
        transactions.add(at.rows[0]?.id ?? "");
        return { entries: [Deposited.of({ account: "shared", amount: 1 })], output: await balanceOf(tx, "shared") };
      },
    };
    const answers = await Promise.all(Array.from({ length: 100 }, () => journal.run(count)));
    expect(answers.map((answer) => done(answer).output)).toEqual(Array.from({ length: 100 }, (_, at) => at));
    expect(transactions.size).toBeLessThan(5);
  });

  it("does what one work after the other would do, whatever is mixed", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal, announced } = await ledgerOn(database.store);
    await using _ = journal;
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom("deposit", "deposit", "double", "refuse", "write-then-refuse", "throw", "broken", "two"),
        account: fc.constantFrom("x", "y"),
        amount: fc.integer({ min: 1, max: 9 }),
        saysWhatItTouches: fc.boolean(),
        pauseMs: fc.constantFrom(0, 0, 0, 0, 2),
      }),
      { minLength: 1, maxLength: 40 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        run += 1;
        const model = new Map<string, number>();
        const expected: string[] = [];
        const works: Promise<string>[] = [];
        for (const { kind, account, amount, saysWhatItTouches, pauseMs } of given) {
          if (pauseMs > 0) await sleep(pauseMs);
          const name = `${account} ${run}`;
          const before = model.get(name) ?? 0;
          const work = saysWhatItTouches ? { ...step(kind, name, amount), touches: [name] } : step(kind, name, amount);
          works.push(journal.run(work).then(told, () => "thrown"));
          if (kind === "deposit") model.set(name, before + amount);
          if (kind === "two") model.set(name, (before + amount) * 2);
          if (kind === "double" && model.has(name)) model.set(name, before * 2);
          expected.push(
            kind === "throw" || kind === "broken" ? "thrown" : kind.includes("refuse") ? "refused" : `had ${before}`,
          );
        }
        expect(await Promise.all(works)).toEqual(expected);
        for (const account of ["x", "y"]) {
          const name = `${account} ${run}`;
          expect(await balanceOf(database.store.read, name)).toBe(model.get(name) ?? 0);
        }
      }),
      { numRuns: 40 },
    );
    await expect
      .poll(() => announced.map(({ seq }) => seq))
      .toEqual(Array.from({ length: journal.size() }, (_, at) => at));
  });

  it("decides at the same time what touches nothing in common, and the rest one after the other", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    const events: string[] = [];
    const together = Promise.withResolvers<void>();
    const put = (name: string, touches: readonly string[] | null, until: Promise<void>): Work<number> => ({
      by,
      operation: "ledger.put",
      ...(touches === null ? {} : { touches }),
      async decide({ tx }) {
        events.push(`${name} begins`);
        // Until another that comes later has begun as well: one after the other, the first would wait in vain.
        if (name === "b") together.resolve();
        await until;
        const output = await balanceOf(tx, touches?.[0] ?? "a");
        events.push(`${name} had ${output}`);
        return { entries: [Deposited.of({ account: touches?.[0] ?? "a", amount: 1 })], output };
      },
    });
    const now = Promise.resolve();
    const answers = await Promise.all([
      journal.run(put("a", ["a"], together.promise)),
      journal.run(put("b", ["b", "c"], now)),
      journal.run(put("c", ["c"], now)),
      journal.run(put("a again", ["a"], now)),
      journal.run(put("anything", null, now)),
      journal.run(put("a at last", ["a"], now)),
    ]);
    expect(answers.map((answer) => done(answer).output)).toEqual([0, 0, 0, 1, 2, 3]);
    expect(answers.flatMap((answer) => done(answer).entries.map(({ seq }) => seq))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(events.indexOf("b begins")).toBeLessThan(events.indexOf("a had 0"));
    expect(events.indexOf("c begins")).toBeGreaterThan(events.indexOf("a had 0"));
    expect(events.indexOf("anything begins")).toBeGreaterThan(events.indexOf("a again had 1"));
    expect(events.indexOf("a at last begins")).toBeGreaterThan(events.indexOf("anything had 2"));
  });

  it("refuses kinds that nobody defined, data that does not fit, and entries too large for a bundle - and only those", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    const append = (entry: unknown): Work<null> => ({
      by,
      operation: "ledger.append",
      // A caller without types, as a bug would be.
      decide: async () => ({ entries: [entry as ReturnType<typeof Deposited.of>], output: null }),
    });
    const [stranger, misfit, huge, good] = await Promise.allSettled([
      journal.run(append({ kind: "nobody.knows", data: {}, mandate: null })),
      journal.run(append({ kind: "ledger.deposited", data: { account: 1 }, mandate: null })),
      journal.run(append(Deposited.of({ account: "a", amount: 1, note: "x".repeat(70_000) }))),
      journal.run(deposit("a", 1)),
    ]);
    expect(huge.status === "fulfilled" ? huge.value : null).toMatchObject({ refused: "too-large" });
    expect([stranger.status, misfit.status, good.status]).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(journal.size()).toBe(1);
  });

  it("gives a turn that is over to nobody, whether it failed or not", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    const { promise: late, resolve } = Promise.withResolvers<unknown>();
    const dangling: Work<null> = {
      by,
      operation: "ledger.dangle",
      async decide({ tx }) {
        setTimeout(() => {
          ledgerOf(tx)
            .insertInto("account")
            .values({ name: "ghost", balance: 1, movements: 1 })
            .execute()
            .then(resolve, resolve);
        }, 20);
        return { entries: [], output: null };
      },
    };
    const failing: Work<null> = {
      ...dangling,
      async decide(context) {
        await dangling.decide(context);
        throw new Error("a bug");
      },
    };
    done(await journal.run(dangling));
    await expect(journal.run(failing)).rejects.toThrow("a bug");
    expect(String(await late)).toContain("turn in the transaction is over");
    await sleep(30);
    expect(await balanceOf(database.store.read, "ghost")).toBe(0);
  });

  it("continues with the key it began with, and with no other", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal, key } = await ledgerOn(database.store);
    done(await journal.run(deposit("a", 1)));
    await journal[Symbol.asyncDispose]();
    const parts = {
      store: database.store,
      kinds: ledgerKinds,
      projections: ledgerProjections,
      clock: systemClock,
      bus: inProcessBus(),
      shared: false,
    };
    expect(await openJournal({ ...parts, key: testKey() })).toMatchObject({ problem: "other-key" });
    const { journal: again } = await ledgerOn(database.store, { key });
    await using _ = again;
    expect(again.size()).toBe(1);
    expect(done(await again.run(deposit("a", 1))).entries[0]?.seq).toBe(1);
  });
});

describe("a tiled log", () => {
  it("serves tiles that hash to the checkpoint, and the entries of the leaves", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    await fill(journal, 3000);
    const size = journal.size();
    const root = openedRoot(journal.checkpoint());
    const tree = Frontier.empty(journalHasher);
    for (let index = 0; tileWidth(0, index, size) > 0; index++) {
      const width = tileWidth(0, index, size);
      const tile = await journal.tile(tilePath({ holds: "hashes", level: 0, index, width }));
      for (let at = 0; at < width; at++)
        tree.append(Buffer.from(tile?.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES) ?? []));
    }
    expect(toHex(tree.root())).toBe(root);
    // Level 1: eleven full tiles below have each given it a hash.
    const upper = (await journal.tile("tile/1/000.p/11")) ?? new Uint8Array();
    const lower = (await journal.tile("tile/0/007")) ?? new Uint8Array();
    const eighth = nodeFromTile(journalHasher, { height: 8, index: 7 }, upper) ?? new Uint8Array();
    expect(toHex(eighth)).toBe(toHex(foldAll(lower)));
    const bundle = decodeBundle((await journal.tile("tile/entries/000.p/3")) ?? new Uint8Array());
    expect(bundle?.map((body) => JSON.parse(Buffer.from(body).toString()).seq)).toEqual([0, 1, 2]);
    for (const path of [
      "tile/0/011",
      "tile/entries/011.p/185",
      "tile/1/000.p/12",
      "tile/2/000.p/1",
      "tile/0/../0",
      "nothing",
    ])
      expect(await journal.tile(path)).toBeNull();
  });
});

describe("several nodes", () => {
  it("append to one journal in turn, and each hears everything in order", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const one = await ledgerOn(database.store, { shared: true });
    const two = await ledgerOn(database.store, { shared: true, key: one.key });
    await using _one = one.journal;
    await using _two = two.journal;
    const works = Array.from({ length: 120 }, (_, at) => (at % 2 === 0 ? one : two).journal.run(deposit("shared", 1)));
    const answers = await Promise.all(works);
    expect(answers.map((answer) => done(answer).output).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 120 }, (_, at) => at),
    );
    for (const { announced, journal } of [one, two]) {
      await expect
        .poll(() => announced.map(({ seq }) => seq), { timeout: 5000 })
        .toEqual(Array.from({ length: 120 }, (_, at) => at));
      expect(journal.size()).toBe(120);
    }
    await expect.poll(() => one.journal.checkpoint() === two.journal.checkpoint()).toBe(true);
  });

  it("cannot fork a journal even when each believes to be alone", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const one = await ledgerOn(database.store);
    const two = await ledgerOn(database.store, { key: one.key });
    await using _one = one.journal;
    await using _two = two.journal;
    for (let at = 0; at < 10; at++) {
      done(await one.journal.run(deposit("a", 1)));
      done(await two.journal.run(deposit("a", 1)));
    }
    const numbers = await database.store.pool.query<{ seq: number }>("select seq from journal_entry order by seq");
    expect(numbers.rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });
});

function step(kind: string, account: string, amount: number): Work<number> {
  return {
    by,
    operation: `ledger.${kind}`,
    async decide({ tx }) {
      const before = await balanceOf(tx, account);
      switch (kind) {
        case "refuse":
          return refuse("conflict", "no");
        case "write-then-refuse":
          await tablesOf<{ account: { name: string; balance: number } }>(tx)
            .updateTable("account")
            .set({ balance: -1 })
            .execute();
          return refuse("conflict", "no");
        case "throw":
          throw new Error("a bug in a decision");
        case "broken":
          return { entries: [Deposited.of({ account, amount }), Broken.of({})], output: before };
        case "double":
          return { entries: [Doubled.of({ account })], output: before };
        case "two":
          return { entries: [Deposited.of({ account, amount }), Doubled.of({ account })], output: before };
        default:
          return { entries: [Deposited.of({ account, amount })], output: before };
      }
    },
  };
}

function told(answer: Done<number> | { readonly refused: string }): string {
  return "refused" in answer ? "refused" : `had ${answer.output}`;
}

/** Root of a full tile's hashes. */
function foldAll(tile: Uint8Array): Uint8Array {
  const tree = Frontier.empty(journalHasher);
  for (let at = 0; at < tile.length; at += HASH_BYTES) tree.append(tile.slice(at, at + HASH_BYTES));
  return tree.root();
}

function openedRoot(note: string): string {
  const checkpoint = parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));
  if (checkpoint === undefined) throw new Error("no checkpoint");
  return toHex(checkpoint.root);
}
