import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRefusal, SubjectId } from "@cordon/kernel";
import fc from "fast-check";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inProcessBus } from "../bus/index.ts";
import { newId, systemClock } from "../clock.ts";
import { journalMigrations, newSigningKeyText, openJournal, parseSigningKey } from "../journal/index.ts";
import { openStore, type Store, tablesOf } from "../store/index.ts";
import { testDatabase } from "../store/testing.ts";
import { destroyErasedKeys, type OpenVault, openVault, SubjectErased, vaultErasure, vaultMigrations } from "./index.ts";
import { BUCKETS, bucketOf } from "./key-ring.ts";
import type { VaultTables } from "./tables.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-vault-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function opened(): Promise<OpenVault> {
  const vault = await openVault({ folder });
  if ("problem" in vault) throw new Error(vault.message);
  return vault;
}

const signingKey = newSigningKeyText("cordon-test");

/** A vault in its place: on a real database, beside a real journal. */
async function house(store: Store) {
  const key = parseSigningKey(signingKey);
  if (key === undefined || "problem" in key) throw new Error("no signing key");
  const parts = {
    store,
    key,
    kinds: [...vaultErasure.entries],
    projections: [],
    clock: systemClock,
    bus: inProcessBus(),
    shared: false,
  };
  const journal = await openJournal(parts);
  if ("problem" in journal) throw new Error(journal.problem);
  const change = async <T>(work: (tx: typeof store.read) => Promise<T>): Promise<T> => {
    const done = await journal.run({
      by: { kind: "system", id: "test" },
      operation: "test.change",
      decide: async ({ tx }) => ({ entries: [], output: await work(tx) }),
    });
    if (isRefusal(done)) throw new Error(done.because);
    return done.output;
  };
  const vault = await opened();
  return {
    journal,
    vault,
    read: store.read,
    put: (subject: SubjectId, field: string, value: string) =>
      change(async (tx) => vault.put(tx, subject, field, value)),
    get: (subject: SubjectId, field: string) => vault.get(store.read, subject, field),
    erase: (subject: SubjectId) => change(async (tx) => vault.erase(tx, subject)),
    change,
    [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
  };
}

const migrations = [...journalMigrations, ...vaultMigrations];
/** In buckets of their own: a backup from before a bucket's key was replaced is of no use for anybody in it. */
const subjects = distinctBuckets(4);

function distinctBuckets(count: number): readonly SubjectId[] {
  const found = new Map<number, SubjectId>();
  while (found.size < count) {
    const subject = newId(SubjectId);
    found.set(bucketOf(subject), subject);
  }
  return [...found.values()];
}

async function backup(store: Store) {
  const db = tablesOf<VaultTables>(store.read);
  return {
    keys: await db.selectFrom("vault_key").selectAll().execute(),
    values: await db.selectFrom("vault_value").selectAll().execute(),
  };
}

async function restore(store: Store, { keys, values }: Awaited<ReturnType<typeof backup>>): Promise<void> {
  const client = await store.connect({ name: "restore" });
  const db = tablesOf<VaultTables>(store.kyselyOn(client));
  await db.deleteFrom("vault_value").execute();
  await db.deleteFrom("vault_key").execute();
  for (const row of keys) await db.insertInto("vault_key").values(row).execute();
  for (const row of values) await db.insertInto("vault_value").values(row).execute();
  await client.end();
}

describe("the vault", () => {
  it("does what a plain map would, whatever the order of putting, erasing, destroying, reopening and restoring a backup", async () => {
    await using database = await testDatabase(migrations);
    const field = fc.constantFrom("name", "email", "photo");
    const subject = fc.constantFrom(...subjects);
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant("put" as const),
          subject,
          field,
          value: fc.string({ unit: "grapheme" }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("erase" as const), subject }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constantFrom("destroy" as const, "backup" as const, "restore" as const) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await using its = await house(database.store);
        await restore(database.store, { keys: [], values: [] });
        let fields = new Map<string, string>();
        const erased = new Set<SubjectId>();
        const destroyed = new Set<SubjectId>();
        let saved = { rows: await backup(database.store), fields: new Map(fields), erased: new Set(erased) };
        for (const each of steps) {
          if (each.do === "put") {
            const refusal = await its.put(each.subject, each.field, each.value);
            if (erased.has(each.subject)) expect(refusal).toMatchObject({ refused: "conflict" });
            else {
              expect(refusal).toBeNull();
              fields.set(`${each.subject} ${each.field}`, each.value);
            }
          } else if (each.do === "erase") {
            await its.erase(each.subject);
            erased.add(each.subject);
          } else if (each.do === "destroy") {
            expect(await destroyErasedKeys(its.vault, its.read, its.journal)).toBe(true);
            for (const one of erased) destroyed.add(one);
          } else if (each.do === "backup") {
            saved = { rows: await backup(database.store), fields: new Map(fields), erased: new Set(erased) };
          } else {
            await restore(database.store, saved.rows);
            fields = new Map(saved.fields);
            erased.clear();
            // A backup from before somebody was first heard of knows nothing of them, and there is nothing to know.
            const inBackup = new Set(saved.rows.keys.map((row) => row.subject));
            for (const one of [...saved.erased, ...destroyed]) if (inBackup.has(one)) erased.add(one);
          }
        }
        for (const one of subjects) {
          for (const name of ["name", "email", "photo"]) {
            const value = fields.get(`${one} ${name}`);
            const expected = erased.has(one) ? { erased: true } : value === undefined ? null : { erased: false, value };
            expect(await its.get(one, name)).toEqual(expected);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it("keeps somebody erased when a backup from before is put back, and spares the others of the bucket", async () => {
    await using database = await testDatabase(migrations);
    await using its = await house(database.store);
    const gone = newId(SubjectId);
    let neighbour = newId(SubjectId);
    while (bucketOf(neighbour) !== bucketOf(gone)) neighbour = newId(SubjectId);
    await its.put(gone, "name", "Ada");
    await its.put(neighbour, "name", "Grace");
    const before = await backup(database.store);
    await its.erase(gone);
    expect(await its.get(gone, "name")).toEqual({ erased: true });
    await destroyErasedKeys(its.vault, its.read, its.journal);
    expect(await its.get(neighbour, "name")).toEqual({ erased: false, value: "Grace" });
    await restore(database.store, {
      ...before,
      keys: before.keys.filter((row) => row.subject === gone),
      values: before.values.filter((row) => row.subject === gone),
    });
    expect(await its.get(gone, "name")).toEqual({ erased: true });
    expect(await its.put(gone, "name", "Ada")).toMatchObject({ refused: "conflict" });
  });

  it("says in the journal when the key is destroyed, once, and names nobody", async () => {
    await using database = await testDatabase(migrations);
    await using its = await house(database.store);
    const gone = newId(SubjectId);
    await its.put(gone, "name", "Ada Lovelace");
    await its.erase(gone);
    await destroyErasedKeys(its.vault, its.read, its.journal);
    await destroyErasedKeys(its.vault, its.read, its.journal);
    const entries = await its.journal.read(0, 100);
    expect(entries.filter(SubjectErased.is).map(({ data }) => data)).toEqual([{ subject: gone }]);
    expect(JSON.stringify(entries)).not.toContain("Ada");
  });

  it.each(["a new generation was begun", "the others were wrapped anew"])(
    "completes an erasure that was cut after %s",
    async (cut) => {
      await using database = await testDatabase(migrations);
      await using its = await house(database.store);
      const gone = newId(SubjectId);
      let neighbour = newId(SubjectId);
      while (bucketOf(neighbour) !== bucketOf(gone)) neighbour = newId(SubjectId);
      await its.put(gone, "name", "Ada");
      await its.put(neighbour, "name", "Grace");
      const old = its.vault.ring.current(bucketOf(gone));
      await its.erase(gone);
      its.vault.ring.begin(bucketOf(gone));
      if (cut === "the others were wrapped anew") await its.change((tx) => its.vault.rewrap(tx, bucketOf(gone)));
      const reopened = await opened();
      expect(reopened.ring.find(old.id)).not.toBeNull();
      await destroyErasedKeys(reopened, its.read, its.journal);
      expect(reopened.ring.find(old.id)).toBeNull();
      expect(reopened.ring.unsettled()).toEqual([]);
      expect(await reopened.get(its.read, neighbour, "name")).toEqual({ erased: false, value: "Grace" });
      expect(await reopened.get(its.read, gone, "name")).toEqual({ erased: true });
      // and the node whose ring was read before sees the new file
      expect(await its.get(neighbour, "name")).toEqual({ erased: false, value: "Grace" });
    },
  );

  it("destroys keys by itself after an operation erased somebody", async () => {
    await using database = await testDatabase(migrations);
    await using its = await house(database.store);
    const gone = newId(SubjectId);
    await its.put(gone, "name", "Ada");
    const old = its.vault.ring.current(bucketOf(gone));
    const [worker] = vaultErasure.workers;
    const context = { vault: its.vault, journal: its.journal, read: its.read, log: pino({ level: "silent" }) };
    await using _running = await startWith(worker, context);
    await its.erase(gone);
    await expect.poll(() => its.vault.ring.find(old.id), { timeout: 5_000 }).toBeNull();
  });

  it("leaves neither a name nor a destroyed key anywhere in the data folder", async () => {
    const data = join(folder, "data");
    const store = await openStore({ kind: "embedded", folder: data, minimumFreeBytes: 0 });
    if ("problem" in store) throw new Error(store.message);
    await using _ = store;
    expect(await store.migrate(migrations)).toBeNull();
    await using its = await house(store);
    const gone = newId(SubjectId);
    const name = "Zenobia-of-Palmyra-unmistakable";
    await its.put(gone, "name", name);
    const old = its.vault.ring.current(bucketOf(gone));
    const oldKey = Buffer.from(old.key);
    expect(filesWith(folder, [oldKey.toString("base64")])).toEqual(["vault.keys"]);
    await its.erase(gone);
    await destroyErasedKeys(its.vault, its.read, its.journal);
    const client = await store.connect({ name: "checkpoint" });
    await client.query("checkpoint");
    await client.end();
    expect(
      filesWith(folder, [
        oldKey,
        oldKey.toString("base64"),
        oldKey.toString("hex"),
        name,
        Buffer.from(name).toString("base64"),
      ]),
    ).toEqual([]);
  }, 60_000);

  it("notices a row that was changed, or moved to another person", async () => {
    await using database = await testDatabase(migrations);
    await using its = await house(database.store);
    const [a = newId(SubjectId), b = newId(SubjectId)] = subjects;
    await its.put(a, "name", "Ada");
    await its.put(b, "name", "Grace");
    const rows = await backup(database.store);
    const sealedOf = (subject: SubjectId) =>
      rows.values.find((row) => row.subject === subject)?.sealed ?? Buffer.alloc(0);
    await restore(database.store, {
      ...rows,
      values: rows.values.map((row) => ({ ...row, sealed: sealedOf(row.subject === a ? b : a) })),
    });
    await expect(its.get(a, "name")).rejects.toThrow(/authenticate/);
  });

  it("refuses a value that is too large", async () => {
    await using database = await testDatabase(migrations);
    await using its = await house(database.store);
    expect(await its.put(newId(SubjectId), "photo", "x".repeat(1024 * 1024 + 1))).toMatchObject({
      refused: "too-large",
    });
  });
});

describe("the vault's keys", () => {
  it("are Cordon's alone to read, and there for every bucket", async () => {
    const vault = await opened();
    expect(statSync(join(folder, "vault.keys")).mode & 0o777).toBe(0o600);
    const ids = Array.from({ length: BUCKETS }, (_, bucket) => vault.ring.current(bucket).id);
    expect(new Set(ids).size).toBe(BUCKETS);
    expect((await opened()).ring.current(7)).toEqual(vault.ring.current(7));
  });

  it("are refused when others may read them, or when they are no keys", async () => {
    await opened();
    chmodSync(join(folder, "vault.keys"), 0o644);
    expect(await openVault({ folder })).toMatchObject({ problem: "keys-exposed" });
    writeFileSync(join(folder, "vault.keys"), "{}");
    chmodSync(join(folder, "vault.keys"), 0o600);
    expect(await openVault({ folder })).toMatchObject({ problem: "keys-malformed" });
    expect(await openVault({ folder: join(folder, "nowhere") })).toMatchObject({ problem: "keys-unreadable" });
  });
});

async function startWith(
  worker: (typeof vaultErasure.workers)[number] | undefined,
  context: object,
): Promise<AsyncDisposable> {
  if (worker === undefined) throw new Error("the vault has no worker");
  return worker.start(context as Parameters<typeof worker.start>[0]);
}

function filesWith(root: string, needles: readonly (string | Buffer)[]): string[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return needles.some((needle) => content.includes(needle));
    })
    .map((path) => path.slice(root.length + 1));
}
