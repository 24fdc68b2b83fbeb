import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isSourceProblem,
  isStoreProblem,
  journalInDatabase,
  openStore,
  type Store,
  type VerifyReport,
  verifyJournal,
} from "@cordon/ground";
import { fill, ledgerMigrations, ledgerOn } from "@cordon/ground/journal/testing/ledger.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * On the disk itself, under PostgreSQL: a byte of the table's file is changed while nobody runs, as a failing disk or somebody with
 * the machine in hands would.
 */
const ENTRIES = 400;
let folder = "";
/** The table's file, and that of its index: a scan that meets a damaged row may mark the index's. */
let file = "";
let index = "";
let untouched: Buffer = Buffer.alloc(0);
let untouchedIndex: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  await build();
  untouched = await readFile(file);
  untouchedIndex = await readFile(index);
});

/** A journal on a data folder, and PostgreSQL stopped again. */
async function build(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "cordon-flip-"));
  await using store = await openFolder();
  const problem = await store.migrate(ledgerMigrations);
  if (problem !== null) throw new Error(problem.message);
  const { journal } = await ledgerOn(store);
  await fill(journal, ENTRIES);
  await journal[Symbol.asyncDispose]();
  const found = await store.pool.query<{ heap: string; index: string }>(
    "select pg_relation_filepath('journal_entry') as heap, pg_relation_filepath('journal_entry_pkey') as index",
  );
  file = join(folder, "pg", found.rows[0]?.heap ?? "");
  index = join(folder, "pg", found.rows[0]?.index ?? "");
  // Hint bits and the visibility map are settled, so that later starts do not touch the file.
  const client = await store.connect({ name: "fault" });
  await client.query("vacuum (freeze) journal_entry");
  await client.query("checkpoint");
  await client.end();
}
afterAll(() => rm(folder, { recursive: true, force: true }));

async function openFolder(): Promise<Store> {
  const store = await openStore({ kind: "embedded", folder, minimumFreeBytes: 0 });
  if (isStoreProblem(store)) throw new Error(store.message);
  return store;
}

async function verifyFolder(): Promise<VerifyReport> {
  await using store = await openFolder();
  const source = await journalInDatabase(await store.connect({ name: "fault" }), folder);
  if (isSourceProblem(source)) throw new Error(source.message);
  await using reading = source;
  return await verifyJournal(reading);
}

async function flip(at: number): Promise<void> {
  await using handle = await open(file, "r+");
  await handle.write(Buffer.of((untouched[at] ?? 0) ^ 0x11), 0, 1, at);
}

async function restore(): Promise<void> {
  await writeFile(file, untouched);
  await writeFile(index, untouchedIndex);
}

describe("a byte flipped in the table's file", () => {
  it("within an entry is found, and that entry named with its kind", { timeout: 60_000 }, async () => {
    expect(await verifyFolder()).toMatchObject({ ok: true, entries: ENTRIES });
    for (const seq of [0, 137, ENTRIES - 1]) {
      const at = untouched.indexOf(`"seq":${seq}}`);
      expect(at).toBeGreaterThan(0);
      await flip(at - 40);
      const report = await verifyFolder();
      await restore();
      expect(report.findings).toMatchObject([{ finding: "entry-changed", seq, kind: "ledger.deposited" }]);
    }
  });

  it("anywhere else in it is either found, or has changed no entry", { timeout: 120_000 }, async () => {
    let found = 0;
    for (let round = 0; round < 12; round++) {
      // The page header, the line pointers, a row's header: wherever it falls.
      await flip((round * 8192 + ([2, 13, 17, 26, 60, 5000, 8190][round % 7] ?? 0)) % untouched.length);
      const report = await verifyFolder();
      await restore();
      if (report.ok) expect(report.entries).toBe(ENTRIES);
      else {
        found += 1;
        expect(report.findings.some(({ seq }) => seq !== null)).toBe(true);
      }
    }
    expect(found).toBeGreaterThan(0);
    expect(await verifyFolder()).toMatchObject({ ok: true, entries: ENTRIES });
  });
});
