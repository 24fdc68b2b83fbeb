import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  isSourceProblem,
  isStoreProblem,
  journalInDatabase,
  openStore,
  rebuildJournal,
  type Store,
  verifyJournal,
} from "@cordon/ground";
import {
  deposit,
  ledgerMigrations,
  ledgerOn,
  ledgerProjections,
  ledgerTables,
} from "@cordon/ground/journal/testing/ledger.ts";
import { isRefusal } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CHILD = fileURLToPath(new URL("appending-child.ts", import.meta.url));

type Victim = "cordon" | "both" | "postgres";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-kill-"));
});
afterAll(async () => {
  for (const child of living) child.kill("SIGKILL");
  // The PostgreSQL of a child that was killed ends a moment later, and until then it writes.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Children that have not ended yet. */
const living = new Set<ReturnType<typeof nextChild>>();

/** Every entry that was acknowledged to some child, by number. */
const acknowledged = new Map<number, string>();

/** Loads its code and waits: the next one does so while this one appends. */
function nextChild(): ChildProcessByStdio<Writable, Readable, null> {
  // Compiled once for all hundred, as most of a child's life would be spent on it.
  const env = { PATH: "/usr/bin:/bin", NODE_COMPILE_CACHE: join(folder, "compiled") };
  const child = spawn(process.execPath, [CHILD, folder], { stdio: ["pipe", "pipe", "inherit"], env });
  living.add(child);
  child.once("close", () => living.delete(child));
  return child;
}

/** Lets a child append until it has been told of some entries, then kills without warning. */
async function killAfter(child: ReturnType<typeof nextChild>, entries: number, victim: Victim): Promise<void> {
  child.stdin.end("go\n");
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  let told = 0;
  let postgres = 0;
  let opened = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    const [first = "", second = "", third = ""] = line.split(" ");
    if (first === "opened") {
      postgres = Number(second);
      opened = Number(third);
      continue;
    }
    // A line that the kill cut short says nothing.
    if (second.length !== 26) continue;
    if (acknowledged.has(Number(first))) throw new Error(`entry ${first} was acknowledged twice`);
    acknowledged.set(Number(first), second);
    told += 1;
    if (told !== entries) continue;
    if (victim !== "cordon") process.kill(postgres, "SIGKILL");
    if (victim === "postgres") await sleep(30);
    child.kill("SIGKILL");
  }
  await ended;
  if (opened < 0) throw new Error("the child ended before it had opened the journal");
  expect(told).toBeGreaterThanOrEqual(entries);
}

async function openFolder(): Promise<Store> {
  const store = await openStore({ kind: "embedded", folder: join(folder, "postgres"), minimumFreeBytes: 0 });
  if (isStoreProblem(store)) throw new Error(store.message);
  return store;
}

async function expectNothingLost(): Promise<void> {
  await using store = await openFolder();
  const found = await store.pool.query<{ seq: number; id: string }>(
    "select seq, body::jsonb ->> 'id' as id from journal_entry",
  );
  const kept = new Map(found.rows.map(({ seq, id }) => [seq, id]));
  const lost = [...acknowledged].filter(([seq, id]) => kept.get(seq) !== id);
  expect(lost).toEqual([]);
  const source = await journalInDatabase(await store.connect({ name: "fault" }), "the data folder");
  if (isSourceProblem(source)) throw new Error(source.message);
  await using reading = source;
  expect((await verifyJournal(reading)).findings).toEqual([]);
  const rebuilt = await rebuildJournal({
    store,
    migrations: ledgerMigrations,
    projections: ledgerProjections,
    tables: ledgerTables,
    swap: false,
  });
  expect(rebuilt).toMatchObject({ ok: true, entries: kept.size });
}

describe("PostgreSQL killed under a journal", () => {
  it("is refused in plain words, comes back, and nothing acknowledged is lost", { timeout: 60_000 }, async () => {
    const place = await mkdtemp(join(tmpdir(), "cordon-gone-"));
    try {
      const store = await openStore({ kind: "embedded", folder: place, minimumFreeBytes: 0 });
      if (isStoreProblem(store)) throw new Error(store.message);
      await using open = store;
      const problem = await open.migrate(ledgerMigrations);
      if (problem !== null) throw new Error(problem.message);
      const { journal } = await ledgerOn(open);
      await using appending = journal;
      const told = new Set<number>();
      const refusals = new Map<string, number>();
      let running = true;
      const caller = async (name: string) => {
        while (running) {
          const answer = await appending.run(deposit(name, 1));
          if (isRefusal(answer)) {
            refusals.set(answer.refused, (refusals.get(answer.refused) ?? 0) + 1);
            await sleep(5);
          } else for (const { seq } of answer.entries) told.add(seq);
        }
      };
      const callers = Array.from({ length: 64 }, (_, at) => caller(`caller ${at}`));
      for (let kill = 0; kill < 3; kill++) {
        const before = told.size;
        await expect.poll(() => told.size - before, { timeout: 15_000 }).toBeGreaterThan(500);
        process.kill(open.postmasterPid() ?? 0, "SIGKILL");
      }
      const last = told.size;
      await expect.poll(() => told.size, { timeout: 15_000 }).toBeGreaterThan(last + 500);
      running = false;
      await Promise.all(callers);
      const kept = await open.pool.query<{ seq: number }>("select seq from journal_entry");
      const there = new Set(kept.rows.map(({ seq }) => seq));
      expect([...told].filter((seq) => !there.has(seq))).toEqual([]);
      expect([...refusals.keys()]).toEqual(["unavailable"]);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});

describe("killed during 64 concurrent appends", () => {
  it("a hundred times, loses nothing that was acknowledged", { timeout: 600_000 }, async () => {
    let child = nextChild();
    for (let round = 0; round < 100; round++) {
      const next = nextChild();
      const victim = round % 10 === 3 ? "both" : round % 10 === 7 ? "postgres" : "cordon";
      await killAfter(child, 1 + ((round * 37) % 500), victim);
      child = next;
    }
    child.kill("SIGKILL");
    expect(acknowledged.size).toBeGreaterThan(10_000);
    await expectNothingLost();
  });
});
