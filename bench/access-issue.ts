import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import { access, firstKeys, issuerIn } from "@cordon/access";
import {
  type Dispatcher,
  dispatching,
  isSigningKeyProblem,
  isStoreProblem,
  journalMigrations,
  type MandateBook,
  openJournal,
  openStore,
  signingKeyIn,
  type Store,
  systemClock,
} from "@cordon/ground";
import {
  type Instant,
  instantOf,
  isRefusal,
  PlaceDrawn,
  PlaceRemoved,
  type Principal,
  SignalRaised,
} from "@cordon/kernel";
import { z } from "zod";
import type { Measurement } from "./measurement.ts";
import { noVault, silentBus } from "./silence.ts";

/** All of an operation the size of Paris. */
const PASSES = 1_000_000;
const REQUESTS = 1000;
/** Requests on their way at once: while one is signed another is appended. */
const TOGETHER = 8;
/** The passes are issued in as many stretches, with the bare rate measured before each and after the last. */
const STRETCHES = 5;
const BARE = 40_000;

const officer: Principal = { kind: "person", id: "bench", roles: ["admin"], contingent: null, unit: null };
const Issued = z.object({ passes: z.array(z.object({ number: z.number(), text: z.string() })) });

/**
 * A million passes through `access.issue-passes`, as the command line asks for them: permission, schema, journal entries, rows, signatures on
 * all cores, texts streamed into a file; on a PostgreSQL that runs on the same cores and syncs to disk. Against the same number of threads
 * that do nothing but sign.
 */
export async function* accessIssueBench(passes = PASSES): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-"));
  try {
    await using desk = await openDesk(folder);
    const out = createWriteStream(join(folder, "passes.jsonl"));
    const { privateKey } = generateKeyPairSync("ed25519");
    const bare: number[] = [];
    let seconds = 0;
    // Code is compiled and threads are started by then.
    await issue(desk.dispatcher, 20 * REQUESTS, out);
    await bareRate(privateKey, BARE);
    // A heap settles while code is compiled; what counts is whether it grows with the passes after that.
    let settled = 0;
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, megabytes());
    }, 50);
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      bare.push(await bareRate(privateKey, BARE));
      const begin = performance.now();
      await issue(desk.dispatcher, passes / STRETCHES, out);
      seconds += (performance.now() - begin) / 1000;
      if (stretch < STRETCHES / 5) settled = most;
    }
    clearInterval(watching);
    bare.push(await bareRate(privateKey, BARE));
    out.end();
    await finished(out);
    await desk.check(passes + 20 * REQUESTS);
    const rate = passes / seconds;
    const reference = bare.reduce((sum, each) => sum + each, 0) / bare.length;
    yield {
      bench: "access-issue",
      metric: "issue",
      value: Math.round(rate),
      unit: "passes/s",
      reference: {
        what: `crypto.sign of Ed25519 alone, on ${availableParallelism()} threads`,
        value: Math.round(reference),
      },
      ratio: Number((rate / reference).toFixed(2)),
      target: 0.6,
    };
    const growth = most - settled;
    yield {
      bench: "access-issue",
      metric: "memory-growth-mb",
      value: Math.round(growth),
      unit: "MB",
      reference: { what: "the most resident while the first fifth was issued", value: Math.round(settled) },
      ratio: Number((growth / settled).toFixed(2)),
      target: 100,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Desk extends AsyncDisposable {
  readonly dispatcher: Dispatcher;
  /** @throws when not so many passes are there */
  check(passes: number): Promise<void>;
}

const noMandates: MandateBook = {
  all: () => [],
  permits: () => ({ permitted: false, because: "no-mandate-for-processing", nearest: null }),
  onChange: () => () => {},
};

async function openDesk(folder: string): Promise<Desk> {
  await using opening = new AsyncDisposableStack();
  const opened = await openStore({ kind: "embedded", folder: join(folder, "postgres") });
  if (isStoreProblem(opened)) throw new Error(opened.message);
  const store: Store = opening.use(opened);
  const issuer = issuerIn(folder);
  if ("problem" in issuer) throw new Error(issuer.message);
  opening.use(issuer);
  const room = access({ issuer, timeZone: "Europe/Paris" });
  const problem = await store.migrate([...journalMigrations, ...room.migrations]);
  if (problem !== null) throw new Error(problem.message);
  const key = signingKeyIn(folder, "bench");
  if (isSigningKeyProblem(key)) throw new Error(key.message);
  const journal = await openJournal({
    store,
    key,
    kinds: [...room.entries, PlaceDrawn, PlaceRemoved, SignalRaised],
    projections: room.projections,
    clock: systemClock,
    bus: silentBus,
    shared: false,
  });
  if ("problem" in journal) throw new Error(journal.problem);
  opening.use(journal);
  const dispatcher = dispatching({
    operations: room.operations,
    read: store.read,
    journal,
    mandates: noMandates,
    vault: noVault,
    clock: systemClock,
  });
  const published = await journal.run({
    by: { kind: "system", id: "bench" },
    operation: "access.publish-keys",
    decide: async ({ now }) => ({ entries: [firstKeys(issuer, now)], output: null }),
  });
  if (isRefusal(published)) throw new Error(published.because);
  for (const [at, code] of ZONES.entries()) await must(dispatcher, "access.draw-zone", zoneOf(code, at));
  const resources = opening.move();
  return {
    dispatcher,
    async check(passes) {
      const { rows } = await store.pool.query<{ passes: number; entries: number }>(
        "select (select count(*) from access_pass) as passes, (select max(number) from access_pass) as entries",
      );
      if (rows[0]?.passes !== passes || rows[0].entries !== passes)
        throw new Error(`${passes} passes were issued and ${JSON.stringify(rows)} are there`);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

const ZONES = ["G1", "G2", "R1", "B1"];

function zoneOf(code: string, at: number) {
  const west = 2.28 + at / 100;
  const ring = [
    [west, 48.86],
    [west + 0.008, 48.86],
    [west + 0.008, 48.866],
    [west, 48.866],
    [west, 48.86],
  ];
  const name = { fr: `Zone ${code}`, en: `Zone ${code}` };
  const shape = { type: "Polygon", coordinates: [ring] };
  return { code, name, regime: "grey", shape, capacity: null, antiPassback: true };
}

async function must(dispatcher: Dispatcher, name: string, input: unknown): Promise<unknown> {
  const answer = await dispatcher.call(name, input, officer);
  if (isRefusal(answer)) throw new Error(`${name}: ${answer.because}`);
  return answer.output;
}

const CATEGORIES = ["resident", "worker", "visitor", "delivery"];
const ZONE_LISTS = [["G1"], ["G1", "R1"], ["G2"], ["G1", "G2", "R1"], ["B1"]];

/** Like applications as they come in: every one of them another person, in no order of category, zones or validity. */
function requestsOf(batch: number): readonly unknown[] {
  return Array.from({ length: REQUESTS }, (_, at) => {
    const person = batch * REQUESTS + at;
    const category = CATEGORIES[(person * 7) % 4];
    const zones = ZONE_LISTS[(person * 13) % 5];
    const [notBefore, notAfter] = PERIODS[(person * 5) % 3] ?? PERIODS[0];
    const letters = String.fromCharCode(65 + (person % 26), 65 + ((person * 11) % 26));
    const holder =
      person % 10 === 0
        ? { kind: "vehicle", plate: `AB-${100 + (person % 900)}-${letters}` }
        : { kind: "person", initials: letters, birthYear: 1930 + (person % 90) };
    return { category, zones, notBefore, notAfter, holder };
  });
}

const DAY_MS = 86_400_000;
const from = (days: number): Instant => instantOf(Math.floor(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS);
const PERIODS: readonly [readonly [Instant, Instant], ...(readonly [Instant, Instant])[]] = [
  [from(0), from(9)],
  [from(1), from(9)],
  [from(0), from(3)],
];

async function issue(dispatcher: Dispatcher, count: number, out: NodeJS.WritableStream): Promise<void> {
  let batch = 0;
  const desk = async () => {
    while (batch < count / REQUESTS) {
      const answer = await must(dispatcher, "access.issue-passes", { requests: requestsOf(batch++) });
      // Whoever asked reads all of it from a file or a socket; here the first answer is looked at.
      if (batch === 1 && Issued.parse(answer).passes.length !== REQUESTS) throw new Error("passes are missing");
      if (!out.write(`${JSON.stringify(answer)}\n`)) await new Promise((drained) => out.once("drain", drained));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, desk));
}

/** Signatures a second of as many threads as there are cores, that do nothing else. */
async function bareRate(privateKey: KeyObject, each: number): Promise<number> {
  const threads = Array.from({ length: availableParallelism() }, () => new Worker(BARE_SIGNING, { eval: true }));
  try {
    const ready = threads.map((thread) => once(thread));
    for (const thread of threads) thread.postMessage({ privateKey, count: 2000 });
    await Promise.all(ready);
    const done = threads.map((thread) => once(thread));
    const begin = performance.now();
    for (const thread of threads) thread.postMessage({ privateKey, count: each });
    await Promise.all(done);
    return (threads.length * each) / ((performance.now() - begin) / 1000);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** Signs what is signed of a pass, as long as most are. */
const BARE_SIGNING = `
  const { parentPort } = require("node:worker_threads");
  const { sign } = require("node:crypto");
  const message = Buffer.alloc(68, 7);
  parentPort.on("message", ({ privateKey, count }) => {
    for (let at = 0; at < count; at++) sign(null, message, privateKey);
    parentPort.postMessage("done");
  });
`;

const once = (thread: Worker) =>
  new Promise<void>((resolve, reject) => {
    thread.once("message", () => resolve());
    thread.once("error", reject);
  });

const megabytes = () => process.memoryUsage.rss() / 1_048_576;
