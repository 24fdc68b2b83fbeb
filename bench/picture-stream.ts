import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Area, PICTURE_FRAME, putTrack, trackFrame } from "@cordon/kernel";
import { WebSocket } from "ws";
import { freePort, registerUnits } from "./live.ts";
import type { Measurement } from "./measurement.ts";
import { percentile } from "./numbers.ts";
import { type Received, receiver } from "./picture/socket.ts";
import { rehearsalCookie, residentMegabytes, startAndWait } from "./running-server.ts";

const UPDATES_PER_SECOND = 12_600;
/** Each unit tells where it is every 5 s. */
const UNITS = 63_000;
const VIEWERS = 500;
/** Of all units, what a viewer's area holds. */
const SHARE = 0.05;
const WISHED_OUT = UPDATES_PER_SECOND * SHARE * VIEWERS;
const SECONDS = 60;
const REFERENCE_SECONDS = 20;
const WARM_UP_MS = 5_000;
const BATCH_MS = 50;
const FEEDERS = 20;
/** A batch goes out in so many frames, over as many sockets. */
const FRAMES_A_BATCH = 10;
/** One session holds at most 200 sockets. */
const SOCKETS_A_SESSION = 150;
/** Coprime with the number of units: neighbours in space do not report one after another. */
const STRIDE = 40_507;
const WEST = 2.2;
const SOUTH = 48.8;
const WIDTH = 0.2;
const HEIGHT = 0.12;
const SIDE = Math.sqrt(SHARE);

/**
 * The picture of 63,000 units for 500 who look, each at 5 % of them: positions go in by sockets as devices send them, a real server hands them on.
 * In to out is from the stamp of a position when it is sent to its arrival in this process, on one clock (an age travels in steps of 2 ms). This
 * process is the load as well and shares the machine's cores with the server: it counts every byte and every position, and looks at one position
 * of each frame for its age. The reference, after it in the same run, is a bare WebSocket server that sends as many bytes to as many sockets.
 */
export async function* pictureStreamBench(seconds = SECONDS): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-picture-"));
  try {
    const port = await freePort();
    const start = [process.execPath, "apps/server/start.ts", "--exercise", "none", "--rehearsal"];
    let ours: Load;
    let memory: readonly number[];
    {
      await using server = await startAndWait([...start, "--data", folder, "--port", String(port)], port, 60);
      const cookies = await Promise.all(
        Array.from({ length: Math.ceil(VIEWERS / SOCKETS_A_SESSION) }, () => rehearsalCookie(server.url)),
      );
      await registerUnits(server.url, cookies[0] ?? "", UNITS);
      const at: number[] = [];
      ours = await load({
        port,
        path: "/api/live",
        feed: "/api/live",
        cookieOf: (viewer) => cookies[Math.floor(viewer / SOCKETS_A_SESSION)] ?? "",
        seconds,
        read: readFrame,
        subscribe: true,
        early: async () => void at.push(await residentMegabytes(server.pid)),
      });
      at.push(await residentMegabytes(server.pid));
      memory = at;
    }
    yield* measurements(ours, memory, await bare(Math.min(REFERENCE_SECONDS, seconds)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function* measurements(ours: Load, memory: readonly number[], reference: Load): Generator<Measurement> {
  const base = { bench: "picture-stream" };
  const [early = Number.NaN, late = Number.NaN] = memory;
  const what = "a bare WebSocket server that sends as many bytes to as many sockets in the same run";
  const p99 = percentile(ours.latencies, 0.99);
  const bareP99 = percentile(reference.latencies, 0.99);
  yield {
    ...base,
    metric: "in-to-out-p99",
    value: p99,
    unit: "ms",
    reference: { what: `${what}, p99`, value: bareP99 },
    ratio: p99 / bareP99,
    target: 400,
  };
  const p50 = percentile(ours.latencies, 0.5);
  const bareP50 = percentile(reference.latencies, 0.5);
  yield {
    ...base,
    metric: "in-to-out-p50",
    value: p50,
    unit: "ms",
    reference: { what: `${what}, p50`, value: bareP50 },
    ratio: p50 / bareP50,
    target: 200,
  };
  const bytes = ours.bytes / ours.updates;
  yield {
    ...base,
    metric: "bytes-per-update",
    value: bytes,
    unit: "bytes",
    reference: { what: "a position as devices send it", value: 20 },
    ratio: bytes / 20,
    target: 20,
  };
  const rate = (value: number, wished: number) => ({
    value,
    unit: "updates/s",
    reference: { what: "wished", value: wished },
    ratio: value / wished,
    target: wished,
  });
  yield { ...base, metric: "in-rate", ...rate(ours.sent / ours.seconds, UPDATES_PER_SECOND) };
  yield { ...base, metric: "out-rate", ...rate(ours.updates / ours.seconds, WISHED_OUT) };
  yield {
    ...base,
    metric: "resident-mb-after",
    value: late,
    unit: "MB",
    reference: { what: "the same processes 10 s after the beginning", value: early },
    ratio: late / early,
    target: early * 1.2,
  };
}

interface Load {
  readonly latencies: Float64Array;
  /** After the warm-up. */
  readonly bytes: number;
  readonly updates: number;
  readonly sent: number;
  readonly seconds: number;
}

interface Seen {
  updates: number;
  frames: number;
  /** Milliseconds since 1970 of one position of the last frame. */
  atMs: number;
}

/** Counts a frame's positions from its tiles' headers and reads the age of one of them, another in each frame. */
function readFrame(frame: DataView, seen: Seen): void {
  const { header, gone, tile, stride } = PICTURE_FRAME;
  const tiles = frame.getUint32(16, true);
  let at = header + frame.getUint32(4, true) * gone;
  const chosen = seen.frames++ % Math.max(1, tiles);
  for (let each = 0; each < tiles; each++) {
    const positions = frame.getUint32(at + 4, true);
    seen.updates += positions;
    if (each === chosen) {
      const one = at + tile + (seen.frames % positions) * stride;
      seen.atMs = frame.getFloat64(8, true) - frame.getUint16(one + 10, true) * 2;
    }
    at += tile + positions * stride;
  }
}

interface LoadOptions {
  readonly port: number;
  readonly path: string;
  readonly feed: string;
  readonly cookieOf: (viewer: number) => string;
  readonly seconds: number;
  readonly subscribe: boolean;
  readonly read: (frame: DataView, seen: Seen) => void;
  /** Called once, 10 s after the beginning. */
  readonly early?: () => Promise<void>;
}

async function load(options: LoadOptions): Promise<Load> {
  const { port, path, feed, cookieOf, seconds, read, subscribe, early } = options;
  const received: Received = { bytes: 0 };
  const seen: Seen = { updates: 0, frames: 0, atMs: Number.NaN };
  const latencies = new Float64Array(VIEWERS * seconds * 6);
  let sampled = 0;
  let measuring = false;
  const viewers = [];
  for (let index = 0; index < VIEWERS; index++) {
    const viewer = await receiver({ port, path, cookie: cookieOf(index) }, received, (message) => {
      seen.atMs = Number.NaN;
      read(message, seen);
      if (!measuring || Number.isNaN(seen.atMs) || sampled === latencies.length) return;
      latencies[sampled++] = nowMs() - seen.atMs;
    });
    if (subscribe) viewer.say(JSON.stringify({ type: "subscribe", from: null, area: areaOf(index), contract: null }));
    viewers.push(viewer.socket);
  }
  const feeders = await Promise.all(
    Array.from({ length: FEEDERS }, () => feeder(`ws://127.0.0.1:${port}${feed}`, cookieOf(VIEWERS - 1))),
  );
  let unit = 0;
  let sent = 0;
  let turn = 0;
  let zero = { bytes: 0, updates: 0, sent: 0, elapsed: 0 };
  let looked: Promise<void> | null = null;
  const began = performance.now();
  let elapsed = 0;
  while (elapsed < seconds * 1000) {
    if (!measuring && elapsed > WARM_UP_MS) {
      zero = { bytes: received.bytes, updates: seen.updates, sent, elapsed };
      measuring = true;
    }
    if (early !== undefined && looked === null && elapsed > 10_000) looked = early();
    let due = Math.floor((elapsed / 1000) * UPDATES_PER_SECOND) - sent;
    sent += due;
    const each = Math.max(1, Math.ceil(due / FRAMES_A_BATCH));
    for (; due > 0; due -= each) {
      const frame = reports(unit, Math.min(each, due));
      unit += Math.min(each, due);
      feeders[turn++ % FEEDERS]?.send(frame);
    }
    await new Promise((resolve) => setTimeout(resolve, BATCH_MS));
    elapsed = performance.now() - began;
  }
  const result = {
    latencies: latencies.subarray(0, sampled).sort(),
    bytes: received.bytes - zero.bytes,
    updates: seen.updates - zero.updates,
    sent: sent - zero.sent,
    seconds: (elapsed - zero.elapsed) / 1000,
  };
  await looked;
  for (const socket of viewers) socket.destroy();
  for (const socket of feeders) socket.terminate();
  return result;
}

async function bare(seconds: number): Promise<Load> {
  const port = await freePort();
  const child: ChildProcess = fork(new URL("picture/bare-process.ts", import.meta.url), [String(port), String(SHARE)]);
  try {
    await once(child, "message");
    return await load({
      port,
      path: "/",
      feed: "/feed",
      cookieOf: () => "",
      seconds,
      subscribe: false,
      read: (message, seen) => {
        seen.atMs = message.getFloat64(0, true);
      },
    });
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

/** Twenty-five by twenty windows over the whole, each 22 % of its width and height: 5 % of its area. */
function areaOf(index: number): Area {
  const west = WEST + ((index % 25) * WIDTH * (1 - SIDE)) / 24;
  const south = SOUTH + (Math.floor(index / 25) * HEIGHT * (1 - SIDE)) / 19;
  return [west, south, west + WIDTH * SIDE, south + HEIGHT * SIDE];
}

/** Tracks count from 1. Spread by the golden ratio, so that every window holds its share; each walks some metres to and fro. */
function reports(first: number, count: number): Uint8Array {
  const now = nowMs();
  const frame = trackFrame(count, now);
  for (let index = 0; index < count; index++) {
    const unit = ((first + index) * STRIDE) % UNITS;
    const jitter = ((now / 1000) % 10) * 1e-5;
    const lon = WEST + ((unit * 0.618_033_988_749_895) % 1) * WIDTH;
    putTrack(frame, index, unit + 1, lon, SOUTH + (unit / UNITS) * HEIGHT + jitter, 90, 1.4, 0);
  }
  return new Uint8Array(frame.buffer);
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

async function feeder(url: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(url, cookie === "" ? {} : { headers: { cookie } });
  await once(socket, "open");
  return socket;
}
