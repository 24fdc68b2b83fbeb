import { describe, expect, it } from "vitest";
import { contrast, luminance } from "./contrast.ts";
import { AFFILIATIONS, day, night, REGIMES, TONES } from "./tokens.ts";

describe("contrast", () => {
  it("agrees with the ratios WCAG publishes", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrast("#ffffff", "#ffffff")).toBe(1);
  });
  it("refuses what is no colour", () => {
    expect(() => luminance("red")).toThrow(RangeError);
  });
});

const READABLE = 4.5;
const DISTINGUISHABLE = 3;

describe.each([
  ["night", night],
  ["day", day],
] as const)("the %s theme", (_name, tokens) => {
  const surfaces = [tokens.ground, tokens.panel, tokens.raised, tokens.sunken, tokens.hover, tokens.accentSoft];

  it.each(surfaces)("reads on the surface %s", (surface) => {
    expect(contrast(tokens.text, surface)).toBeGreaterThanOrEqual(7);
    expect(contrast(tokens.dimmed, surface)).toBeGreaterThanOrEqual(READABLE);
    expect(contrast(tokens.accent, surface)).toBeGreaterThanOrEqual(READABLE);
  });

  it.each(TONES)("reads in the tone %s, as text, as a badge and as a tint", (name) => {
    const tone = tokens.tones[name];
    for (const surface of [...surfaces, tone.soft]) {
      expect(contrast(tone.text, surface), `${name} text on ${surface}`).toBeGreaterThanOrEqual(READABLE);
    }
    expect(contrast(tone.onFill, tone.fill)).toBeGreaterThanOrEqual(READABLE);
    expect(contrast(tokens.text, tone.soft)).toBeGreaterThanOrEqual(7);
    expect(contrast(tokens.dimmed, tone.soft)).toBeGreaterThanOrEqual(READABLE);
  });

  it("bounds its controls and fills its buttons visibly", () => {
    for (const surface of surfaces) {
      expect(contrast(tokens.controlLine, surface), `on ${surface}`).toBeGreaterThanOrEqual(DISTINGUISHABLE);
    }
    expect(contrast(tokens.onAccentFill, tokens.accentFill)).toBeGreaterThanOrEqual(READABLE);
    expect(contrast(tokens.accentFill, tokens.panel)).toBeGreaterThanOrEqual(DISTINGUISHABLE);
  });

  it("draws what the map must tell apart from its ground", () => {
    expect(contrast(tokens.map.label, tokens.map.labelHalo)).toBeGreaterThanOrEqual(7);
    for (const mark of [tokens.map.unit, tokens.map.camera, tokens.map.gate]) {
      expect(contrast(mark, tokens.ground)).toBeGreaterThanOrEqual(DISTINGUISHABLE);
      expect(contrast(mark, tokens.map.water)).toBeGreaterThanOrEqual(DISTINGUISHABLE);
    }
    for (const each of AFFILIATIONS)
      for (const surface of [tokens.ground, tokens.panel, tokens.map.water, tokens.map.labelHalo])
        expect(contrast(tokens.map.affiliations[each], surface), `${each} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    for (const regime of REGIMES) {
      expect(contrast(tokens.map.zones[regime], tokens.ground), regime).toBeGreaterThanOrEqual(DISTINGUISHABLE);
    }
  });
});

it("keeps the night dark: nothing in it is as bright as a sheet of paper", () => {
  for (const colour of JSON.stringify(night).match(/#[0-9a-f]{6}/gi) ?? []) {
    expect(luminance(colour), colour).toBeLessThan(0.78);
  }
  expect(luminance(night.text)).toBeLessThan(0.7);
  expect(luminance(night.ground)).toBeLessThan(0.01);
});

it("tells the three signal tones apart for eyes without red or green cones", () => {
  for (const tokens of [night, day]) {
    const fills = (["notice", "attention", "urgent"] as const).map((tone) => tokens.tones[tone].fill);
    for (const simulate of [protanopia, deuteranopia]) {
      const seen = fills.map(simulate);
      for (const [i, a] of seen.entries()) {
        for (const b of seen.slice(i + 1)) expect(distance(a, b)).toBeGreaterThan(0.1);
      }
    }
  }
});

type Rgb = readonly [number, number, number];

/** Viénot, Brettel and Mollon 1999: what a dichromat sees, in linear RGB. */
function protanopia(colour: string): Rgb {
  const [r, g, b] = linearRgb(colour);
  const seen = 0.11238 * r + 0.88762 * g;
  return [seen, seen, 0.00401 * r - 0.00401 * g + b];
}
function deuteranopia(colour: string): Rgb {
  const [r, g, b] = linearRgb(colour);
  const seen = 0.29275 * r + 0.70725 * g;
  return [seen, seen, -0.02234 * r + 0.02234 * g + b];
}
function linearRgb(colour: string): Rgb {
  const channel = (at: number) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2;
  return [channel(1), channel(3), channel(5)];
}
function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
