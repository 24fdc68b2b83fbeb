import { Exhibit } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { RunningServer } from "./index.ts";
import { testServer } from "./testing.ts";

const stack = new AsyncDisposableStack();
let server: RunningServer;
let cookie = "";
const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;

beforeAll(async () => {
  server = await testServer(stack, { rehearsing: true });
  const answer = await fetch(at("/api/identity/sign-in-rehearsal"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}, 60_000);
afterAll(() => stack.disposeAsync());

const chunk = (type: string, body: string) => [
  ...[0, 0, 0, body.length],
  ...new TextEncoder().encode(type + body),
  ...[1, 2, 3, 4],
];
const HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG = Uint8Array.from([...HEAD, ...chunk("IDAT", "seen"), ...chunk("IEND", "")]);
const TELLING = Uint8Array.from([...HEAD, ...chunk("eXIf", "where"), ...chunk("IDAT", "seen"), ...chunk("IEND", "")]);
const send = (type: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = { cookie }) =>
  fetch(at("/api/exhibits"), { method: "POST", headers: { "content-type": type, ...headers }, body });
const order = (name: string, input: unknown) =>
  fetch(at(`/api/${name}`), {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(input),
  });

it("takes a photo, which an incident's log then shows and anybody in the command room can read", async () => {
  // Where it was taken is not stored, nor counted.
  const sent = await send("image/png", TELLING);
  expect(sent.status).toBe(200);
  const exhibit = Exhibit.parse(await sent.json());
  expect(exhibit).toMatchObject({ role: "still", mediaType: "image/png", bytes: PNG.length });
  const opened = await order("command/open-incident", { title: "A bag", priority: 2, position: [2.29, 48.86] });
  const { incident } = z.object({ incident: z.string() }).parse(await opened.json());
  const noted = await order("command/note-incident", { incident, text: "As seen", exhibits: [exhibit.blob] });
  expect(noted.status).toBe(200);
  const input = encodeURIComponent(JSON.stringify({ incident }));
  const shown = await fetch(at(`/api/command/show-incident?input=${input}`), { headers: { cookie } });
  expect(await shown.json()).toMatchObject({ log: [{ exhibits: [] }, { text: "As seen", exhibits: [exhibit] }] });
  const read = await fetch(at(`/api/exhibits/${exhibit.blob}?type=image/png`), { headers: { cookie } });
  expect(new Uint8Array(await read.arrayBuffer())).toEqual(PNG);
});

it("refuses strangers, other types, what is not what it says, and what is too large, before it is stored", async () => {
  expect((await send("image/png", PNG, {})).status).toBe(401);
  expect((await send("image/png", PNG, { cookie, origin: "https://evil.example" })).status).toBe(403);
  expect((await send("text/html", PNG)).status).toBe(422);
  expect((await send("application/json", PNG)).status).toBe(422);
  expect((await send("image/jpeg", PNG)).status).toBe(422);
  expect((await send("image/png", PNG.subarray(0, 20))).status).toBe(422);
  // The server hangs up on what is too large, so that the sender may not hear its answer.
  const large = await send("image/png", new Uint8Array(21 * 1024 ** 2)).catch(() => ({ status: 413 }));
  expect(large.status).toBe(413);
  const unsent = await order("command/raise-signal", {
    kind: "report",
    note: "n",
    position: [2.29, 48.86],
    exhibits: ["0".repeat(64)],
  });
  expect(unsent.status).toBe(404);
});
