import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepare } from "../rules/prepared.ts";
import { paris, perimeters, ruleSetOf } from "../rules/testing/perimeter.ts";
import type { Wait } from "../words.ts";
import type { Visitor } from "./asked.ts";
import { gatesPage, messagePage, startPage } from "./page.ts";
import { viewOf } from "./view.ts";

const now = paris("07-25T14:07");
const timeZone = "Europe/Paris";

function pageOf(
  language: "fr" | "en",
  {
    visitor = { kind: "resident", means: "foot" },
    wait = { known: false },
    name = "Avenue Kléber",
  }: {
    readonly visitor?: Visitor;
    readonly wait?: Wait;
    readonly name?: string;
  } = {},
): string {
  const named = { fr: name, en: name };
  const ruleSet = {
    ...ruleSetOf(),
    zones: perimeters.zones.map((zone) => ({ ...zone, name: named })),
    gates: perimeters.gates.map((gate) => ({ ...gate, name: named })),
  };
  const standing = {
    rules: prepare(ruleSet),
    now,
    mandateUntil: () => paris("07-29T00:00"),
    waits: () => [wait],
  };
  const view = viewOf(standing, visitor, null);
  return gatesPage({ language, visitor, zone: null }, { view, zones: ruleSet.zones, now, timeZone });
}
const known = (minutes: number, at: string): Wait => ({ known: true, minutes, by: "steward", asOf: paris(at) });
/** The elements of a page, in order: what text in the data must never be able to change. */
const elements = (text: string) => [...text.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(([tag]) => tag);

describe("the public page of the gates", () => {
  it("has no script, no form, and nothing from elsewhere", () => {
    for (const text of [pageOf("fr"), pageOf("en"), startPage("fr"), messagePage("en", "unavailable", "/which-gate")])
      expect(text).not.toMatch(/<script|<form|<iframe|<img|\son[a-z]+=|\sstyle=|javascript:|https?:\/\/|\burl\(/i);
  });

  it("is the same page in the other language, one link away", () => {
    expect(pageOf("fr")).toContain('<html lang="fr">');
    expect(pageOf("fr")).toContain('href="/which-gate/en/resident/foot" lang="en"');
    expect(pageOf("en")).toContain("Open to you");
    expect(pageOf("en", { visitor: { kind: "visitor", means: "car" } })).toContain("Zones that are not open to you");
  });

  it("says a wait in words that cannot be taken for another", () => {
    expect(pageOf("en")).toContain('<b class="unknown">Unknown</b>');
    expect(pageOf("en")).not.toMatch(/<b>|\b0 min/);
    expect(pageOf("en", { wait: known(0, "07-25T14:06") })).toContain("<b>None</b>");
    expect(pageOf("fr", { wait: known(3.2, "07-25T14:06") })).toContain("<b>4\u00A0min</b>");
    expect(pageOf("fr", { wait: known(900, "07-25T14:06") })).toContain("<b>2\u00A0h ou plus</b>");
    const old = pageOf("en", { wait: known(3.2, "07-25T13:58") });
    expect(old).toContain('class="wait old"');
    expect(old).toContain('<time datetime="2024-07-25T11:58:00.000Z">13:58</time>');
    expect(old).not.toContain("Shortest wait");
  });

  it("has a page for each thing that may be missing", () => {
    const visitor = { kind: "resident", means: "foot" } as const;
    const page = (view: Parameters<typeof gatesPage>[1]["view"]) =>
      gatesPage({ language: "en", visitor, zone: null }, { view, zones: [], now, timeZone });
    expect(page({ is: "no-rules" })).toContain("No gates are in force");
    expect(page({ is: "coming", from: paris("07-26T05:00") })).toContain("in force from 05:00 on 26 July");
    expect(page({ is: "over", until: paris("07-25T06:00") })).toContain("in force until 06:00");
    expect(page({ is: "in-force", zones: [] })).toContain("Nothing is published here");
    expect(
      page({
        is: "in-force",
        zones: [{ code: "G1", name: { fr: "", en: "" }, bring: { pass: "needed", idFromAge: null }, gates: [] }],
      }),
    ).toContain("This zone has no gate");
  });

  it("shows whatever is in the rules as text", () => {
    const plain = elements(pageOf("fr", { name: "x" }));
    const nasty = fc.oneof(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.constantFrom(
        '"><script>alert(1)</script>',
        "</article>",
        "' onmouseover='x",
        "</style>",
        "<!--",
        "\u0000",
        "${1}",
      ),
    );
    fc.assert(
      fc.property(nasty, (name) => {
        expect(elements(pageOf("fr", { name }))).toEqual(plain);
      }),
    );
  });
});
