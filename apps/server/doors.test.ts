import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { AnyEnvelope, LiveMessage } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket as Socket } from "ws";
import { type RunningServer, startServer } from "./index.ts";

let folder = "";
let server: RunningServer;
let origin = "";
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-doors-"));
  await writeFile(join(folder, "city.pmtiles"), "0123456789");
  const database = stack.use(await testDatabase());
  const config = configOf({
    CORDON_DATA: folder,
    CORDON_PORT: "0",
    CORDON_LOG: "silent",
    CORDON_DATABASE_URL: database.url,
    CORDON_PMTILES: join(folder, "city.pmtiles"),
  });
  if ("problem" in config) throw new Error(config.message);
  const started = await startServer({ config, rehearsing: true });
  if ("problem" in started) throw new Error(started.message);
  server = stack.use(started);
  origin = `http://127.0.0.1:${server.port}`;
}, 60_000);

afterAll(async () => {
  await stack.disposeAsync();
  await rm(folder, { recursive: true, force: true });
});

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });

async function signIn(): Promise<string> {
  const response = await post("/api/identity/sign-in-rehearsal", "{}");
  expect(response.status).toBe(200);
  const [cookie = ""] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^cordon_session=.+; .*HttpOnly; SameSite=Strict/);
  expect(await response.text()).not.toContain("token");
  return cookie.split(";")[0] ?? "";
}

async function expectProblem(response: Response, status: number, type: string): Promise<string> {
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  const problem: unknown = await response.json();
  expect(problem).toMatchObject({
    type: `/api/problems#${type}`,
    status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(response.status).toBe(status);
  return JSON.stringify(problem);
}

/** Runs something that must change nothing: the journal is as long after it as before. */
async function changesNothing(act: () => Promise<unknown>): Promise<void> {
  const before = server.journal.size();
  await act();
  expect(server.journal.size()).toBe(before);
}

describe("a request that does not fit", () => {
  it("is malformed JSON, the wrong shape, or the wrong type of content: a problem, and nothing changed", async () => {
    const cookie = await signIn();
    await changesNothing(async () => {
      await expectProblem(await post("/api/command/raise-signal", "{not json", { cookie }), 422, "invalid");
      const wrong = await expectProblem(
        await post("/api/command/raise-signal", JSON.stringify({ kind: "report", position: [500, 1] }), { cookie }),
        422,
        "invalid",
      );
      expect(wrong).toContain("position");
      // Each field in both languages, for whoever reads the page that sent it.
      expect(wrong).toMatch(/"message":"Too big: .*"fr":"Trop grand : /);
      await expectProblem(
        await post("/api/command/raise-signal", "x=1", { cookie, "content-type": "application/x-www-form-urlencoded" }),
        422,
        "invalid",
      );
      await expectProblem(await post("/api/command/raise-signal", "[]", { cookie }), 422, "invalid");
      await expectProblem(
        await fetch(`${origin}/api/command/list-signals?input=%7B`, { headers: { cookie } }),
        422,
        "invalid",
      );
    });
  });

  it("is too large", async () => {
    const cookie = await signIn();
    await changesNothing(async () => {
      await expectProblem(
        await post("/api/command/raise-signal", JSON.stringify({ note: "x".repeat(2_000_000) }), { cookie }),
        413,
        "too-large",
      );
    });
  });

  it("is a message of a megabyte, or longer than a message may be: refused in words that say how much may be said", async () => {
    const cookie = await signIn();
    const to = { kind: "unit", unit: "01J3ZK8Q4M7V9X2B5N6P0RSTWY" };
    const written = (text: string) => post("/api/command/send-message", JSON.stringify({ to, text }), { cookie });
    await changesNothing(async () => {
      expect(await expectProblem(await written("x".repeat(1_000_000)), 413, "too-large")).toContain(
        "at most 512 KiB are taken. Nothing was kept; send less at a time.",
      );
      expect(await expectProblem(await written("x".repeat(2001)), 422, "invalid")).toMatch(/2000/);
    });
  });

  it("comes from a stale page: refused with what to do", async () => {
    const cookie = await signIn();
    await changesNothing(async () => {
      const text = await expectProblem(
        await post("/api/command/raise-signal", "{}", { cookie, "cordon-contract": "of-yesterday" }),
        409,
        "stale-client",
      );
      expect(text).toContain("reload");
    });
  });

  it("comes from another site's page, or by another name of this machine", async () => {
    const cookie = await signIn();
    await changesNothing(async () => {
      await expectProblem(
        await post("/api/identity/sign-out", "{}", { cookie, origin: "https://evil.example" }),
        403,
        "not-permitted",
      );
    });
  });

  it("has no session, or one that opens nothing", async () => {
    await expectProblem(await fetch(`${origin}/api/command/list-signals`), 401, "not-permitted");
    await expectProblem(
      await fetch(`${origin}/api/command/list-signals`, { headers: { cookie: "cordon_session=abc" } }),
      401,
      "not-permitted",
    );
    await expectProblem(await fetch(`${origin}/api/nowhere`), 404, "not-found");
  });
});

describe("every operation", () => {
  it("refuses a visitor unless it is open to anyone", async () => {
    for (const operation of server.dispatcher.operations.values()) {
      if (operation.allow.anyone) continue;
      const answer = await server.dispatcher.call(
        operation.name,
        {},
        { kind: "person", id: "nobody", roles: [], contingent: null, unit: null },
      );
      expect(answer, operation.name).toMatchObject({ refused: "not-permitted" });
    }
  });

  it("stands in the OpenAPI document and on the page, with its roles", async () => {
    const document = await (await fetch(`${origin}/api/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: "3.1.0" });
    const text = JSON.stringify(document);
    const page = await (await fetch(`${origin}/api/`)).text();
    for (const operation of server.dispatcher.operations.values()) {
      expect(text).toContain(`"operationId":"${operation.name}"`);
      expect(page).toContain(`/api/${operation.name.replace(".", "/")}`);
    }
  });
});

describe("an answer", () => {
  it("carries the headers that keep a page to itself", async () => {
    const response = await fetch(`${origin}/api/hello`);
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.json()).toMatchObject({ rehearsing: true, timeZone: "Europe/Paris" });
  });

  it("of the journal's public side can be had by anyone, the entries by auditors alone", async () => {
    const cookie = await signIn();
    const checkpoint = await (await fetch(`${origin}/journal/checkpoint`)).text();
    expect(checkpoint.split("\n")[1]).toBe(String(server.journal.size()));
    const partial = server.journal.size() % 256;
    expect((await fetch(`${origin}/journal/tile/0/000.p/${partial}`)).status).toBe(200);
    const entries = `${origin}/journal/tile/entries/000.p/${partial}`;
    expect((await fetch(entries)).status).toBe(401);
    expect(await (await fetch(entries, { headers: { cookie } })).text()).toContain("identity.rehearsal-signed-in");
  });
});

describe("a map archive on the disk", () => {
  it("is served in ranges, as its reader asks", async () => {
    expect(await (await fetch(`${origin}/api/hello`)).json()).toMatchObject({
      map: { pmtiles: "/map/archive.pmtiles" },
    });
    const part = await fetch(`${origin}/map/archive.pmtiles`, { headers: { range: "bytes=2-5" } });
    expect([part.status, await part.text()]).toEqual([206, "2345"]);
  });
});

describe("the live socket", () => {
  async function open(cookie: string | null): Promise<{ socket: Socket; messages: LiveMessage[] }> {
    const socket = new Socket(
      `${origin.replace("http", "ws")}/api/live`,
      cookie === null ? {} : { headers: { cookie } },
    );
    const messages: LiveMessage[] = [];
    socket.on("message", (data, isBinary) => {
      if (!isBinary) messages.push(LiveMessage.parse(JSON.parse(String(data))));
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    return { socket, messages };
  }

  it("refuses whoever has no session", async () => {
    await expect(open(null)).rejects.toThrow("401");
  });

  it("tells what was, then what comes, without a gap", async () => {
    const cookie = await signIn();
    const { socket, messages } = await open(cookie);
    socket.send(JSON.stringify({ type: "subscribe", from: 0, area: null, contract: null }));
    await expect.poll(() => messages.some(({ type }) => type === "cut-over")).toBe(true);
    const raised = await post(
      "/api/command/raise-signal",
      JSON.stringify({ kind: "report", position: [2.29, 48.86], note: "A gate is blocked" }),
      { cookie },
    );
    expect(raised.status, await raised.clone().text()).toBe(200);
    const told = () => messages.flatMap((message) => (message.type === "entries" ? message.entries : []));
    await expect.poll(() => told().some(({ kind }) => kind === "signal.raised")).toBe(true);
    const numbers = told().map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    for (const envelope of told()) expect(AnyEnvelope.safeParse(envelope).success).toBe(true);
    socket.close();
  });

  it("ends with the session that opened it", async () => {
    const cookie = await signIn();
    const { socket, messages } = await open(cookie);
    socket.send(JSON.stringify({ type: "subscribe", from: null, area: null, contract: null }));
    await expect.poll(() => messages.length).toBeGreaterThan(0);
    expect((await post("/api/identity/sign-out", "{}", { cookie })).status).toBe(200);
    await expect
      .poll(() => messages.some((message) => message.type === "dropped" && message.error === "signed-out"))
      .toBe(true);
    await expect.poll(() => socket.readyState).toBe(3);
  });
});
