import { Verdict } from "@cordon/access/words";
import { describe, expect, it } from "vitest";
import { FAMILY, type Family } from "../screens/verdict/family.ts";
import { EARCONS, notesOf, VIBRATIONS, vibrationOf } from "./earcons.ts";

const VERDICTS = Verdict.options.map((option) => option.shape.is.value);
const FAMILIES: readonly Family[] = ["go", "check", "stop", "look"];

describe("a verdict", () => {
  it.each(VERDICTS)("is heard and felt: %s", (name) => {
    expect(notesOf(name).length).toBeGreaterThan(0);
    expect(vibrationOf(name).length).toBeGreaterThan(0);
    for (const { at, lasts, hertz } of notesOf(name)) {
      expect(hertz).toBeGreaterThanOrEqual(300);
      expect(hertz).toBeLessThanOrEqual(2_000);
      // Over before the next person stands there.
      expect(at + lasts).toBeLessThan(2);
    }
  });

  it("is told by ear and by hand from those of every other family", () => {
    expect(new Set(FAMILIES.map((family) => JSON.stringify(EARCONS[family]))).size).toBe(FAMILIES.length);
    expect(new Set(FAMILIES.map((family) => JSON.stringify(VIBRATIONS[family]))).size).toBe(FAMILIES.length);
  });

  it("that a pass is not genuine sounds and feels like no other", () => {
    const others = VERDICTS.filter((name) => name !== "not-genuine");
    expect(others.map((name) => JSON.stringify(notesOf(name)))).not.toContain(JSON.stringify(notesOf("not-genuine")));
    const felt = others.map((name) => JSON.stringify(vibrationOf(name)));
    expect(felt).not.toContain(JSON.stringify(vibrationOf("not-genuine")));
    expect(FAMILY["not-genuine"]).toBe("stop");
  });
});
