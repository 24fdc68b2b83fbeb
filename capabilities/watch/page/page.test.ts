import { instantOf, MandateId, type Mandate } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SceneSchema } from "../words/scene.ts";
import { cameraPage } from "./page.ts";
import { registeredCameras } from "./register.ts";

const now = instantOf(Date.parse("2026-07-26T18:00:00.000Z"));
const mandate: Mandate = {
  id: MandateId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY"),
  reference: "2026-00921",
  authority: "Préfet de police",
  legalBasis: "Loi 2023-380, art. 10",
  processings: ["algorithmic-video"],
  events: ["abandoned-object", "zone-entry"],
  purpose: "event-security",
  statement: { fr: "Essai.", en: "Test." },
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
  period: { from: now, until: instantOf(Date.parse("2026-07-27T18:00:00.000Z")) },
  retentionDays: 30,
  endedAt: null,
  endedBecause: null,
};
const row = {
  reference: "cam-1",
  name_fr: "Quai de Grenelle",
  name_en: "Grenelle quay",
  state: "running" as const,
  since: now,
  scene: SceneSchema.parse({
    events: [{ kind: "zone-entry" }, { kind: "zone-entry" }, { kind: "abandoned-object" }],
    masks: [
      {
        name: "windows",
        polygon: [
          [0, 0],
          [9, 0],
          [9, 9],
        ],
      },
    ],
  }),
  mandate: mandate.id,
  purpose: "event-security",
  lon: 2.3,
  lat: 48.86,
  suspended: ["abandoned-object"] as const,
};
const page = (over: object, language: "fr" | "en") =>
  cameraPage(
    { cameras: registeredCameras([{ ...row, ...over }], () => mandate, now), now, timeZone: "Europe/Paris" },
    language,
  );

describe("the public register of cameras", () => {
  it("has a line for each camera: its posted name, events, mandate, period and retention, in French and English", () => {
    const french = page({}, "fr");
    for (const said of [
      "Quai de Grenelle",
      "entrée dans une zone",
      "2026-00921",
      "Préfet de police",
      "26 juillet 2026",
      "20:00",
      "30 jours",
      "Une partie",
    ])
      expect(french).toContain(said);
    const english = page({ state: "lost" }, "en");
    for (const said of [
      "Grenelle quay",
      "entry into a forbidden",
      "26 July 2026",
      "30 days",
      "no picture at the moment",
    ])
      expect(english).toContain(said);
    // Suspended: it is not looked for.
    expect(french).not.toContain("objet abandonné");
  });

  it("has none that is not analysed, or whose mandate is not in force", () => {
    expect(page({ state: "stopped" }, "fr")).toContain("Aucune caméra");
    expect(registeredCameras([row], () => undefined, now)).toEqual([]);
    expect(registeredCameras([row], () => ({ ...mandate, endedAt: now }), now)).toEqual([]);
  });

  it("has no script and nothing from elsewhere, and shows names as text", () => {
    const elements = (html: string) => [...html.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(([tag]) => tag);
    expect(page({}, "fr")).not.toMatch(/<script|<form|<iframe|<img|\son[a-z]+=|https?:\/\//i);
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (name) => {
        expect(elements(page({ name_fr: `${name}<script>` }, "fr"))).toEqual(elements(page({}, "fr")));
      }),
      { numRuns: 50 },
    );
  });
});
