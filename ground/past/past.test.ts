import { isRefusal } from "@cordon/kernel";
import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import type { OpenJournal } from "../journal/journal.ts";
import {
  balanceOf,
  Deposited,
  deposit,
  Doubled,
  fill,
  ledgerMigrations,
  ledgerOf,
  ledgerOn,
  ledgerProjections,
  ledgerTables,
} from "../journal/testing/ledger.ts";
import { type TestDatabase, testDatabase } from "../store/testing.ts";
import { openPast } from "./past.ts";
import { PAST_LOCK, pastPlace } from "./tables.ts";
import { replayed } from "./testing/replayed.ts";

const migrations = ledgerMigrations.filter(({ capability }) => capability !== "journal");
const parts = { migrations, projections: ledgerProjections, tables: ledgerTables };
const by = { kind: "system", id: "test" } as const;

const pastOf = ({ store }: Pick<TestDatabase, "store">, journal: OpenJournal) =>
  openPast({
    store,
    ...parts,
    clock: systemClock,
    size: () => journal.size(),
    onBroken: (error) => {
      throw error;
    },
  });

async function double(journal: OpenJournal, account: string): Promise<void> {
  const done = await journal.run({
    by,
    operation: "ledger.double",
    decide: async () => ({ entries: [Doubled.of({ account })], output: null }),
  });
  if (isRefusal(done)) throw new Error(done.because);
}

async function ledger() {
  const stack = new AsyncDisposableStack();
  const database = stack.use(await testDatabase(ledgerMigrations));
  const journal = stack.use((await ledgerOn(database.store)).journal);
  const past = stack.use(pastOf(database, journal));
  const balanceAt = async (asked: string, account: string) => {
    const moment = await past.find(asked);
    if (isRefusal(moment)) return moment.because;
    return past.at(moment, (read) => balanceOf(read, account));
  };
  return { stack, database, journal, past, balanceAt, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

describe("the past", () => {
  it("is what a rebuild of the first entries makes, at any moment and in any order", async () => {
    await using house = await ledger();
    const { journal, past, database } = house;
    const deed = fc.record({
      account: fc.constantFrom("a", "b", "c"),
      amount: fc.option(fc.integer({ min: 1, max: 9 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 60 }),
        fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
        async (deeds, drawn) => {
          const entries = deeds.map(({ account, amount }) =>
            amount === null ? Doubled.of({ account }) : Deposited.of({ account, amount }),
          );
          await journal.run({ by, operation: "ledger.fill", decide: async () => ({ entries, output: null }) });
          for (const one of drawn) {
            const size = one % (journal.size() + 1);
            const moment = await past.find(String(size));
            if (isRefusal(moment)) throw new Error(moment.because);
            await past.at(moment, (read) => ledgerOf(read).selectFrom("account").selectAll().execute());
            const { differing } = await replayed({ store: database.store, ...parts }, size);
            expect(differing).toEqual([]);
          }
        },
      ),
      { numRuns: 3 },
    );
  });

  it("begins with nothing and ends with what is", async () => {
    await using house = await ledger();
    await house.journal.run(deposit("a", 5));
    await double(house.journal, "a");
    await house.journal.run(deposit("a", 1));
    expect([await house.balanceAt("3", "a"), await house.balanceAt("1", "a"), await house.balanceAt("2", "a")]).toEqual(
      [11, 5, 10],
    );
    expect(await house.balanceAt("0", "a")).toBe(0);
    expect(await house.balanceAt("1970-01-01T00:00:00.000Z", "a")).toBe(0);
    expect(await house.balanceAt(systemClock.now(), "a")).toBe(11);
  });

  it("tells entries of one instant apart by their number; by the instant, all of them are known", async () => {
    await using house = await ledger();
    await fill(house.journal, 21);
    const [first] = await house.journal.read(0, 1);
    // One work, one instant.
    expect(await house.balanceAt("8", "account 0")).toBe(7);
    expect(await house.balanceAt(first?.at ?? "", "account 0")).toBe(0 + 7 + 14);
  });

  it("refuses what lies ahead and what is no moment", async () => {
    await using house = await ledger();
    await house.journal.run(deposit("a", 5));
    expect(await house.past.find("2")).toMatchObject({ refused: "invalid" });
    expect(await house.past.find("2999-01-01T00:00:00.000Z")).toMatchObject({ refused: "invalid" });
    for (const nonsense of ["", "-1", "1e3", "yesterday", "2024-07-26", "9".repeat(30)])
      expect(await house.past.find(nonsense)).toMatchObject({ refused: "invalid" });
  });

  it("can be looked at by many at once while entries arrive", async () => {
    await using house = await ledger();
    await fill(house.journal, 700, 100);
    const arriving = (async () => {
      for (let more = 0; more < 60; more++) await house.journal.run(deposit("late", 1));
    })();
    const sizes = Array.from({ length: 40 }, (_, at) => at * 17);
    const seen = await Promise.all(sizes.map((size) => house.balanceAt(String(size), "account 3")));
    const sum = (size: number) =>
      Array.from({ length: size }, (_, at) => at).reduce((total, at) => total + (at % 7 === 3 ? at : 0), 0);
    expect(seen).toEqual(sizes.map(sum));
    await arriving;
    expect(await house.balanceAt("760", "late")).toBe(60);
    expect(await house.balanceAt("730", "late")).toBe(30);
  });

  it("has no tables that do not follow from the journal, and nothing can be written to it", async () => {
    await using house = await ledger();
    await house.journal.run(deposit("a", 5));
    const moment = await house.past.find("1");
    if (isRefusal(moment)) throw new Error(moment.because);
    const own = house.past.at(moment, (read) => sql`select * from journal_head`.execute(read));
    expect(await own).toMatchObject({ refused: "not-possible-now" });
    const written = house.past.at(moment, (read) =>
      ledgerOf(read).insertInto("account").values({ name: "x", balance: 1, movements: 1 }).execute(),
    );
    await expect(written).rejects.toThrow(/read-only/);
    expect(await house.balanceAt("1", "a")).toBe(5);
  });

  it("goes on where it was when the house opens again, and is made anew when it was emptied or is another journal's", async () => {
    await using house = await ledger();
    const { database, journal } = house;
    await fill(journal, 50);
    expect(await house.balanceAt("50", "account 1")).toBe(1 + 8 + 15 + 22 + 29 + 36 + 43);
    await house.past[Symbol.asyncDispose]();
    const { kept } = await pastPlace(migrations, ledgerTables);
    await using tampering = new AsyncDisposableStack();
    const client = await database.store.connect({ name: "tamper" });
    tampering.defer(() => client.end());
    // What PostgreSQL does to unlogged tables when it was killed.
    const emptied = [
      `select 1`,
      `truncate ${kept}.past_taken, ${kept}.account, ${kept}.movement, ${kept}.account__versions, ${kept}.movement__versions`,
      `update ${kept}.past_taken set last = '\\x00'`,
      `drop schema ${kept} cascade`,
    ];
    for (const change of emptied) {
      await client.query(change);
      await using again = pastOf(database, journal);
      const moment = await again.find("15");
      if (isRefusal(moment)) throw new Error(moment.because);
      expect(await again.at(moment, (read) => balanceOf(read, "account 1"))).toBe(1 + 8);
    }
  });

  it("says so when it was emptied beneath it, and is there again at once", async () => {
    await using house = await ledger();
    await fill(house.journal, 50);
    await house.balanceAt("50", "account 1");
    const { kept, seen } = await pastPlace(migrations, ledgerTables);
    const client = await house.database.store.connect({ name: "tamper" });
    await client.query(`truncate ${kept}.past_taken, ${kept}.account, ${kept}.account__versions`);
    expect(await house.balanceAt("15", "account 1")).toMatchObject({ refused: "unavailable" });
    expect(await house.balanceAt("15", "account 1")).toBe(1 + 8);
    // As another node does, that was updated.
    await client.query(
      `begin; select pg_advisory_xact_lock(${PAST_LOCK}); drop schema ${kept} cascade; drop schema ${seen} cascade; commit`,
    );
    await client.end();
    // It may have been noticed in the background already.
    const first = await house.balanceAt("15", "account 1");
    if (first !== 1 + 8) expect(first).toMatchObject({ refused: "unavailable" });
    expect(await house.balanceAt("15", "account 1")).toBe(1 + 8);
  });

  it("never takes what went while it was looked at for something that no past has", async () => {
    await using house = await ledger();
    await fill(house.journal, 50);
    const moment = await house.past.find("15");
    if (isRefusal(moment)) throw new Error(moment.because);
    const lookAtNothing = (read: Parameters<typeof balanceOf>[0]) => sql`select from of_the_present`.execute(read);
    expect(await house.past.at(moment, lookAtNothing)).toMatchObject({ refused: "not-possible-now" });
    const { kept, seen } = await pastPlace(migrations, ledgerTables);
    const whileItGoes = await house.past.at(moment, async (read) => {
      const client = await house.database.store.connect({ name: "tamper" });
      await client.query(
        `begin; select pg_advisory_xact_lock(${PAST_LOCK}); drop schema ${kept} cascade; drop schema ${seen} cascade; commit`,
      );
      await client.end();
      // Another node, that was updated, makes it anew at once.
      await using other = pastOf(house.database, house.journal);
      expect(await other.at(moment, (there) => balanceOf(there, "account 1"))).toBe(1 + 8);
      return await lookAtNothing(read);
    });
    expect(whileItGoes).toMatchObject({ refused: "unavailable" });
    expect(await house.balanceAt("15", "account 1")).toBe(1 + 8);
  });

  it("says plainly that a role which may make no schemas cannot have it", async () => {
    await using house = await ledger();
    await fill(house.journal, 5);
    const client = await house.database.store.connect({ name: "tamper" });
    const role = `poor_${Math.abs(process.pid)}`;
    await client.query(`create role ${role}; grant select on all tables in schema public to ${role}`);
    const { store } = house.database;
    const poorly: typeof store = {
      ...store,
      async connect(options) {
        const connected = await store.connect(options);
        await connected.query(`set role ${role}`);
        return connected;
      },
    };
    await using poor = pastOf({ ...house.database, store: poorly }, house.journal);
    const moment = await poor.find("5");
    if (isRefusal(moment)) throw new Error(moment.because);
    expect(await poor.at(moment, (read) => balanceOf(read, "account 1"))).toMatchObject({
      refused: "not-possible-now",
      because: expect.stringContaining("grant create on database"),
    });
    await client.query(`reset role; drop owned by ${role}; drop role ${role}`);
    await client.end();
  });

  it("tells once of an entry that cannot be projected", async () => {
    await using database = await testDatabase(ledgerMigrations);
    await using journal = (await ledgerOn(database.store)).journal;
    await journal.run(deposit("a", 5));
    const broken: unknown[] = [];
    // As if a bug had come with an update: the entry is there, and its projection fails.
    await using past = openPast({
      store: database.store,
      ...parts,
      projections: [
        {
          kind: Deposited.kind,
          async apply() {
            throw new TypeError("a bug");
          },
        },
      ],
      clock: systemClock,
      size: () => journal.size(),
      onBroken: (error) => broken.push(error),
    });
    const moment = await past.find("1");
    if (isRefusal(moment)) throw new Error(moment.because);
    for (let twice = 0; twice < 2; twice++)
      expect(await past.at(moment, (read) => balanceOf(read, "a"))).toMatchObject({ refused: "unavailable" });
    expect(broken).toHaveLength(1);
  });
});
