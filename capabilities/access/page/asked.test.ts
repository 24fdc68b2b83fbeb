import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedBy, jsonPathOf, KINDS, MEANS_OF, PAGE_PATH, pathOf, type Visitor } from "./asked.ts";

const visitors: readonly Visitor[] = KINDS.flatMap((kind) => MEANS_OF[kind].map((means) => ({ kind, means })));
const anyVisitor = fc.constantFrom(...visitors);
const anyZone = fc.option(fc.stringMatching(/^[A-Z0-9]{1,6}$/));
const below = (path: string) => path.slice(PAGE_PATH.length + 1);

describe("addresses of the public page", () => {
  it("say language, who comes, how, and where to", () => {
    expect(askedBy("")).toEqual({ is: "unsaid-language" });
    expect(askedBy("fr")).toEqual({ is: "start", language: "fr" });
    expect(askedBy("en/")).toEqual({ is: "start", language: "en" });
    const visitor = { kind: "delivery", means: "van" };
    expect(askedBy("en/delivery")).toEqual({ is: "gates", form: "en", visitor, zone: null });
    expect(askedBy("fr/delivery/lorry/G1")).toEqual({
      is: "gates",
      form: "fr",
      visitor: { kind: "delivery", means: "lorry" },
      zone: "G1",
    });
    expect(askedBy("delivery/van/G1.json")).toEqual({ is: "gates", form: "json", visitor, zone: "G1" });
  });

  it.each([
    ..."de|resident|en/mayor|en/ticket/car|en/resident/foot/g1|en/resident/foot/TOOLONG|en/resident/foot/G1/x".split(
      "|",
    ),
    ..."en//|.json|fr.json|en/resident.json|mayor.json|%65n|en/resident/foot/%47|../en|constructor.json".split("|"),
  ])("%s is none of them", (path) => {
    expect(askedBy(path)).toBeNull();
  });

  it("are read as they were written, and whatever else is asked is answered or refused", () => {
    fc.assert(
      fc.property(anyVisitor, anyZone, fc.constantFrom("fr", "en"), (visitor, zone, language) => {
        expect(askedBy(below(pathOf(language, visitor, zone)))).toEqual({ is: "gates", form: language, visitor, zone });
        expect(askedBy(below(jsonPathOf(visitor, zone)))).toEqual({ is: "gates", form: "json", visitor, zone });
      }),
    );
    fc.assert(fc.property(fc.string(), (path) => void askedBy(path)));
  });
});
