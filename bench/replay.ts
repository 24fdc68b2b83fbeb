import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@cordon/ground";
import { replayed } from "@cordon/ground/past/testing/replayed.ts";
import type { NewEntry } from "@cordon/kernel";
import { capabilities, type RunningServer, UNHOUSED } from "@cordon/server";
import { type Measurement } from "./measurement.ts";
import { serverOn, write } from "./own-server.ts";
import { day, drawing } from "./replay/day.ts";
import { rehearsalCookie } from "./running-server.ts";

const ENTRIES = 200_000;
const IN_ONE_WORK = 100;
/** Looked at by a server that has been looking, and by one that was just started. */
const MOMENTS = 48;
const DAY_MS = 24 * 3_600_000;
/**
 * What the console asks when the time machine steps to a moment, in the same words. `window`: the day of which the roster's voids are looked at.
 */
const picture = (at: number, window: { readonly from: string; readonly until: string }) =>
  [
    ["find-moment", { size: at }, null],
    ["list-changes", { since: Math.max(0, at - 50) }, at],
    ["list-signals", { state: "waiting", limit: 100 }, at],
    ["list-incidents", { state: "open", limit: 200 }, at],
    ["list-threads", { limit: 1 }, at],
    ["list-unit-kinds", {}, at],
    ["list-contingents", {}, at],
    ["list-overlays", {}, at],
    ["list-fences", {}, at],
    ["list-places", {}, at],
    ["list-unit-tracks", {}, at],
    ["list-voids", { ...window, limit: 200 }, at],
  ] as const;

/**
 * A day of 200,000 entries: scans and queues of 300 gates, signals, incidents, messages, tasks and shifts of 10,500 units - 63,000 people - of 43
 * contingents at 1,000 posts. Then moments of it, in random order, by the public door: shown is when the answers to everything the console asks at
 * a moment have arrived, asked side by side as it does. The
 * reference is the way it was done before: the entries projected from the first on into a scratch database, as `journal rebuild` does. Held row against row at
 * three moments: what is shown and what was rebuilt must be the same, or the bench fails.
 */
export async function* replayBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-replay-"));
  try {
    const times: { warm: readonly number[]; begun: number } = { warm: [], begun: 0 };
    {
      await using server = await serverOn(folder);
      await fill(server);
      times.begun = await whole(server);
      times.warm = await moments(server, 1);
    }
    await using server = await serverOn(folder);
    const cold = await moments(server, 2);
    const rooms = capabilities(UNHOUSED);
    const parts = {
      store: server.store,
      migrations: rooms.flatMap((room) => [...room.migrations]),
      projections: rooms.flatMap((room) => [...room.projections]),
      tables: rooms.flatMap((room) => [...room.tables]),
    };
    for (const size of [3_000, Math.floor(ENTRIES / 9)]) same(await replayed(parts, size), size);
    const reference = await replayed(parts, server.journal.size());
    same(reference, server.journal.size());
    const what = "all entries projected from the first on into a scratch database, ms";
    const line = (metric: string, ms: number, target: number): Measurement => ({
      bench: "replay",
      metric,
      value: Math.round(ms),
      unit: "ms",
      reference: { what, value: Math.round(reference.replayMs) },
      ratio: Number((ms / reference.replayMs).toFixed(4)),
      target,
    });
    yield line("any-moment-p95", p95([...times.warm, ...cold]), 2000);
    yield line("just-started-p95", p95(cold), 2000);
    yield line("slowest", Math.max(...times.warm, ...cold), 2000);
    yield line("whole-past-kept", times.begun, reference.replayMs * 2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(server: RunningServer): Promise<void> {
  const entries = day(systemClock);
  while (server.journal.size() < ENTRIES) {
    const some: NewEntry[] = [];
    // Not for-of: leaving that would end the day.
    while (some.length < Math.min(IN_ONE_WORK, ENTRIES - server.journal.size())) {
      const { value, done } = entries.next();
      if (done === true) throw new Error("the day ended early");
      some.push(value);
    }
    await write(server, some);
  }
}

/** Waits until all of it has been taken in. In life that happens beside the day; here the day was over in a minute. */
async function whole(server: RunningServer): Promise<number> {
  const begun = performance.now();
  const cookie = await rehearsalCookie(server.url);
  for (;;) {
    const asked = await fetch(`${server.url}/api/command/list-places?at=${server.journal.size()}`, {
      headers: { cookie },
    });
    await asked.text();
    if (asked.ok) return performance.now() - begun;
    if (asked.status !== 503) throw new Error(`the past was answered with ${asked.status}`);
  }
}

async function moments(server: RunningServer, seed: number): Promise<readonly number[]> {
  const cookie = await rehearsalCookie(server.url);
  const draw = drawing(seed);
  const window = { from: new Date(Date.now()).toISOString(), until: new Date(Date.now() + DAY_MS).toISOString() };
  const times: number[] = [];
  for (let moment = 0; moment < MOMENTS; moment++) {
    const at = draw(ENTRIES + 1);
    const begun = performance.now();
    const answers = await Promise.all(
      picture(at, window).map(async ([name, input, as]) => {
        const query = new URLSearchParams({ input: JSON.stringify(input), ...(as === null ? {} : { at: String(as) }) });
        const response = await fetch(`${server.url}/api/command/${name}?${query}`, { headers: { cookie } });
        const text = await response.text();
        if (!response.ok) throw new Error(`${name} at ${at}: ${text}`);
        return text;
      }),
    );
    times.push(performance.now() - begun);
    if (at > 30_000 && answers.some((text) => text.length < 20)) throw new Error(`nothing is shown at ${at}`);
  }
  return times;
}

function same(
  { differing, rows }: { readonly differing: readonly string[]; readonly rows: number },
  size: number,
): void {
  if (differing.length > 0 || rows === 0)
    throw new Error(
      `at ${size}, ${differing.length} of ${rows} rows are not what a rebuild makes: ${differing.slice(0, 5).join(", ")}`,
    );
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}
