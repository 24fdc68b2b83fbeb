import { KeySet } from "@cordon/access";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RunningServer } from "./index.ts";
import { testServer } from "./testing.ts";

let server: RunningServer;
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  server = await testServer(stack, { rehearsing: false });
}, 60_000);
afterAll(() => stack.disposeAsync());

describe("the keys that passes are verified with", () => {
  it("stand at a well-known address for anybody and any site, without a cookie, and may be kept for a minute", async () => {
    const response = await fetch(`http://localhost:${server.port}/.well-known/cordon-pass-keys`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=60");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.getSetCookie()).toEqual([]);
    const said = z.object({ root: z.string(), keySet: KeySet, signed: z.string() }).parse(await response.json());
    expect(said.keySet).toMatchObject({ number: 1, keys: [{ retiredAt: null }] });
    const asked = await fetch(`http://localhost:${server.port}/api/access/pass-keys`);
    expect(await asked.json()).toEqual(said);
  });
});
