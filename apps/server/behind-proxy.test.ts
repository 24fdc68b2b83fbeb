import { request } from "node:http";
import { PublicKeyOptions } from "@cordon/ground/identity/passkey.ts";
import { SoftwareAuthenticator } from "@cordon/ground/identity/testing/authenticator.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RunningServer } from "./index.ts";
import { testServer } from "./testing.ts";

const PUBLIC = "https://cordon.example";
let server: RunningServer;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  server = await testServer(stack, { rehearsing: false, environment: { CORDON_ORIGIN: PUBLIC } });
}, 60_000);

afterAll(() => stack.disposeAsync());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

/** What a proxy that ends TLS hands on: the visitor's Host, Origin and address. */
function send(path: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(input);
    const sent = request(
      {
        host: "127.0.0.1",
        port: server.port,
        path,
        method: "POST",
        headers: {
          host: "cordon.example",
          origin: PUBLIC,
          "x-forwarded-for": "203.0.113.7",
          "x-forwarded-proto": "https",
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        let text = "";
        response.on("data", (data) => {
          text += String(data);
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
        );
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

describe("behind a proxy that ends TLS", () => {
  it("registers the first administrator for the public name, and its cookie goes over HTTPS alone", async () => {
    const link = new URL(server.invitation?.link ?? "");
    expect(link.origin).toBe(PUBLIC);
    const invitation = link.hash.slice(1);
    const begun = await send("/api/identity/begin-passkey", { invitation });
    const { options } = z.object({ options: PublicKeyOptions }).parse(begun.body);
    expect(options).toMatchObject({ rp: { id: "cordon.example" } });
    const authenticator = new SoftwareAuthenticator(PUBLIC);
    const added = await send("/api/identity/add-passkey", { invitation, response: authenticator.create(options) });
    expect(added).toMatchObject({ status: 200 });
    expect(JSON.stringify(added.body)).not.toContain("token");
    const [cookie = ""] = [added.headers["set-cookie"] ?? []].flat();
    expect(cookie).toMatch(/^cordon_session=[\w-]{43}; /);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain("Domain=");
    const session = { cookie: cookie.split(";")[0] ?? "" };

    expect(await send("/api/identity/sign-out", {}, { ...session, origin: "http://cordon.example" })).toMatchObject({
      status: 403,
    });
    expect(
      await send("/api/identity/sign-out", {}, { ...session, origin: "https://cordon.example.evil.test" }),
    ).toMatchObject({ status: 403 });
    expect(await send("/api/identity/sign-out", {}, { ...session, origin: "null" })).toMatchObject({ status: 403 });
    expect(await send("/api/identity/sign-out", {}, { ...session, host: "evil.test" })).toMatchObject({ status: 403 });
    const out = await send("/api/identity/sign-out", {}, session);
    expect(out).toMatchObject({ status: 200 });
    expect([out.headers["set-cookie"] ?? []].flat()[0]).toMatch(/^cordon_session=; .*Expires=Thu, 01 Jan 1970/);
    expect(await send("/api/identity/sign-out", {}, session)).toMatchObject({ status: 401 });
  });
});
