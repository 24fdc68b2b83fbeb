import { Verdict } from "@cordon/access/words";
import { expect, describe, it } from "vitest";
import { contrast, luminance } from "@cordon/ui";
import { VERDICT_COLOURS } from "./colours.ts";
import { FAMILY } from "./family.ts";
import { SHAPES } from "./shapes.ts";

const VERDICTS = Verdict.options.map((option) => option.shape.is.value);

/** Viénot, Brettel and Mollon 1999: the brightness a protanope sees, who takes dark red for black. */
function protanopeLuminance(colour: string): number {
  const [r, g] = [colour.slice(1, 3), colour.slice(3, 5)].map((part) => (Number.parseInt(part, 16) / 255) ** 2.2);
  return 0.11238 * (r ?? 0) + 0.88762 * (g ?? 0);
}

describe.each(["night", "day"] as const)("a verdict by %s", (theme) => {
  const pairs = VERDICT_COLOURS[theme];

  it.each(["go", "check", "stop", "look"] as const)("reads in the sun: %s", (family) => {
    expect(contrast(pairs[family].on, pairs[family].fill)).toBeGreaterThanOrEqual(7);
  });

  it("tells stop from go and from check by brightness alone, for every eye", () => {
    for (const seen of [luminance, protanopeLuminance]) {
      for (const family of ["go", "check"] as const) {
        expect((seen(pairs[family].fill) + 0.05) / (seen(pairs.stop.fill) + 0.05)).toBeGreaterThanOrEqual(2.5);
      }
    }
  });
});

it("gives each verdict a shape of its own", () => {
  const drawn = VERDICTS.map((name) => JSON.stringify(SHAPES[name]));
  expect(new Set(drawn).size).toBe(VERDICTS.length);
  expect(Object.keys(FAMILY).sort()).toEqual([...VERDICTS].sort());
});
