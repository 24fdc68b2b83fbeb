import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isSigningKeyProblem,
  isSourceProblem,
  isStoreProblem,
  journalInDatabase,
  journalMigrations,
  openJournal,
  openStore,
  type SigningKey,
  signingKeyIn,
  systemClock,
  verifyJournal,
} from "@cordon/ground";
import { entry, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import type { Measurement } from "./measurement.ts";
import { silentBus } from "./silence.ts";

const ENTRIES = 1_000_000;
const IN_ONE_WORK = 2000;

const Noted = entry("bench.noted", z.object({ post: z.number(), text: z.string() }), { roles: ["operator"] });
const TEXT = "The patrol at the north quay reports that the gate is closed and the crowd is calm.";

/**
 * A million entries, written by the journal itself, then verified offline: from a stopped data folder, starting PostgreSQL on it included.
 * The reference is PostgreSQL hashing the same bodies by itself, which is the least that reading them all can cost.
 */
export async function* journalVerifyBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-"));
  try {
    const key = signingKeyIn(folder, "bench");
    if (isSigningKeyProblem(key)) throw new Error(key.message);
    const referenceSeconds = await write(folder, key);
    const begin = performance.now();
    const findings = await verify(folder);
    const seconds = (performance.now() - begin) / 1000;
    if (findings.length > 0) throw new Error(`an untouched journal was not verified: ${findings.join("; ")}`);
    yield {
      bench: "journal-verify",
      metric: "seconds",
      value: Number(seconds.toFixed(2)),
      unit: `s for ${ENTRIES} entries`,
      reference: {
        what: "PostgreSQL alone: select count(sha256(body)) over the same entries",
        value: Number(referenceSeconds.toFixed(2)),
      },
      ratio: Number((seconds / referenceSeconds).toFixed(2)),
      target: 30,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the seconds that the reference took */
async function write(folder: string, key: SigningKey): Promise<number> {
  const opened = await openStore({ kind: "embedded", folder });
  if (isStoreProblem(opened)) throw new Error(opened.message);
  await using store = opened;
  const problem = await store.migrate(journalMigrations);
  if (problem !== null) throw new Error(problem.message);
  const started = await openJournal({
    store,
    key,
    kinds: [Noted],
    projections: [],
    clock: systemClock,
    bus: silentBus,
    shared: false,
  });
  if ("problem" in started) throw new Error(started.message);
  await using journal = started;
  for (let from = 0; from < ENTRIES; from += IN_ONE_WORK) {
    const entries = Array.from({ length: IN_ONE_WORK }, (_, at) =>
      Noted.of({ post: from + at, text: `post ${from + at}: ${TEXT}` }),
    );
    const done = await journal.run({
      by: { kind: "system", id: "bench" },
      operation: "bench.note",
      decide: async () => ({ entries, output: null }),
    });
    if (isRefusal(done)) throw new Error(done.because);
  }
  const begin = performance.now();
  await store.pool.query("select count(sha256(convert_to(body, 'UTF8'))) from journal_entry");
  return (performance.now() - begin) / 1000;
}

async function verify(folder: string): Promise<readonly string[]> {
  const store = await openStore({ kind: "embedded", folder });
  if (isStoreProblem(store)) throw new Error(store.message);
  await using open = store;
  const source = await journalInDatabase(await open.connect({ name: "journal verify" }), folder);
  if (isSourceProblem(source)) throw new Error(source.message);
  await using reading = source;
  const report = await verifyJournal(reading);
  if (report.entries !== ENTRIES) return [`${report.entries} entries instead of ${ENTRIES}`];
  return report.findings.map((finding) => finding.message);
}
