import { isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../store/testing.ts";
import type { OpenJournal } from "./journal.ts";
import { type RebuildReport, rebuildJournal } from "./rebuild.ts";
import { Doubled, fill, ledgerMigrations, ledgerOn, ledgerProjections, ledgerTables } from "./testing/ledger.ts";

async function filled(database: TestDatabase): Promise<OpenJournal> {
  const { journal } = await ledgerOn(database.store);
  await fill(journal, 3000);
  const doubled = await journal.run({
    by: { kind: "system", id: "test" },
    operation: "ledger.double",
    decide: async () => ({ entries: [Doubled.of({ account: "account 3" })], output: null }),
  });
  if (isRefusal(doubled)) throw new Error(doubled.because);
  return journal;
}

async function rebuilt({ store }: TestDatabase, swap = false): Promise<RebuildReport> {
  const report = await rebuildJournal({
    store,
    migrations: ledgerMigrations,
    projections: ledgerProjections,
    tables: ledgerTables,
    swap,
  });
  if ("problem" in report) throw new Error(report.message);
  return report;
}

async function change({ store }: TestDatabase, sql: string): Promise<void> {
  const client = await store.connect({ name: "tamper" });
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

describe("rebuild", () => {
  it("proves that nothing differs, beside a running journal", async () => {
    await using database = await testDatabase(ledgerMigrations);
    await using _ = await filled(database);
    expect(await rebuilt(database)).toEqual({
      entries: 3001,
      tables: [
        { table: "account", rows: 7, differing: 0 },
        { table: "movement", rows: 3000, differing: 0 },
      ],
      differences: [],
      ok: true,
      swapped: false,
    });
  });

  it("names every row that is not what the journal says, and puts it right", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const journal = await filled(database);
    await change(database, "update account set balance = balance + 1 where name = 'account 2'");
    await change(database, "delete from movement where seq = 1234");
    await change(database, "insert into movement values (90000, 'nobody', 5)");
    const report = await rebuilt(database);
    expect(report).toMatchObject({ ok: false, swapped: false });
    expect(report.differences.map(({ table, key }) => `${table} ${key}`)).toEqual([
      'account ["account 2"]',
      "movement [1234]",
      "movement [90000]",
    ]);
    expect(report.differences[1]).toMatchObject({ live: null });
    expect(report.differences[2]).toMatchObject({ projected: null });
    const busy = {
      store: database.store,
      migrations: ledgerMigrations,
      projections: ledgerProjections,
      tables: ledgerTables,
      swap: true,
    };
    expect(await rebuildJournal(busy)).toMatchObject({ problem: "in-use" });
    await journal[Symbol.asyncDispose]();
    expect(await rebuilt(database, true)).toMatchObject({ ok: true, swapped: true });
    expect(await rebuilt(database)).toMatchObject({ ok: true, differences: [] });
  });
});
