import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { newId } from "@cordon/ground";
import { ScanId } from "@cordon/kernel";
import type { Enrolled } from "./house.ts";

/*
 * The devices of a thousand gates, each with a connection and a session of its own, in a process of its own. Each sends one scan a second whether or
 * not it has been answered (an open loop: a slow server is asked no less), and the time to an answer counts from when the scan was due.
 */

/** What the parent says to this process. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly devices: readonly Enrolled[];
  /** Numbers of passes, from 1; at least as many as scans are sent. */
  readonly passes: number;
  readonly seconds: number;
  /** Not measured: the first seconds, while code is being compiled. */
  readonly warmUpSeconds: number;
}

/** What this process answers. */
export interface LoadResult {
  /** Milliseconds from due to answered, of what was due after the warm-up; sorted. */
  readonly latencies: readonly number[];
  readonly sent: number;
  /** Scans whose recording was acknowledged. */
  readonly acknowledged: readonly string[];
  /** Answers that were no acknowledgement, by their status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly verdicts: Readonly<Record<string, number>>;
}

const TICK_MS = 5;
/** Of ten scans: one leaves with a pass that went in, one tries a pass that is inside, eight go in with a pass of their own. */
const LEAVES = 3;
const TRIES_AGAIN = 7;

const STEP = 7919;

class Device {
  readonly #socket: Socket;
  readonly #head: string;
  readonly #gate: string;
  readonly #waiting: { readonly id: string; readonly dueMs: number }[] = [];
  #text = "";
  #lastIn = 0;

  constructor(socket: Socket, { port, path }: Load, device: Enrolled, tell: (done: Answered) => void) {
    this.#socket = socket;
    this.#gate = device.gate;
    this.#head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${device.token}\r\ncontent-type: application/json\r\ncontent-length: `;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (data: string) => {
      this.#text += data;
      for (let done = this.#next(); done !== null; done = this.#next()) tell(done);
    });
  }

  /** The next whole answer in what has arrived. */
  #next(): Answered | null {
    const end = this.#text.indexOf("\r\n\r\n");
    if (end < 0) return null;
    const length = Number(/content-length: (\d+)/i.exec(this.#text.slice(0, end))?.[1]);
    if (this.#text.length < end + 4 + length) return null;
    const status = this.#text.slice(9, 12);
    const body = this.#text.slice(end + 4, end + 4 + length);
    this.#text = this.#text.slice(end + 4 + length);
    const asked = this.#waiting.shift();
    if (asked === undefined) throw new Error(`an answer nobody asked for: ${body.slice(0, 200)}`);
    return { ...asked, status, body };
  }

  send(turn: number, pass: number, dueMs: number): void {
    const leaves = turn % 10 === LEAVES && this.#lastIn > 0;
    const tries = turn % 10 === TRIES_AGAIN && this.#lastIn > 0;
    const shown = leaves || tries ? this.#lastIn : pass;
    if (leaves) this.#lastIn = 0;
    else if (!tries) this.#lastIn = pass;
    const id = newId(ScanId);
    const scan = {
      id,
      gate: this.#gate,
      lane: leaves ? "B" : "A",
      direction: leaves ? "out" : "in",
      at: new Date().toISOString(),
      source: "camera",
      means: "foot",
      pass: shown,
      found: leaves ? { is: "admit" } : { is: "admit-with-id-check", identity: null },
      standing: "asked",
      override: null,
      rules: 1,
      revocationsAsOf: null,
      skewMs: 0,
    };
    const body = JSON.stringify({ scans: [scan] });
    this.#waiting.push({ id, dueMs });
    this.#socket.write(`${this.#head}${body.length}\r\n\r\n${body}`);
  }

  get unanswered(): number {
    return this.#waiting.length;
  }

  end(): void {
    this.#socket.destroy();
  }
}

interface Answered {
  readonly id: string;
  readonly dueMs: number;
  readonly status: string;
  readonly body: string;
}

async function run(load: Load): Promise<LoadResult> {
  // In no order, as people come: a prime step visits every number once where it does not divide their count.
  if (load.passes % STEP === 0) throw new Error(`${load.passes} passes would be shown in a circle`);
  const passAt = (sent: number) => 1 + ((sent * STEP) % load.passes);
  const latencies: number[] = [];
  const acknowledged: string[] = [];
  const refused: Record<string, number> = {};
  const verdicts: Record<string, number> = {};
  let measureFrom = Number.POSITIVE_INFINITY;
  const tell = ({ id, dueMs, status, body }: Answered) => {
    if (dueMs >= measureFrom) latencies.push(performance.now() - dueMs);
    if (status !== "200") {
      const why = `${status} ${body.slice(0, 160)}`;
      refused[why] = (refused[why] ?? 0) + 1;
      return;
    }
    acknowledged.push(id);
    const verdict = /"is":"([a-z-]+)"/.exec(body)?.[1] ?? "?";
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  };
  const devices: Device[] = [];
  for (const enrolled of load.devices) {
    const socket = connect(load.port, "127.0.0.1");
    await once(socket, "connect");
    devices.push(new Device(socket, load, enrolled, tell));
  }
  const began = performance.now();
  measureFrom = began + load.warmUpSeconds * 1000;
  const total = load.seconds * devices.length;
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * devices.length));
    for (; sent < due; sent++) {
      const dueMs = began + (sent / devices.length) * 1000;
      devices[sent % devices.length]?.send(Math.floor(sent / devices.length), passAt(sent), dueMs);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  const giveUp = performance.now() + 30_000;
  while (devices.some(({ unanswered }) => unanswered > 0) && performance.now() < giveUp)
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  for (const device of devices) device.end();
  return { latencies: latencies.toSorted((a, b) => a - b), sent, acknowledged, refused, verdicts };
}

process.once("message", (load: Load) => {
  void run(load).then((result) => {
    process.send?.(result, () => process.disconnect?.());
  });
});
