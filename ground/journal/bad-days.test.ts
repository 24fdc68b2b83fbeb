import { setTimeout as sleep } from "node:timers/promises";
import { isRefusal, refuse } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../store/testing.ts";
import type { Work } from "./port.ts";
import { balanceOf, Deposited, deposit, done, ledgerMigrations, ledgerOf, ledgerOn } from "./testing/ledger.ts";

const by = { kind: "system", id: "test" } as const;

describe("a journal's bad days", () => {
  it("loses nothing that was acknowledged when its connection is cut, and goes on", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    const acknowledged: number[] = [];
    let refused = 0;
    let cutting = true;
    const cut = (async () => {
      while (cutting) {
        await sleep(5);
        await database.store.pool.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cordon journal' and datname = current_database()",
        );
      }
    })();
    const caller = async () => {
      for (let at = 0; at < 60; at++) {
        const answer = await journal.run(deposit("a", 1));
        if (isRefusal(answer)) {
          expect(answer.refused).toBe("unavailable");
          refused += 1;
        } else acknowledged.push(...answer.entries.map(({ seq }) => seq));
      }
    };
    await Promise.all(Array.from({ length: 16 }, caller));
    cutting = false;
    await cut;
    const kept = await database.store.pool.query<{ seq: number }>("select seq from journal_entry");
    const there = new Set(kept.rows.map(({ seq }) => seq));
    expect(acknowledged.filter((seq) => !there.has(seq))).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(refused).toBeGreaterThan(0);
    // What was refused was not appended in secret.
    expect(there.size).toBe(acknowledged.length);
    // The last cut may arrive a moment after it was asked for.
    await expect.poll(async () => isRefusal(await journal.run(deposit("a", 1))), { timeout: 10_000 }).toBe(false);
  });

  it("goes on when a table changes under its prepared statements", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    await using _ = journal;
    const all: Work<number> = {
      by,
      operation: "ledger.look",
      async decide({ tx }) {
        const rows = await ledgerOf(tx).selectFrom("account").selectAll().execute();
        return { entries: [Deposited.of({ account: "a", amount: 1 })], output: rows.length };
      },
    };
    for (let at = 0; at < 8; at++) done(await journal.run(all));
    const client = await database.store.connect({ name: "migration of another node" });
    await client.query("alter table account add column colour text");
    await client.end();
    expect(done(await journal.run(all)).output).toBe(1);
    expect(await balanceOf(database.store.read, "a")).toBe(9);
  });

  it("answers with the store's obstacle, and reads on", async () => {
    await using database = await testDatabase(ledgerMigrations);
    let full = false;
    const obstacle = refuse("store-full", "The disk is full.");
    const { journal } = await ledgerOn({ ...database.store, obstacle: () => (full ? obstacle : null) });
    await using _ = journal;
    done(await journal.run(deposit("a", 1)));
    full = true;
    expect(await journal.run(deposit("a", 1))).toEqual(obstacle);
    expect(await journal.read(0, 10)).toHaveLength(1);
    full = false;
    done(await journal.run(deposit("a", 1)));
  });

  it("refuses after it was closed, and finishes what was waiting", async () => {
    await using database = await testDatabase(ledgerMigrations);
    const { journal } = await ledgerOn(database.store);
    const waiting = Array.from({ length: 20 }, () => journal.run(deposit("a", 1)));
    await journal[Symbol.asyncDispose]();
    expect((await Promise.all(waiting)).filter(isRefusal)).toEqual([]);
    expect(await journal.run(deposit("a", 1))).toMatchObject({ refused: "unavailable" });
  });
});
