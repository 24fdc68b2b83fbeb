import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isStoreProblem, openStore } from "@cordon/ground";
import { freePort } from "./live.ts";
import type { Measurement } from "./measurement.ts";
import { percentile } from "./numbers.ts";
import { startAndWait } from "./running-server.ts";
import { type Enrolled, furnish } from "./surge/house.ts";
import type { Load, LoadResult } from "./surge/load.ts";

const SECONDS = 300;
/** All that a city has given out, of which the five minutes' are some. */
const PASSES = 500_000;
const REFERENCE_SECONDS = 30;
const WARM_UP_SECONDS = 10;
/** The page that needs no built application. */
const PAGE = "/register";

/**
 * A thousand scans a second from a thousand gates, for five minutes, through the doors of a server as people start it: at each gate a device
 * with a session of its own, each scan ruled and durable before it is answered. The load is another process of the same machine. Answers count
 * from when a scan was due. Afterwards every acknowledged scan is looked for in the journal and in the table.
 */
export async function* accessSurgeBench(seconds = SECONDS): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-surge-"));
  try {
    const reference = await bare(folder, Math.min(REFERENCE_SECONDS, seconds));
    const passes = Math.max(seconds * 1000, PASSES);
    const devices = await furnish(folder, passes);
    const ours = await surge({ folder, devices, passes, seconds });
    const lost = await lostOf(folder, ours.acknowledged);
    const base = { bench: "access-surge" };
    const bareP99 = percentile(reference.latencies, 0.99);
    const what =
      "one bare insert a request through the same HTTP library and PostgreSQL at the same rate in the same run";
    yield {
      ...base,
      metric: "p99",
      value: percentile(ours.latencies, 0.99),
      unit: "ms",
      reference: { what: `${what}, p99`, value: bareP99 },
      ratio: percentile(ours.latencies, 0.99) / bareP99,
      target: 250,
    };
    yield {
      ...base,
      metric: "p50",
      value: percentile(ours.latencies, 0.5),
      unit: "ms",
      reference: { what: `${what}, p50`, value: percentile(reference.latencies, 0.5) },
      ratio: percentile(ours.latencies, 0.5) / percentile(reference.latencies, 0.5),
      target: 100,
    };
    yield {
      ...base,
      metric: "acknowledged",
      value: ours.acknowledged.length,
      unit: "scans",
      reference: {
        what: `sent; answered otherwise: ${JSON.stringify(ours.refused)}; verdicts: ${JSON.stringify(ours.verdicts)}`,
        value: ours.sent,
      },
      ratio: ours.acknowledged.length / ours.sent,
      target: ours.sent,
    };
    yield {
      ...base,
      metric: "lost",
      value: lost,
      unit: "scans",
      reference: { what: "acknowledged", value: ours.acknowledged.length },
      ratio: lost / ours.acknowledged.length,
      target: 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bare(folder: string, seconds: number): Promise<LoadResult> {
  const port = await freePort();
  const command = [process.execPath, "bench/surge/reference-process.ts", folder, String(port)];
  await using _server = await startAndWait(command, port, 60, PAGE);
  const devices = Array.from({ length: 1000 }, () => ({ token: "none", gate: "none" }));
  const warmUpSeconds = Math.min(WARM_UP_SECONDS, seconds / 2);
  return await loaded({ port, path: "/scan", devices, passes: seconds * 1000, seconds, warmUpSeconds });
}

interface Surge {
  readonly folder: string;
  readonly devices: readonly Enrolled[];
  readonly passes: number;
  readonly seconds: number;
}

async function surge({ folder, devices, passes, seconds }: Surge): Promise<LoadResult> {
  const port = await freePort();
  const words = ["--exercise", "none", "--data", folder, "--port", String(port)];
  await using _server = await startAndWait([process.execPath, "apps/server/start.ts", ...words], port, 60, PAGE);
  const warmUpSeconds = Math.min(WARM_UP_SECONDS, seconds / 2);
  return await loaded({ port, path: "/api/access/record-scans", devices, passes, seconds, warmUpSeconds });
}

async function loaded(
  load: Omit<Load, "devices"> & { readonly devices: readonly { token: string; gate: string }[] },
): Promise<LoadResult> {
  const child = fork(new URL("surge/load.ts", import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const answered = once(child, "message");
  child.send(load);
  const [result]: LoadResult[] = await Promise.race([
    answered,
    ended.then(() => {
      throw new Error("the load ended without a result");
    }),
  ]);
  await ended;
  if (result === undefined) throw new Error("the load said nothing");
  return result;
}

/** How many acknowledged scans are not both an entry of the journal and a row. */
async function lostOf(folder: string, acknowledged: readonly string[]): Promise<number> {
  const store = await openStore({ kind: "embedded", folder: join(folder, "postgres") });
  if (isStoreProblem(store)) throw new Error(store.message);
  await using open = store;
  const entries = await open.pool.query<{ id: string }>(
    "select body::jsonb -> 'data' -> 'scan' ->> 'id' as id from journal_entry where kind = 'access.scanned'",
  );
  const rows = await open.pool.query<{ id: string }>("select id from access_scan");
  const written = new Set(entries.rows.map(({ id }) => id));
  const there = new Set(rows.rows.map(({ id }) => id));
  return acknowledged.filter((id) => !written.has(id) || !there.has(id)).length;
}
