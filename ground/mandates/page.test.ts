import { instantOf, MandateId } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registerPage } from "./page.ts";
import type { RegisteredMandate } from "./register.ts";

const now = instantOf(Date.parse("2026-07-26T18:00:00.000Z"));
const later = instantOf(Date.parse("2026-07-27T18:00:00.000Z"));

const mandate: RegisteredMandate = {
  id: MandateId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY"),
  reference: "2026-00921",
  authority: "Préfet de police",
  legalBasis: "Loi 2023-380, art. 10",
  processings: ["algorithmic-video"],
  events: ["abandoned-object"],
  purpose: "ceremony",
  statement: { fr: "Objets abandonnés.", en: "Abandoned objects." },
  area: {
    type: "Polygon",
    coordinates: [
      [
        [2.29, 48.85],
        [2.31, 48.85],
        [2.31, 48.87],
        [2.29, 48.85],
      ],
    ],
  },
  period: { from: now, until: later },
  retentionDays: 7,
  endedAt: null,
  endedBecause: null,
  state: "in-force",
  uses: [],
};
const page = (changes: Partial<RegisteredMandate> = {}, language: "fr" | "en" = "fr") =>
  registerPage({ mandates: [{ ...mandate, ...changes }], now, timeZone: "Europe/Paris" }, language);

/** The elements of a page, in order: what text in the data must never be able to change. */
const elements = (html: string) => [...html.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(([tag]) => tag);

describe("the register page", () => {
  it("speaks French and English, in the operation's own time", () => {
    expect(page()).toContain('<html lang="fr">');
    expect(page()).toContain("objet abandonné");
    expect(page()).toContain("26 juillet 2026");
    expect(page()).toContain("20:00");
    expect(page({}, "en")).toContain('<html lang="en">');
    expect(page({}, "en")).toContain("26 July 2026");
    expect(page({}, "en")).toContain('href="?lang=fr"');
  });

  it("calls a known purpose by its name, and shows one of an order's own as it stands", () => {
    expect(page({ purpose: "event-security" })).toContain("sécurité de l’événement");
    expect(page({ purpose: "event-security" }, "en")).toContain("security of the event");
    for (const purpose of ["ceremony", "constructor"]) expect(page({ purpose })).toContain(`>${purpose}<`);
  });

  it("has no script, no form, and nothing from elsewhere", () => {
    for (const html of [page(), page({}, "en"), registerPage({ mandates: [], now, timeZone: "UTC" }, "fr")]) {
      expect(html).not.toMatch(
        /<script|<form|<iframe|<link rel="(?!icon" href="\/)|<img|\son[a-z]+=|javascript:|https?:\/\/|\burl\(/i,
      );
    }
  });

  it("shows whatever is in the data as text", () => {
    const plain = elements(
      page({
        uses: [{ processing: "pass-check", what: "x", from: now, until: later, because: "x" }],
        endedAt: now,
        endedBecause: "x",
        state: "withdrawn",
      }),
    );
    const nasty = fc.oneof(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.constantFrom(
        '"><script>alert(1)</script>',
        "</article><img src=x onerror=alert(1)>",
        "' onmouseover='x",
        "&lt;b&gt;",
        "</style>",
        "<!--",
        "\u0000",
        "${1}",
      ),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        const html = page({
          reference: text,
          authority: text,
          legalBasis: text,
          purpose: text,
          statement: { fr: text, en: text },
          uses: [{ processing: "pass-check", what: text, from: now, until: later, because: text }],
          endedAt: now,
          endedBecause: text,
          state: "withdrawn",
        });
        expect(elements(html)).toEqual(plain);
      }),
    );
  });

  it("draws any area within its frame, to scale, north up", () => {
    const html = page({
      area: {
        type: "Polygon",
        coordinates: [
          [
            [2, 48],
            [3, 48],
            [3, 49],
            [2, 49],
            [2, 48],
          ],
        ],
      },
    });
    const path = /\sd="([^"]+)"/.exec(html)?.[1] ?? "";
    const points = [...path.matchAll(/([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(points).toHaveLength(5);
    for (const [x, y] of points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(320);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(200);
    }
    const [southWest, southEast, northEast] = points;
    if (southWest === undefined || southEast === undefined || northEast === undefined) throw new Error("no corners");
    expect(northEast[1]).toBeLessThan(southEast[1]);
    // At 48.5 degrees north, a degree of longitude is cos(48.5) = 0.663 of one of latitude.
    expect((southEast[0] - southWest[0]) / (southEast[1] - northEast[1])).toBeCloseTo(0.663, 2);
  });
});
