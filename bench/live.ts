import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Area, packTracks, readPicture, type TrackPoint } from "@cordon/kernel";
import { WebSocket, WebSocketServer } from "ws";
import type { Measurement } from "./measurement.ts";
import { percentile } from "./numbers.ts";
import { rehearsalCookie, residentMegabytes, startAndWait } from "./running-server.ts";

const UPDATES_PER_SECOND = 12_600;
/** Each unit tells where it is every 5 s. */
const UNITS = 63_000;
const VIEWERS = 100;
const SECONDS = 60;
/** Units registered in one call. */
const SLICE = 500;
const BATCH_MS = 50;
/** Coprime with the number of units: neighbours in space do not report one after another. */
const STRIDE = 40_507;
/** Paris and around: units are spread over it, each viewer looks at a part of its own. */
const WEST = 2.2;
const SOUTH = 48.8;
const WIDTH = 0.2;
const HEIGHT = 0.12;

/**
 * 12,600 positions a second go in by sockets as devices send them; 100 viewers, each with an area of its own of about 5 % of the
 * whole, take them out. In to out is from the stamp of a position when it is sent to its arrival in the viewer's process, on one clock.
 * The reference is a bare echo of the same frames at the same time on the same machine: what the sockets alone cost.
 */
export async function* liveBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-live-"));
  const port = await freePort();
  try {
    await using server = await startAndWait(
      [
        process.execPath,
        "apps/server/start.ts",
        "--exercise",
        "none",
        "--rehearsal",
        "--data",
        folder,
        "--port",
        String(port),
      ],
      port,
      60,
    );
    const cookie = await rehearsalCookie(server.url);
    await registerUnits(server.url, cookie, UNITS);
    yield* await measure(server.url, cookie, server.pid);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Registers `count` units of one contingent as an import does, a slice at a time; their tracks count from 1 on a new server. */
export async function registerUnits(url: string, cookie: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += SLICE) {
    const records = Array.from({ length: Math.min(SLICE, count - first) }, (_, index) => ({
      line: first + index + 2,
      contingent: "bench",
      name: "Bench",
      nation: "FR",
      contingentLanguages: "fr",
      callSign: `B${first + index}`,
      kind: "patrol",
      strength: "4",
    }));
    const response = await fetch(`${url}/api/command/import-forces`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ records, mode: "do" }),
    });
    if (!response.ok) throw new Error(`units could not be registered: ${await response.text()}`);
  }
}

async function measure(url: string, cookie: string, pid: number): Promise<readonly Measurement[]> {
  const latencies: number[] = [];
  let received = 0;
  let measuring = false;
  const viewers = await Promise.all(
    Array.from({ length: VIEWERS }, async (_, index) => {
      const socket = await connect(url, cookie);
      socket.send(JSON.stringify({ type: "subscribe", from: null, area: areaOf(index), contract: null }));
      socket.on("message", (data: Buffer, isBinary: boolean) => {
        if (!isBinary) return;
        const nowMs = performance.timeOrigin + performance.now();
        readPicture(new DataView(data.buffer, data.byteOffset, data.byteLength), {
          begin: () => {},
          gone: () => {},
          position: (_track, _lon, _lat, _heading, _speed, atMs) => {
            received++;
            if (measuring && received % 7 === 0) latencies.push(nowMs - atMs);
          },
        });
      });
      return socket;
    }),
  );
  const feeders = await Promise.all(Array.from({ length: 4 }, () => connect(url, cookie)));
  await using echo = await echoServer();
  const echoes: number[] = [];
  echo.socket.on("message", (data: Buffer) =>
    echoes.push(
      performance.timeOrigin + performance.now() - new DataView(data.buffer, data.byteOffset).getFloat64(8, true),
    ),
  );

  let unit = 0;
  let sent = 0;
  const began = performance.now();
  const memory: number[] = [];
  let measured = 0;
  while (performance.now() - began < SECONDS * 1000) {
    const elapsed = performance.now() - began;
    if (!measuring && elapsed > 5_000) measuring = true;
    const due = Math.floor((elapsed / 1000) * UPDATES_PER_SECOND) - sent;
    if (due > 0) {
      const nowMs = performance.timeOrigin + performance.now();
      const points = Array.from({ length: due }, (): TrackPoint => pointOf((unit++ * STRIDE) % UNITS, nowMs));
      const frame = packTracks(points, nowMs);
      feeders[sent % feeders.length]?.send(new Uint8Array(frame.buffer));
      echo.socket.send(new Uint8Array(frame.buffer));
      sent += due;
    }
    if (elapsed > 10_000 && memory.length === 0) memory.push(await residentMegabytes(pid));
    measured = elapsed;
    await new Promise((resolve) => setTimeout(resolve, BATCH_MS));
  }
  memory.push(await residentMegabytes(pid));
  for (const socket of [...viewers, ...feeders]) socket.terminate();
  const ours = percentile(latencies, 0.99);
  const reference = percentile(echoes, 0.99);
  const [before = Number.NaN, after = Number.NaN] = memory;
  const base = { bench: "live" };
  return [
    {
      ...base,
      metric: "in-to-out-p99",
      value: ours,
      unit: "ms",
      reference: { what: "a bare WebSocket echo of the same frames in the same run, p99", value: reference },
      ratio: ours / reference,
      target: 500,
    },
    {
      ...base,
      metric: "in-rate",
      value: sent / (measured / 1000),
      unit: "updates/s",
      reference: { what: "wished", value: UPDATES_PER_SECOND },
      ratio: sent / (measured / 1000) / UPDATES_PER_SECOND,
      target: UPDATES_PER_SECOND,
    },
    {
      ...base,
      metric: "out-rate",
      value: received / (measured / 1000),
      unit: "updates/s",
      reference: { what: "5 % of the wished for each of 100 viewers", value: UPDATES_PER_SECOND * 5 },
      ratio: received / (measured / 1000) / (UPDATES_PER_SECOND * 5),
      target: UPDATES_PER_SECOND * 5,
    },
    {
      ...base,
      metric: "resident-mb-after",
      value: after,
      unit: "MB",
      reference: { what: "the same processes 10 s after the beginning", value: before },
      ratio: after / before,
      target: before * 1.2,
    },
  ];
}

/** Ten by ten windows over the whole, each about 22 % of its width and height: 5 % of its area. */
function areaOf(index: number): Area {
  const west = WEST + ((index % 10) * (WIDTH * 0.776)) / 9;
  const south = SOUTH + (Math.floor(index / 10) * (HEIGHT * 0.776)) / 9;
  return [west, south, west + WIDTH * 0.224, south + HEIGHT * 0.224];
}

/** Tracks count from 1. Spread by the golden ratio, so that every window holds its share. */
function pointOf(unit: number, atMs: number): TrackPoint {
  const spread = (unit * 0.618_033_988_749_895) % 1;
  const jitter = ((atMs / 1000) % 10) * 1e-5;
  return {
    track: unit + 1,
    lon: WEST + spread * WIDTH,
    lat: SOUTH + (unit / UNITS) * HEIGHT + jitter,
    heading: 90,
    speed: 1.4,
    atMs,
  };
}

async function connect(url: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/live`, { headers: { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  return socket;
}

async function echoServer(): Promise<{ readonly socket: WebSocket } & AsyncDisposable> {
  const port = await freePort();
  const server = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false });
  server.on("connection", (connection) => connection.on("message", (data: Buffer) => connection.send(data)));
  const socket = await connect(`http://127.0.0.1:${port}`, "");
  return {
    socket,
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (typeof address !== "object" || address === null) throw new Error("a socket without an address");
  return address.port;
}
