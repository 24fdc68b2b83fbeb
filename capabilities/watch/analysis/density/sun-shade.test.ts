import { describe, expect, it } from "vitest";
import { SunShade } from "./sun-shade.ts";

const SHADOW = 56;

/** Clothes of all shades, the flank of what is hardly darker than the ground, and `times` as many pixels in the shade of the sun's shadows. */
function shadesWith(times: number, many = 1000): Float32Array {
  return Float32Array.from({ length: 101 }, (_, shade) => {
    const clothes = shade < 20 ? 0 : many;
    const flank = shade > 85 && shade < 98 ? (many * (shade - 85)) / 6 : 0;
    return Math.abs(shade - SHADOW) <= 2 ? clothes * times : clothes + flank;
  });
}

function after(counts: number, shades: Float32Array, sun = new SunShade()): number | undefined {
  let found: number | undefined;
  for (let count = 0; count < counts; count++) found = sun.step(shades);
  return found;
}

describe("the shade of the sun's shadows", () => {
  it("is believed when it was seen in count after count, and not before", () => {
    expect(after(7, shadesWith(2))).toBeUndefined();
    expect(after(8, shadesWith(2))).toBe(SHADOW);
  });

  it("goes on being known in a crowd among whose clothes nobody would find it", () => {
    const sun = new SunShade();
    after(8, shadesWith(2), sun);
    expect(after(60, shadesWith(1.35, 20_000), sun)).toBe(SHADOW);
    expect(after(60, shadesWith(1.35, 20_000))).toBeUndefined();
  });

  it("is none without shadows: the flank of what is as light as the ground is no peak", () => {
    expect(after(60, shadesWith(1))).toBeUndefined();
  });

  it("is none any more when clouds came", () => {
    const sun = new SunShade();
    after(8, shadesWith(2), sun);
    expect(after(1, shadesWith(1), sun)).toBeUndefined();
    expect(after(7, shadesWith(2), sun)).toBeUndefined();
  });

  it("is not what one person wears who walks by", () => {
    const sun = new SunShade();
    after(5, shadesWith(3), sun);
    expect(after(5, shadesWith(1), sun)).toBeUndefined();
    expect(after(5, shadesWith(3), sun)).toBeUndefined();
  });
});
