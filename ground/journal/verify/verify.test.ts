import { createServer } from "node:http";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../store/testing.ts";
import { exportJournal } from "../export.ts";
import { growTree, KEPT_CHECKPOINT_EVERY } from "../head.ts";
import type { OpenJournal } from "../journal.ts";
import { journalHasher } from "../leaf.ts";
import { publishedKey, type SigningKey } from "../signing-key.ts";
import { fill, ledgerMigrations, ledgerOn, testKey } from "../testing/ledger.ts";
import { journalInDatabase } from "./database.ts";
import { journalInFile } from "./file.ts";
import { journalOnServer } from "./server.ts";
import { isSourceProblem, type JournalSource, type SourceProblem } from "./source.ts";
import { type VerifyOptions, type VerifyReport, verifyJournal } from "./verify.ts";
import { Frontier } from "@cordon/kernel";

interface Filled extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly journal: OpenJournal;
  readonly key: SigningKey;
}

async function filled(count: number): Promise<Filled> {
  const database = await testDatabase(ledgerMigrations);
  const { journal, key } = await ledgerOn(database.store);
  await fill(journal, count);
  return {
    database,
    journal,
    key,
    async [Symbol.asyncDispose]() {
      await journal[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function judged(source: JournalSource | SourceProblem, options?: VerifyOptions): Promise<VerifyReport> {
  if (isSourceProblem(source)) throw new Error(source.message);
  await using open = source;
  return await verifyJournal(open, options);
}

async function verifyDatabase({ database }: Filled, options?: VerifyOptions): Promise<VerifyReport> {
  return judged(await journalInDatabase(await database.store.connect({ name: "test" }), "test"), options);
}

async function exported({ database }: Filled, folder: string): Promise<string> {
  const file = join(folder, "journal.jsonl");
  const client = await database.store.connect({ name: "test" });
  try {
    await exportJournal(client, file);
  } finally {
    await client.end();
  }
  return file;
}

async function change({ database }: Filled, sql: string, values: unknown[] = []): Promise<void> {
  const client = await database.store.connect({ name: "tamper" });
  try {
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}

async function temporary(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-verify-"));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

describe("an untouched journal", () => {
  it("verifies in the database, exported, and with the key one was given", async () => {
    await using journal = await filled(KEPT_CHECKPOINT_EVERY + 700);
    await using place = await temporary();
    const inDatabase = await verifyDatabase(journal, { key: publishedKey(journal.key) });
    expect(inDatabase).toMatchObject({
      ok: true,
      findings: [],
      entries: KEPT_CHECKPOINT_EVERY + 700,
      checkpoints: 2,
      bodies: true,
      keyGiven: true,
    });
    const inFile = await judged(await journalInFile(await exported(journal, place.folder)));
    expect(inFile).toMatchObject({
      ok: true,
      findings: [],
      entries: inDatabase.entries,
      root: inDatabase.root,
      checkpoints: 2,
      keyGiven: false,
    });
  });

  it("verifies when it is empty", async () => {
    await using journal = await filled(0);
    expect((await verifyDatabase(journal)).findings).toEqual([]);
  });

  it("verifies on a running server, with the entries or by their hashes alone", async () => {
    await using journal = await filled(600);
    let shown = true;
    const server = createServer(async (request, answer) => {
      const path = (request.url ?? "").slice("/journal/".length);
      const hidden = !shown && path.startsWith("tile/entries/");
      const bytes =
        path === "key"
          ? Buffer.from(`${journal.journal.verifierKey()}\n`)
          : hidden
            ? null
            : await journal.journal.tile(path);
      answer.writeHead(bytes === null ? 404 : 200).end(bytes);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    try {
      // A TCP server's address is an object; only a pipe's is text.
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(await judged(await journalOnServer(url))).toMatchObject({ ok: true, entries: 600, bodies: true });
      shown = false;
      expect(await judged(await journalOnServer(url))).toMatchObject({ ok: true, entries: 600, bodies: false });
      shown = true;
      await change(journal, "update journal_entry set body = replace(body, 'account', 'acc0unt') where seq = 300");
      const report = await judged(await journalOnServer(url));
      expect(report.findings).toMatchObject([{ finding: "entry-changed", seq: 300, kind: "ledger.deposited" }]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(await journalOnServer("http://127.0.0.1:1")).toMatchObject({ problem: "unreachable" });
  });
});

describe("a flipped byte", () => {
  it("anywhere in an exported file is seen, and the entry is named", async () => {
    await using journal = await filled(300);
    await using place = await temporary();
    const file = await exported(journal, place.folder);
    const whole = await readFile(file);
    const lineStarts = [0];
    whole.forEach((byte, at) => {
      if (byte === 0x0a && at + 1 < whole.length) lineStarts.push(at + 1);
    });
    const entryOf = (at: number) => lineStarts.findLastIndex((start) => start <= at) - 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ mask;
        await writeFile(file, changed);
        const source = await journalInFile(file);
        const seq = entryOf(at);
        if (seq < 0) {
          expect(isSourceProblem(source) || !(await judged(source)).ok).toBe(true);
          return;
        }
        const report = await judged(source);
        expect(report.ok).toBe(false);
        expect(report.findings.some((finding) => finding.seq === seq)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("in any column of the database is seen, and the entry is named", async () => {
    await using journal = await filled(300);
    const column = fc.constantFrom("kind", "at", "leaf_hash", "body", "seq");
    await fc.assert(
      fc.asyncProperty(column, fc.nat(299), fc.nat(), async (name, seq, where) => {
        await change(journal, "create table if not exists untouched as select * from journal_entry");
        const changes: Record<string, string> = {
          kind: "update journal_entry set kind = overlay(kind placing '#' from 1 + $2 % length(kind)) where seq = $1",
          at: "update journal_entry set at = at + (1 + $2 % 1000) * interval '1 millisecond' where seq = $1",
          leaf_hash:
            "update journal_entry set leaf_hash = set_bit(leaf_hash, $2 % 256, 1 - get_bit(leaf_hash, $2 % 256)) where seq = $1",
          body: "update journal_entry set body = overlay(body placing '#' from 1 + $2 % length(body)) where seq = $1 and body <> overlay(body placing '#' from 1 + $2 % length(body))",
          seq: "update journal_entry set seq = 1000 + $2 % 1000 where seq = $1",
        };
        await change(journal, changes[name] ?? "", [seq, where % 100_000]);
        const report = await verifyDatabase(journal);
        await change(journal, "delete from journal_entry");
        await change(journal, "insert into journal_entry select * from untouched");
        expect(report.ok).toBe(false);
        expect(report.findings.some((finding) => finding.seq === seq)).toBe(true);
        if (name === "leaf_hash" || name === "at") expect(report.findings[0]?.kind).toBe("ledger.deposited");
      }),
      { numRuns: 60 },
    );
    expect(await verifyDatabase(journal)).toMatchObject({ ok: true });
  });

  it("in the head, the right edge, a tile hash or a kept checkpoint is seen", async () => {
    await using journal = await filled(KEPT_CHECKPOINT_EVERY + 10);
    const finding = async (sql: string, undo: string) => {
      await change(journal, sql);
      const report = await verifyDatabase(journal);
      await change(journal, undo);
      return report.findings.map((one) => one.finding);
    };
    await change(journal, "create table was as select * from journal_head");
    const undo = "delete from journal_head; insert into journal_head select * from was";
    expect(
      await finding("update journal_head set frontier = set_bit(frontier, 9, 1 - get_bit(frontier, 9))", undo),
    ).toEqual(["head-differs"]);
    expect(await finding("update journal_head set size = size + 1", undo)).toEqual(["head-differs"]);
    expect(
      await finding("update journal_head set checkpoint = replace(checkpoint, 'ledger', 'ledges')", undo),
    ).toContain("checkpoint-signature");
    expect(
      await finding("update journal_head set verifier_key = replace(verifier_key, 'ledger', 'ledges')", undo),
    ).toContain("key");
    const bit = "set hash = set_bit(hash, 99, 1 - get_bit(hash, 99))";
    expect(
      await finding(`update journal_node ${bit} where position = 3`, `update journal_node ${bit} where position = 3`),
    ).toEqual(["node-differs"]);
    await change(journal, "create table node_was as select * from journal_node where position = 5");
    expect(
      await finding("delete from journal_node where position = 5", "insert into journal_node select * from node_was"),
    ).toContain("node-differs");
    const other = "update journal_checkpoint set note = overlay(note placing '#' from 30)";
    expect(await finding(other, "delete from journal_checkpoint")).toContain("checkpoint-signature");
    expect(await verifyDatabase(journal)).toMatchObject({ ok: true });
  });
});

describe("somebody who can write to the database", () => {
  it("cannot take an entry out, put one in, cut the end off, or swap two", async () => {
    await using journal = await filled(600);
    await change(journal, "create table untouched as select * from journal_entry");
    const tried = async (sql: string) => {
      await change(journal, sql);
      const report = await verifyDatabase(journal);
      await change(journal, "delete from journal_entry");
      await change(journal, "insert into journal_entry select * from untouched");
      return report;
    };
    expect((await tried("delete from journal_entry where seq = 77")).findings[0]).toMatchObject({
      finding: "entry-missing",
      seq: 77,
    });
    expect((await tried("delete from journal_entry where seq >= 590")).findings[0]).toMatchObject({
      finding: "entry-missing",
      seq: 590,
    });
    const added = await tried(
      "insert into journal_entry select 600, kind, at, leaf_hash, body from journal_entry where seq = 1",
    );
    expect(added.findings.map((one) => one.finding)).toContain("entry-beyond-head");
    const swapped = await tried(
      "update journal_entry set seq = -(seq - 51) where seq in (50, 51)".replace("-(seq - 51)", "2000 - seq") +
        "; update journal_entry set seq = seq - 1899 where seq in (1949, 1950)",
    );
    expect(swapped.findings.map((one) => one.seq)).toEqual(expect.arrayContaining([50, 51]));
  });

  it("cannot rewrite an entry with its leaf hash: the hashes above it do not follow", async () => {
    await using journal = await filled(600);
    const rows = await journal.database.store.pool.query<{ body: string }>(
      "select body from journal_entry where seq = 300",
    );
    const body = (rows.rows[0]?.body ?? "").replace('"amount":300', '"amount":999');
    await change(journal, "update journal_entry set body = $1, leaf_hash = $2 where seq = 300", [
      body,
      journalHasher.leaf(Buffer.from(body)),
    ]);
    const report = await verifyDatabase(journal);
    expect(report.findings.map((one) => one.finding)).toEqual(["head-differs", "head-differs", "node-differs"]);
    expect(report.findings[2]?.message).toContain("entries 256 to 511");
  });

  it("is caught by a checkpoint somebody kept, even with the signing key", async () => {
    await using journal = await filled(200);
    const kept = journal.journal.checkpoint();
    await fill(journal.journal, 100);
    expect(await verifyDatabase(journal, { remembered: [kept] })).toMatchObject({ ok: true, checkpoints: 2 });
    // The whole history written anew, as only the holder of the key could.
    const rows = await journal.database.store.pool.query<{ body: string }>(
      "select body from journal_entry order by seq",
    );
    const leaves = rows.rows.map(({ body }, at) => {
      const other = at === 20 ? body.replace('"amount":20', '"amount":21') : body;
      return { body: other, hash: journalHasher.leaf(Buffer.from(other)), envelope: JSON.parse(other) };
    });
    const rewritten = growTree(Frontier.empty(journalHasher), leaves, journal.key);
    await change(journal, "update journal_entry set body = $1, leaf_hash = $2 where seq = 20", [
      leaves[20]?.body,
      leaves[20]?.hash,
    ]);
    await change(journal, "update journal_head set checkpoint = $1, frontier = $2", [
      rewritten.note,
      Buffer.from(rewritten.frontier.bytes()),
    ]);
    await change(journal, "update journal_node set hash = $1 where level = 1", [rewritten.nodes[0]?.hash]);
    expect(await verifyDatabase(journal)).toMatchObject({ ok: true });
    const report = await verifyDatabase(journal, { remembered: [kept] });
    expect(report.findings).toMatchObject([{ finding: "checkpoint-differs" }]);
    expect(report.findings[0]?.message).toContain("entries 0 to 199");
  });

  it("is caught when it signed with a key of its own", async () => {
    await using journal = await filled(20);
    const report = await verifyDatabase(journal, { key: publishedKey(testKey()) });
    expect(report.ok).toBe(false);
    expect(report.findings.map((one) => one.finding)).toEqual(expect.arrayContaining(["key", "checkpoint-signature"]));
    expect((await verifyDatabase(journal, { key: "no key" })).findings[0]?.finding).toBe("key");
    const future = journal.journal.checkpoint();
    await using other = await filled(0);
    expect((await verifyDatabase(other, { remembered: [future] })).findings[0]?.finding).toBe("checkpoint-signature");
  });
});

describe("something that is no journal", () => {
  it("is said to be none", async () => {
    await using database = await testDatabase([]);
    expect(await journalInDatabase(await database.store.connect({ name: "test" }), "test")).toMatchObject({
      problem: "no-journal",
    });
    await using place = await temporary();
    const file = join(place.folder, "empty");
    expect(await journalInFile(file)).toMatchObject({ problem: "unreachable" });
    await writeFile(file, "");
    expect(await journalInFile(file)).toMatchObject({ problem: "damaged" });
    await writeFile(file, '{"format":"cordon-journal-1"}\n');
    expect(await journalInFile(file)).toMatchObject({ problem: "damaged" });
  });
});
