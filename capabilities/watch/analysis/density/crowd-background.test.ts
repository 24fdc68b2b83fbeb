import { describe, expect, it } from "vitest";
import { type Drawn, randomFrom, renderer } from "../rendered-scene.ts";
import { makeWasmCrowdKernels } from "../../kernels/crowd/wasm-crowd.ts";
import { CrowdBackground } from "./crowd-background.ts";
import { CrowdPlanes } from "./crowd-planes.ts";
import { ShadowShade } from "./shadow-shade.ts";

const size = { width: 160, height: 96, stride: 160 };
const somebody: Drawn = { what: "person", x: 60, y: 70, width: 14, height: 40, level: 45, stride: 0.4 };

/** How many pixels are foreground each second. */
function foreground(
  draw: (seconds: number) => readonly Drawn[],
  untilSeconds: number,
  light?: (s: number) => number,
): number[] {
  const options = { ...size, seed: 3, noise: 1.5, texture: 10, ground: 120, draw };
  const picture = renderer(light === undefined ? options : { ...options, light });
  const model = new CrowdBackground(new CrowdPlanes(makeWasmCrowdKernels, size));
  return Array.from({ length: untilSeconds }, (_, seconds) => {
    const mask = model.step(picture(seconds).luma.pixels, seconds, false);
    return mask === undefined ? -1 : mask.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  });
}

describe("the ground without people", () => {
  it("is not known before it was looked at for a while, and is quiet then", () => {
    const seen = foreground(() => [], 60);
    expect(seen.slice(0, 19).every((pixels) => pixels === -1)).toBe(true);
    expect(Math.max(...seen.slice(19))).toBeLessThan(15);
  });

  it("does not take in whoever stands, for minutes", () => {
    const seen = foreground((seconds) => (seconds < 25 ? [] : [somebody]), 260);
    expect(Math.min(...seen.slice(30))).toBeGreaterThan(170);
    expect(Math.max(...seen.slice(30))).toBeLessThan(600);
  });

  it("does not take in a crowd that stands so densely that one hides another, in clothes some of which look like the ground", () => {
    const levels = [120, 70, 124, 190, 66, 116, 72, 60];
    const crowd = Array.from({ length: 40 }, (_, i): Drawn => {
      const [column, row] = [i % 8, Math.floor(i / 8)];
      const level = levels[(i * 5 + row) % levels.length] ?? 60;
      return { what: "person", x: 30 + 12 * column, y: 44 + 10 * row, width: 14, height: 40, level, stride: i };
    });
    const seen = foreground((seconds) => (seconds < 25 ? [] : crowd), 90);
    expect(Math.min(...seen.slice(80))).toBeGreaterThan(0.9 * (seen[27] ?? 0));
  });

  it("forgets the trace of somebody who stood there while it was learned and has gone", () => {
    const seen = foreground((seconds) => (seconds < 25 ? [somebody] : []), 75);
    expect(seen[24]).toBeLessThan(120);
    expect(seen[27]).toBeGreaterThan(200);
    expect(seen[70]).toBeLessThan(40);
  });

  it("follows the light, sudden or slow", () => {
    const sudden = foreground(
      () => [],
      40,
      (seconds) => (seconds < 25 ? 1 : 0.7),
    );
    expect(Math.max(...sudden.slice(26))).toBeLessThan(40);
    const slow = foreground(
      () => [],
      90,
      (seconds) => 1 - 0.004 * seconds,
    );
    expect(Math.max(...slow.slice(19))).toBeLessThan(40);
  });
});

describe("the shade of shadows", () => {
  const size = { width: 400, height: 150, stride: 400 };
  const count = size.stride * size.height;
  /** A third of the foreground is shadow of one shade, the rest are clothes of all shades. */
  function pictureWith(shadow: number | undefined) {
    const random = randomFrom(11);
    const planes = new CrowdPlanes(makeWasmCrowdKernels, size);
    const { frame, ground, raw: mask } = planes;
    ground.fill(140);
    const isShadow = (at: number): boolean => shadow !== undefined && at % 200 < 66;
    for (let at = 0; at < count; at++) {
      mask[at] = 255;
      const level = isShadow(at) ? 140 * (shadow ?? 1) + 3 * (random() - 0.5) : 20 + 220 * random();
      frame[at] = Math.round(level);
    }
    new ShadowShade(planes).remove();
    const left = (which: boolean): number => {
      let [kept, all] = [0, 0];
      for (let at = 400; at < count - 400; at++) {
        if (isShadow(at) !== which) continue;
        all++;
        if (mask[at] !== 0) kept++;
      }
      return all === 0 ? 0 : kept / all;
    };
    return { shadows: left(true), clothes: left(false) };
  }
  it.each([0.35, 0.5, 0.65, 0.8])(
    "is found, whatever the sun leaves (%s), and taken out without most clothes",
    (shade) => {
      const { shadows, clothes } = pictureWith(shade);
      expect(shadows).toBeLessThan(0.05);
      expect(clothes).toBeGreaterThan(0.8);
    },
  );
  it("is not made up where there is none", () => {
    expect(pictureWith(undefined).clothes).toBe(1);
  });
});
