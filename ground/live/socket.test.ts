import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { LiveMessage } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { originsOf } from "../http/guard.ts";
import { identity } from "../identity/index.ts";
import { type TestHouse, testHouse } from "../identity/testing/house.ts";
import { Hub } from "./hub.ts";
import { LIVE_PATH, liveSocket } from "./socket.ts";

interface LiveHouse extends AsyncDisposable {
  readonly cordon: TestHouse;
  readonly port: number;
  readonly token: string;
  open(headers?: Record<string, string>): Promise<{ readonly socket: WebSocket; readonly messages: LiveMessage[] }>;
}

async function liveHouse(): Promise<LiveHouse> {
  await using stack = new AsyncDisposableStack();
  let hub: Hub | null = null;
  const cordon = stack.use(await testHouse({ rehearsing: true, learn: (envelope) => hub?.announce([envelope]) }));
  hub = stack.use(new Hub({ journal: cordon.journal, kinds: identity.entries, nowMs: () => Date.now() }));
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stack.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;
  const origins = originsOf("127.0.0.1", port, null);
  stack.use(
    liveSocket(server, {
      hub,
      origins: () => origins,
      contract: "test",
      sessions: cordon.sessions,
      clock: cordon.clock,
      mayReport: () => false,
      refusedPerMinute: 60,
    }),
  );
  const caller = cordon.caller({ fromThisMachine: true });
  await caller.call("identity.sign-in-rehearsal");
  const token = caller.token ?? "";
  const owned = stack.move();
  return {
    cordon,
    port,
    token,
    async open(headers = { cookie: `cordon_session=${token}` }) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}`, { headers });
      const messages: LiveMessage[] = [];
      socket.on("message", (data, isBinary) => {
        if (!isBinary) messages.push(LiveMessage.parse(JSON.parse(String(data))));
      });
      await new Promise<void>((resolve, reject) => {
        socket.once("open", () => resolve());
        socket.once("error", reject);
      });
      return { socket, messages };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** What a stranger writes on the wire, and what comes back. */
function raw(port: number, request: string, hangUp: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += String(data);
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
    socket.write(request, () => {
      if (hangUp) socket.resetAndDestroy();
    });
  });
}

const upgrade = (port: number, more: string) =>
  `GET ${LIVE_PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`;

describe("the live socket", () => {
  it("stands a stranger's broken cookie and a stranger who hangs up", async () => {
    await using house = await liveHouse();
    expect(await raw(house.port, upgrade(house.port, "Cookie: cordon_session=%E0%A4%A\r\n"), false)).toMatch(
      /^HTTP\/1\.1 401/,
    );
    for (let time = 0; time < 25; time++) {
      await raw(house.port, upgrade(house.port, `Cookie: cordon_session=${house.token}\r\n`), true);
      await raw(house.port, upgrade(house.port, "Cookie: cordon_session=x\r\n"), true);
    }
    const { socket } = await house.open();
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it("asks the database for no address that only guesses, and goes on answering the others", async () => {
    await using house = await liveHouse();
    const knock = (address: string) =>
      house.open({ authorization: `Bearer ${"A".repeat(43)}`, "x-forwarded-for": address });
    for (let time = 0; time < 60; time++) await expect(knock("203.0.113.1")).rejects.toThrow("401");
    await expect(knock("203.0.113.1")).rejects.toThrow("429");
    await expect(knock("203.0.113.2")).rejects.toThrow("401");
    await house.open();
  });

  it("opens for no page of another site, by no other name, and for no token that opens nothing", async () => {
    await using house = await liveHouse();
    const cookie = `cordon_session=${house.token}`;
    await expect(house.open({ cookie, origin: "https://evil.test" })).rejects.toThrow("403");
    await expect(house.open({ cookie, origin: "null" })).rejects.toThrow("403");
    await expect(house.open({ cookie, host: "cordon.evil.test" })).rejects.toThrow("403");
    await expect(house.open({})).rejects.toThrow("401");
    await expect(house.open({ cookie: "cordon_session=" })).rejects.toThrow("401");
    await expect(house.open({ authorization: `Bearer ${"A".repeat(43)}` })).rejects.toThrow("401");
    await house.open({ cookie, origin: `http://127.0.0.1:${house.port}` });
  });

  it.each([
    ["text that is no JSON", "{"],
    ["a message of no known type", '{"type":"shutdown"}'],
    [
      "a text that is too long",
      JSON.stringify({ type: "subscribe", from: null, area: null, contract: "x".repeat(5000) }),
    ],
    ["a binary frame that is none", new Uint8Array([9, 9, 9])],
    ["an area off the earth", '{"type":"area","area":[-500,0,500,1]}'],
  ])("ends with %s", async (_, message) => {
    await using house = await liveHouse();
    const { socket } = await house.open();
    const closed = new Promise<number>((resolve) => {
      socket.once("close", resolve);
    });
    socket.send(message);
    expect(await closed).toBe(4000);
  });

  it("ends at once when its person's sessions do", async () => {
    await using house = await liveHouse();
    const { socket, messages } = await house.open();
    socket.send(JSON.stringify({ type: "subscribe", from: null, area: null, contract: null }));
    await expect.poll(() => messages.some(({ type }) => type === "cut-over")).toBe(true);
    const closed = new Promise<number>((resolve) => {
      socket.once("close", resolve);
    });
    const began = performance.now();
    await house.cordon.caller({ fromThisMachine: true }, house.token).call("identity.sign-out-everywhere");
    await closed;
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(messages.at(-1)).toMatchObject({ type: "dropped", error: "signed-out" });
  });

  it("ends when its session's last hour is over", async () => {
    await using house = await liveHouse();
    const { socket } = await house.open();
    const closed = new Promise<number>((resolve) => {
      socket.once("close", resolve);
    });
    house.cordon.clock.pass(12 * 3600);
    expect(await closed).toBe(4001);
  });
});
