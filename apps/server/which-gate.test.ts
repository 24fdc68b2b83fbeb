import { instantOf, isRefusal, type Principal, type Role } from "@cordon/kernel";
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

const someone = (role: Role): Principal => ({ kind: "person", id: "p1", roles: [role], contingent: null, unit: null });
const supervisor = someone("supervisor");
const inHours = (hours: number) => instantOf(Math.floor(Date.now() / 1000 + hours * 3600) * 1000);
const ALWAYS = { spans: [], weekly: [], except: [] };
const Placed = z.object({ place: z.string() });

async function order(name: string, input: unknown, by = supervisor): Promise<unknown> {
  const answer = await server.dispatcher.call(name, input, by);
  if (isRefusal(answer)) throw new Error(`${name}: ${answer.because}`);
  return answer.output;
}

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`http://localhost:${server.port}${path}`, { headers, redirect: "manual" });

/** Asks until the few seconds are over for which an answer is kept. */
async function until(path: string, said: string): Promise<string> {
  for (let tries = 0; tries < 120; tries++) {
    const text = await (await get(path)).text();
    if (text.includes(said)) return text;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${path} never said ${said}`);
}

/** All that a machine is told: anything besides would be more than the public needs. */
const At = z.iso.datetime().nullable();
const Name = z.strictObject({ fr: z.string(), en: z.string() });
const Told = z.strictObject({
  kind: z.literal("resident"),
  means: z.literal("foot"),
  zone: z.string().nullable(),
  asOf: z.iso.datetime(),
  pages: z.strictObject({ fr: z.string(), en: z.string() }),
  gates: z.strictObject({
    is: z.literal("in-force"),
    zones: z.array(
      z.strictObject({
        code: z.string(),
        name: Name,
        bring: z
          .strictObject({ pass: z.enum(["needed", "not-needed", "or-identity"]), idFromAge: z.number().nullable() })
          .nullable(),
        gates: z.array(
          z.strictObject({
            code: z.string(),
            name: Name,
            state: z.strictObject({ is: z.literal("open"), until: At }),
            hours: z.array(z.strictObject({ from: At, until: At })),
            wait: z.discriminatedUnion("known", [
              z.strictObject({ known: z.literal(false) }),
              z.strictObject({ known: z.literal(true), minutes: z.int(), asOf: z.iso.datetime(), old: z.boolean() }),
            ]),
            other: z.null(),
          }),
        ),
      }),
    ),
  }),
});

describe("the public page of the gates", () => {
  it("before anything was published says so, of any zone on a poster, too", async () => {
    for (const path of ["/which-gate/en/resident", "/which-gate/en/resident/foot/G1"]) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("No gates are in force");
    }
    expect(await (await get("/which-gate/resident.json")).json()).toMatchObject({ gates: { is: "no-rules" } });
  });

  it("is kept by caches and not by phones: no cookie, nothing counted by address, 304 for who has it", async () => {
    for (const path of ["/which-gate/fr", "/which-gate/fr/delivery/van", "/which-gate/delivery/van.json"]) {
      const first = await get(path, { cookie: "cordon_session=made-up" });
      expect(first.status).toBe(200);
      expect(first.headers.getSetCookie()).toEqual([]);
      expect(first.headers.get("cache-control")).toMatch(/^public, max-age=\d+/);
      expect(first.headers.get("vary")).toBeNull();
      expect([...first.headers.keys()].filter((name) => name.includes("ratelimit"))).toEqual([]);
      const etag = first.headers.get("etag") ?? "";
      const again = await get(path, { "if-none-match": etag });
      // A minute may have begun between the two.
      if (again.status === 200) expect(again.headers.get("etag")).not.toBe(etag);
      else expect([again.status, await again.text()]).toEqual([304, ""]);
    }
  });

  it("speaks the language in its address, and finds it once for who names none", async () => {
    const response = await get("/which-gate", { "accept-language": "en" });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/which-gate/en"]);
    const lost = await get("/which-gate/fr/maire");
    expect(lost.status).toBe(404);
    expect(await lost.text()).toContain("Cette page n’existe pas");
  });

  it("shows the gates that let one in and the wait that was reported, as old as it is, and nothing else of them", async () => {
    const square = [
      [2.28, 48.86],
      [2.29, 48.86],
      [2.29, 48.87],
      [2.28, 48.87],
      [2.28, 48.86],
    ];
    const area = { type: "Polygon", coordinates: [square] };
    const name = { fr: "Trocadéro", en: "Trocadéro" };
    await order("mandates.grant", {
      reference: "TEST-1",
      authority: "Préfet de police",
      legalBasis: "CSI, L. 226-1",
      processings: ["pass-check", "vehicle-check"],
      events: [],
      purpose: "event-security",
      statement: { fr: "Contrôle", en: "Checks" },
      area,
      period: { from: inHours(-1), until: inHours(48) },
      retentionDays: 3,
    });
    const zone = { code: "G1", name, regime: "grey", shape: area, capacity: 100, antiPassback: true };
    await order("access.draw-zone", zone);
    const gate = {
      code: "7",
      name: { fr: "Avenue Kléber", en: "Avenue Kléber" },
      position: [2.285, 48.865],
      zone: "G1",
      site: "trocadero",
      lanes: [{ code: "A", direction: "in", means: [] }],
      hours: ALWAYS,
    };
    const { place } = Placed.parse(await order("access.draw-gate", gate));
    const rule = {
      id: "on-foot",
      zones: [],
      regimes: ["grey"],
      categories: [],
      means: ["foot"],
      ages: null,
      when: ALWAYS,
      effect: "admit",
      pass: "needed",
      idCheckFromAge: 13,
      note: "",
    };
    await order("access.draft-rules", { categories: [], rules: [rule] });
    await order("access.publish-rules", { valid: { from: inHours(-1), until: inHours(96) }, basedOn: 0 });
    const path = "/which-gate/en/resident/foot/G1";
    const page = await until(path, "Gate 7");
    expect(page).toContain("Open to you");
    expect(page).toContain("your pass, and an identity document from age 13");
    expect(page).toContain("Unknown");
    expect(page).not.toMatch(/>0 min|>None</);
    await order("access.report-queue", { gate: place, lane: "A", waiting: 0 });
    expect(await until(path, ">None<")).toMatch(/<small>at <time datetime="[^"]+">\d\d:\d\d<\/time><\/small>/);
    const told = await until("/which-gate/resident/foot.json", '"minutes":0');
    expect(Told.parse(JSON.parse(told)).gates.zones.map(({ gates }) => gates.length)).toEqual([1]);
    expect((await get("/which-gate/en/resident/foot/G2")).status).toBe(404);
    // Vehicles have no lane here.
    expect(await until("/which-gate/fr/delivery/van/G1", "Point d’accès 7")).toContain(
      "Votre véhicule ne peut pas entrer ici en ce moment",
    );
  }, 60_000);
});
