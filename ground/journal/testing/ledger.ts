import { entry, type Envelope, isRefusal } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { inProcessBus } from "../../bus/in-process.ts";
import { JOURNAL_SUBJECT } from "../../bus/port.ts";
import type { OwnedTable } from "../../capability.ts";
import { systemClock } from "../../clock.ts";
import { type Projection, projecting } from "../../projection.ts";
import type { Migration } from "../../store/migration.ts";
import { type Schema, tablesOf } from "../../store/schema.ts";
import type { Store } from "../../store/store.ts";
import { type OpenJournal, openJournal } from "../journal.ts";
import type { Done, Work } from "../port.ts";
import { newSigningKeyText, parseSigningKey, type SigningKey } from "../signing-key.ts";
import { journalMigrations, journalTables } from "../tables.ts";

/** A small capability to try the journal with: accounts that money is put into, by two kinds of entry. */
export interface LedgerTables {
  account: { name: string; balance: number; movements: number };
  movement: { seq: number; account: string; amount: number };
}

export const Deposited = entry(
  "ledger.deposited",
  z.object({ account: z.string(), amount: z.int(), note: z.string().optional() }),
  {
    roles: ["operator"],
  },
);
/** Its projection reads before it writes, so it takes several queries. */
export const Doubled = entry("ledger.doubled", z.object({ account: z.string() }), { roles: ["operator"] });
/** Its projection always fails: a bug, to see that it harms nobody else. */
export const Broken = entry("ledger.broken", z.object({}), { roles: ["operator"] });

export const ledgerKinds = [Deposited, Doubled, Broken];

export const ledgerMigrations: readonly Migration[] = [
  ...journalMigrations,
  {
    capability: "ledger",
    name: "0001-ledger",
    async up(db) {
      await sql`create table account (name text primary key, balance bigint not null, movements bigint not null)`.execute(
        db,
      );
      await sql`create table movement (seq bigint primary key, account text not null, amount bigint not null)`.execute(
        db,
      );
    },
  },
];

export const ledgerTables: readonly OwnedTable[] = [
  ...journalTables,
  { name: "account", key: ["name"], derivedFrom: "journal" },
  { name: "movement", key: ["seq"], derivedFrom: "journal" },
];

const project = projecting<LedgerTables>();

export const ledgerProjections: readonly Projection[] = [
  project(Deposited, (tx, { data }) =>
    tx
      .insertInto("account")
      .values({ name: data.account, balance: data.amount, movements: 1 })
      .onConflict((conflict) =>
        conflict
          .column("name")
          .doUpdateSet({ balance: sql`account.balance + excluded.balance`, movements: sql`account.movements + 1` }),
      )
      .execute(),
  ),
  project(Deposited, (tx, { seq, data }) =>
    tx.insertInto("movement").values({ seq, account: data.account, amount: data.amount }).execute(),
  ),
  project(Doubled, async (tx, { data }) => {
    const found = await tx.selectFrom("account").selectAll().where("name", "=", data.account).executeTakeFirst();
    if (found === undefined) return;
    const changed = { balance: found.balance * 2, movements: found.movements + 1 };
    await tx.updateTable("account").set(changed).where("name", "=", data.account).execute();
  }),
  project(Broken, (tx) => sql`insert into movement values (null, null, null)`.execute(tx)),
];

export function ledgerOf(tx: Kysely<Schema>): Kysely<LedgerTables> {
  return tablesOf<LedgerTables>(tx);
}

export async function balanceOf(tx: Kysely<Schema>, account: string): Promise<number> {
  const found = await ledgerOf(tx)
    .selectFrom("account")
    .select("balance")
    .where("name", "=", account)
    .executeTakeFirst();
  return found?.balance ?? 0;
}

/** Deposits, and answers the balance there was before, as read in the transaction. */
export function deposit(account: string, amount: number): Work<number> {
  return {
    by: { kind: "system", id: "test" },
    operation: "ledger.deposit",
    async decide({ tx }) {
      return { entries: [Deposited.of({ account, amount })], output: await balanceOf(tx, account) };
    },
  };
}

export function testKey(name = "test.example/ledger"): SigningKey {
  const key = parseSigningKey(newSigningKeyText(name));
  if (key === undefined) throw new Error("a fresh key could not be read");
  return key;
}

/** A journal on the store, and what was announced of it. */
export async function ledgerOn(
  store: Store,
  { key = testKey(), shared = false } = {},
): Promise<{ readonly journal: OpenJournal; readonly announced: Envelope[]; readonly key: SigningKey }> {
  const bus = inProcessBus();
  const announced: Envelope[] = [];
  bus.subscribe(
    JOURNAL_SUBJECT,
    (message) => {
      // The bus carries what the journal published; its type is forgotten on the way.
      announced.push(message as Envelope);
    },
    ({ because }) => {
      throw new Error(because);
    },
  );
  const journal = await openJournal({
    store,
    key,
    kinds: ledgerKinds,
    projections: ledgerProjections,
    clock: systemClock,
    bus,
    shared,
  });
  if ("problem" in journal) throw new Error(journal.message);
  return { journal, announced, key };
}

/** Fills a journal fast: many entries a work. */
export async function fill(journal: OpenJournal, count: number, inOneWork = 500): Promise<void> {
  for (let from = 0; from < count; from += inOneWork) {
    const entries = Array.from({ length: Math.min(inOneWork, count - from) }, (_, at) =>
      Deposited.of({
        account: `account ${(from + at) % 7}`,
        amount: from + at,
        note: "übertragen — déposé 'and' \"quoted\" \\ back",
      }),
    );
    const filled = await journal.run({
      by: { kind: "system", id: "test" },
      operation: "ledger.fill",
      decide: async () => ({ entries, output: null }),
    });
    if (isRefusal(filled)) throw new Error(filled.because);
  }
}

/** What a work did. @throws Error when it was refused */
export function done<Output>(
  answer: Done<Output> | { readonly refused: string; readonly because: string },
): Done<Output> {
  if ("refused" in answer) throw new Error(`${answer.refused}: ${answer.because}`);
  return answer;
}
