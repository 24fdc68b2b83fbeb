import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { html, pageDocument } from "../page/index.ts";
import { publicBody, routePublicPages } from "./public-pages.ts";

const STYLE = "p{color:red}";
const text = pageDocument({
  language: "en",
  title: "Here",
  other: { language: "fr", href: "/here/fr", words: "Français" },
  style: STYLE,
  main: html`<p>${"<style>p{}</style>"}</p>`,
  footer: html``,
});
const page = publicBody("html", text);
const CACHING = "public, max-age=10, s-maxage=5";

let http: FastifyInstance;
const asked: string[] = [];
beforeAll(() => {
  http = fastify();
  routePublicPages(http, {
    publicPages: [{ path: "/register", cacheSeconds: 30, render: async ({ language }) => `<p>${language}</p>` }],
    publicDocuments: [
      { path: "/keys", cacheSeconds: 60, contentType: "application/json", read: async () => '{"keys":[]}' },
    ],
    publicSites: [
      {
        path: "/here",
        async answer({ below, language }) {
          asked.push(below);
          if (below === "") return { is: "elsewhere", location: `/here/${language}` };
          if (below === "broken") throw new Error("the database is away");
          if (below === "en") return { is: "found", body: page, caching: CACHING };
          if (below === "a.json") return { is: "found", body: publicBody("json", "{}"), caching: CACHING };
          return { is: "not-found", body: page, caching: CACHING };
        },
        unavailable: () => "<p>Later</p>",
      },
    ],
  });
});
afterAll(() => http.close());

describe("a public site", () => {
  it("answers from one address with one body: cacheable, with a validator, without a cookie or a header it varies by", async () => {
    const { statusCode, headers, body } = await http.inject("/here/en?utm_source=x");
    expect([statusCode, body]).toEqual([200, text]);
    expect(headers).toMatchObject({ "cache-control": CACHING, etag: page.etag });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers.vary).toBeUndefined();
  });

  it.each([
    ['"other"', 200],
    [page.etag, 304],
    [`W/${page.etag}`, 304],
    [`"other", ${page.etag}`, 304],
    ["*", 304],
  ])("to who has %s says %s", async (has, status) => {
    const answer = await http.inject({ url: "/here/en", headers: { "if-none-match": has } });
    expect([answer.statusCode, answer.body]).toEqual([status, status === 304 ? "" : text]);
    expect(answer.headers).toMatchObject({ "cache-control": CACHING, etag: page.etag });
  });

  it("allows its own style and nothing that runs", async () => {
    const policy = String((await http.inject("/here/en")).headers["content-security-policy"]);
    const hash = createHash("sha256").update(STYLE).digest("base64");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}';`);
    expect(policy).not.toMatch(/unsafe|https?:|script-src/);
  });

  it("sends whoever says no language to the one their browser speaks", async () => {
    for (const [speaks, location] of [
      ["en-GB,en;q=0.9", "/here/en"],
      ["de,en;q=0.5", "/here/fr"],
    ] as const) {
      const { statusCode, headers } = await http.inject({ url: "/here", headers: { "accept-language": speaks } });
      expect([statusCode, headers.location, headers.vary]).toEqual([302, location, "accept-language"]);
    }
  });

  it("lets any site read what is for machines", async () => {
    const { headers } = await http.inject("/here/a.json");
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "content-type": "application/json; charset=utf-8",
    });
    expect((await http.inject("/here/en")).headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("has a page, kept by nobody, for when it cannot answer", async () => {
    const { statusCode, headers, body } = await http.inject("/here/broken");
    expect([statusCode, body]).toEqual([503, "<p>Later</p>"]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "retry-after": "10" });
  });

  it("does not confirm what it does not have, and reads no endless address", async () => {
    expect((await http.inject({ url: "/here/x", headers: { "if-none-match": "*" } })).statusCode).toBe(404);
    await http.inject(`/here/${"y".repeat(5000)}`);
    expect(asked.at(-1)).toBe("y".repeat(120));
  });
});

describe("public pages and documents", () => {
  it("have validators, too", async () => {
    for (const url of ["/register?lang=en", "/keys"]) {
      const first = await http.inject(url);
      expect(first.statusCode).toBe(200);
      const again = await http.inject({ url, headers: { "if-none-match": String(first.headers.etag) } });
      expect([again.statusCode, again.body]).toEqual([304, ""]);
      expect(again.headers["cache-control"]).toMatch(/^public, max-age=\d+$/);
    }
    expect((await http.inject("/register?lang=en")).headers.vary).toBe("accept-language");
  });
});
