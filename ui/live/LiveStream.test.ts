import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Envelope, LiveRequest, packPicture } from "@cordon/kernel";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type WebSocket as Served, WebSocketServer } from "ws";
import { TrackStore } from "../map/TrackStore.ts";
import { LiveStream, type LiveStreamOptions } from "./LiveStream.ts";

const soon = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 15_000 });

/** A server of the live protocol that a test speaks for, and a page's window that the stream listens to. */
class Stage implements AsyncDisposable {
  readonly http = createServer();
  readonly sockets = new WebSocketServer({ server: this.http });
  readonly connections: Served[] = [];
  readonly requests: LiveRequest[] = [];

  constructor() {
    this.sockets.on("connection", (socket) => {
      this.connections.push(socket);
      socket.on("message", (data: Buffer) => this.requests.push(LiveRequest.parse(JSON.parse(data.toString()))));
    });
  }
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
    const { port }: AddressInfo = JSON.parse(JSON.stringify(this.http.address()));
    return `ws://127.0.0.1:${port}/api/live`;
  }
  say(message: unknown): void {
    this.connections.at(-1)?.send(JSON.stringify(message));
  }
  async [Symbol.asyncDispose]() {
    for (const socket of this.connections) socket.terminate();
    this.sockets.close();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }
}

const entry = (seq: number) => ({
  seq,
  id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
  at: "2024-07-26T18:14:07.000Z",
  kind: "signal.raised",
  by: { kind: "system", id: "s" },
  operation: "o",
  mandate: null,
  data: { seq },
});

let page: EventTarget;
let looked: Screen;
let visible = true;
class Screen extends EventTarget {
  get visibilityState() {
    return visible ? "visible" : "hidden";
  }
}
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("window", page);
  visible = true;
  looked = new Screen();
  vi.stubGlobal("document", looked);
});
afterEach(() => vi.unstubAllGlobals());

function listening(url: string, options: Partial<LiveStreamOptions> = {}) {
  const seen: number[] = [];
  let reopened = 0;
  const stream = new LiveStream({
    url,
    from: 0,
    area: null,
    contract: () => "abc",
    tracks: new TrackStore(),
    onEntries: (entries: readonly Envelope[]) => seen.push(...entries.map(({ seq }) => seq)),
    onReopened: () => reopened++,
    onContract: () => undefined,
    reach: async () => true,
    ...options,
  });
  return { stream, seen, reopened: () => reopened, state: () => stream.status().link.state };
}

describe("the live stream", () => {
  it("is sent what it missed, then what comes, and nothing twice", async () => {
    await using stage = new Stage();
    const { stream, seen, state } = listening(await stage.open());
    using _ = stream;
    await soon(() => expect(stage.requests).toEqual([{ type: "subscribe", from: 0, area: null, contract: "abc" }]));
    stage.say({ type: "hello", head: 3, contract: "abc" });
    stage.say({ type: "entries", entries: [entry(0), entry(1), entry(2)] });
    await soon(() => expect(state()).toBe("catching-up"));
    stage.say({ type: "cut-over", next: 3 });
    stage.say({ type: "entries", entries: [entry(2), entry(3)] });
    stage.say({ type: "a message of a newer server" });
    stage.say({ type: "head", size: 9 });
    await soon(() => expect(stream.status().journalSize).toBe(9));
    expect(state()).toBe("live");
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it("comes back by itself from where it was, and says that it was away", async () => {
    await using stage = new Stage();
    const { stream, reopened } = listening(await stage.open());
    using _ = stream;
    await soon(() => expect(stage.requests).toHaveLength(1));
    stage.say({ type: "hello", head: 1, contract: "abc" });
    stage.say({ type: "entries", entries: [entry(0)] });
    stage.say({ type: "cut-over", next: 1 });
    await soon(() => expect(stream.status().link.state).toBe("live"));
    stage.connections[0]?.terminate();
    await soon(() => expect(stage.requests).toHaveLength(2));
    expect(stage.requests[1]).toMatchObject({ from: 1 });
    stage.say({ type: "hello", head: 1, contract: "abc" });
    await soon(() => expect(reopened()).toBe(1));
  });

  it("resumes where the server dropped it for being slow", async () => {
    await using stage = new Stage();
    const { stream } = listening(await stage.open());
    using _ = stream;
    await soon(() => expect(stage.requests).toHaveLength(1));
    stage.say({ type: "hello", head: 900, contract: "abc" });
    stage.say({ type: "dropped", error: "slow-consumer", because: "too slow", resumeFrom: 412 });
    await soon(() => expect(stage.requests).toHaveLength(2));
    expect(stage.requests[1]).toMatchObject({ from: 412 });
  });

  it("stays away when the page is older than the server", async () => {
    await using stage = new Stage();
    const { stream } = listening(await stage.open());
    using _ = stream;
    await soon(() => expect(stage.requests).toHaveLength(1));
    stage.say({ type: "dropped", error: "stale-client", because: "reload", resumeFrom: 0 });
    await soon(() => expect(stream.status().link).toMatchObject({ state: "ended", error: "stale-client" }));
    page.dispatchEvent(new Event("online"));
    expect(stream.status().link.state).toBe("ended");
    expect(stage.connections).toHaveLength(1);
  });

  it("puts positions where the map reads them, by the server's clock", async () => {
    await using stage = new Stage();
    const tracks = new TrackStore();
    const { stream } = listening(await stage.open(), { tracks });
    using _ = stream;
    await soon(() => expect(stage.requests).toHaveLength(1));
    const serverMs = Date.now() + 60_000;
    const seen = { track: 7, lon: 2.29, lat: 48.86, heading: null, speed: 0.25, atMs: serverMs - 400 };
    const send = (frame: Uint8Array) => stage.connections[0]?.send(frame);
    send(packPicture([seen, { ...seen, track: 8 }], { packedAtMs: serverMs, everything: true }));
    await soon(() => expect(tracks.get(7)).toMatchObject({ speed: 0.25, atMs: serverMs - 400 }));
    expect(tracks.get(7)?.lon).toBeCloseTo(2.29, 6);
    send(packPicture([], { packedAtMs: serverMs, gone: [8] }));
    await soon(() => expect(tracks.get(8)).toBeUndefined());
    expect(tracks.get(7)).toBeDefined();
    expect(Math.abs(stream.nowMs() - serverMs)).toBeLessThan(2000);
  });

  it("gives up a socket that says nothing when the server is not there, and keeps one when it is", async () => {
    await using stage = new Stage();
    let there = true;
    const { stream } = listening(await stage.open(), { reach: async () => there });
    using _ = stream;
    await soon(() => expect(stage.requests).toHaveLength(1));
    stage.say({ type: "hello", head: 0, contract: "abc" });
    stage.say({ type: "cut-over", next: 0 });
    await soon(() => expect(stream.status().link.state).toBe("live"));
    page.dispatchEvent(new Event("offline"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stream.status().link.state).toBe("live");
    there = false;
    page.dispatchEvent(new Event("offline"));
    await soon(() => expect(stream.status().link.state).toBe("waiting"));
  });

  it("doubts a silent socket after a while, and none while nobody looks: then at the first look", async () => {
    await using stage = new Stage();
    let asked = 0;
    const reach = async () => {
      asked++;
      return true;
    };
    const { stream } = listening(await stage.open(), { reach, silenceMs: 50 });
    using _ = stream;
    await soon(() => expect(asked).toBeGreaterThan(1));
    const look = (is: boolean) => {
      visible = is;
      looked.dispatchEvent(new Event("visibilitychange"));
    };
    look(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toBe(before);
    look(true);
    expect(asked).toBe(before + 1);
  });

  it("opens no more when whoever hears that it was lost gives it up", async () => {
    await using stage = new Stage();
    const { stream } = listening(await stage.open());
    await soon(() => expect(stage.connections).toHaveLength(1));
    stream.subscribe(() => {
      if (stream.status().link.state === "waiting") stream[Symbol.dispose]();
    });
    stage.connections[0]?.terminate();
    await soon(() => expect(stream.status().link.state).toBe("waiting"));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(stage.connections).toHaveLength(1);
  });
});
