import { describe, expect, it } from "vitest";
import { COLOURS, PAGE_STYLE } from "./style.ts";

describe("the look of public pages", () => {
  it("can be read by day and by night", () => {
    for (const [theme, { ground, panel, line: _, ...texts }] of Object.entries(COLOURS)) {
      for (const [name, text] of Object.entries(texts)) {
        for (const behind of [ground, panel])
          expect(contrast(text, behind), `${theme} ${name} on ${behind}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(PAGE_STYLE).toContain("prefers-color-scheme:dark");
  });
});

/** WCAG 2.2: contrast ratio of two sRGB colours. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
