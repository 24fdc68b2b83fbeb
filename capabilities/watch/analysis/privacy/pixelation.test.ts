import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Analyser } from "../analyser.ts";
import { Masking } from "./mask.ts";
import { pixelate, type Planes420 } from "./pixelate.ts";
import { blockFor, Pixelation } from "./pixelation.ts";
import { type Drawn, type RenderedScene, renderer } from "../rendered-scene.ts";
import { readScene } from "../scene.ts";

const FRAMES_A_SECOND = 24;
const ANALYSE_EVERY = 4;

/** Where a drawn person's head is, as `rendered-scene.ts` draws it. */
const headOf = ({ x, y, width, height }: Drawn) => ({
  left: x - 0.28 * width,
  right: x + 0.28 * width,
  top: y - height,
  bottom: y - 0.83 * height,
});

function scene(over: Partial<RenderedScene>): RenderedScene {
  return { width: 640, height: 360, seed: 7, noise: 2, texture: 22, ground: 120, draw: () => [], ...over };
}

function sceneOf(value: unknown) {
  const read = readScene(value);
  if (read.outcome === "invalid") throw new Error(read.message);
  return read.scene;
}

/** Runs the analysis and asks, for every frame between, which pixels of heads may be told from their neighbours. */
function bareHeads(rendered: RenderedScene, seconds: number, fromSeconds: number) {
  const draw = renderer(rendered);
  const analyser = new Analyser(sceneOf({ events: [{ kind: "zone-entry" }] }), rendered, makeWasmKernels);
  let pixels = 0;
  let bare = 0;
  let largest = 0;
  const check = (at: number): void => {
    const cover = analyser.pixelation.at(at);
    for (const person of rendered.draw(at).filter(({ what }) => what === "person")) {
      const head = headOf(person);
      for (let y = Math.max(0, Math.ceil(head.top)); y < Math.min(rendered.height, head.bottom); y++) {
        for (let x = Math.max(0, Math.ceil(head.left)); x < Math.min(rendered.width, head.right); x++) {
          pixels++;
          const over = cover.whole
            ? [cover.block]
            : cover.areas
                .filter(({ box }) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)
                .map(({ block }) => block);
          if (over.length === 0) bare++;
          else largest = Math.max(largest, (head.right - head.left) / Math.max(...over));
        }
      }
    }
  };
  const frames = Math.round(seconds * FRAMES_A_SECOND);
  for (let frame = 0; frame < frames; frame += ANALYSE_EVERY) {
    analyser.step(frame / FRAMES_A_SECOND, draw(frame / FRAMES_A_SECOND).luma);
    // As in a live picture: what came since the last analysed picture is shown once this one is known.
    for (let shown = frame - ANALYSE_EVERY + 1; shown <= frame; shown++)
      if (shown / FRAMES_A_SECOND >= fromSeconds) check(shown / FRAMES_A_SECOND);
  }
  return { share: 1 - bare / pixels, pixels, largest };
}

const walker = (over: Partial<Drawn>, speed: number, from: number) => (seconds: number) =>
  ({
    what: "person",
    x: from + speed * seconds,
    y: 250,
    width: 26,
    height: 66,
    level: 60,
    stride: 7 * seconds,
    ...over,
  }) satisfies Drawn;

describe("pixelation", () => {
  it("covers at least 99 % of every head's pixels in every frame, of people who enter, walk, run, cross and stop", () => {
    const one = walker({}, 70, -40);
    const runner = walker({ y: 320, width: 34, height: 88, level: 190 }, -230, 700);
    const far = walker({ y: 120, width: 13, height: 32, level: 70 }, 28, 120);
    const stops = (seconds: number): Drawn => ({ ...walker({ level: 85 }, 60, 200)(Math.min(seconds, 4)), y: 300 });
    const result = bareHeads(
      scene({ draw: (seconds) => [one, runner, far, stops].map((each) => each(seconds)) }),
      9,
      0.2,
    );
    expect(result.pixels).toBeGreaterThan(20_000);
    expect(result.share).toBeGreaterThanOrEqual(0.99);
    expect(result.largest).toBeLessThanOrEqual(4);
  });

  it("goes on hiding who stopped so long ago that they are taken for background", () => {
    const stops = (seconds: number): Drawn => walker({ y: 160 }, 60, 50)(Math.min(seconds, 3));
    const small = scene({ width: 320, height: 180, draw: (seconds) => [stops(seconds)] });
    const result = bareHeads(small, 40, 0.2);
    expect(result.share).toBeGreaterThanOrEqual(0.99);
  });

  it("hides everything while the background is being learned and after the picture became another one", () => {
    const flips = scene({ width: 320, height: 180, light: (seconds) => (seconds < 4 ? 1 : 0.3) });
    const draw = renderer(flips);
    const analyser = new Analyser(sceneOf({ events: [{ kind: "zone-entry" }] }), flips, makeWasmKernels);
    const whole: number[] = [];
    for (let seconds = 0; seconds < 8; seconds += 1 / 6) {
      analyser.step(seconds, draw(seconds).luma);
      if (analyser.pixelation.at(seconds).whole) whole.push(seconds);
    }
    expect(whole.some((seconds) => seconds < 0.5)).toBe(true);
    expect(whole.filter((seconds) => seconds > 2.5 && seconds < 3.9)).toEqual([]);
    expect(new Pixelation({ width: 64, height: 36 }, 1).at(3).whole).toBe(true);
  });

  it("shows a thing that was reported as left behind, and hides who stands at it", () => {
    const pixelation = new Pixelation({ width: 640, height: 360 }, 2);
    const bag = { left: 300, top: 200, right: 320, bottom: 215 };
    const guard = { left: 296, top: 150, right: 326, bottom: 216 };
    const seen = { tracks: [], people: [], isBlind: false };
    const covers = (seconds: number): boolean => {
      const cover = pixelation.at(seconds);
      return (
        cover.whole ||
        cover.areas.some(({ box }) => box.left <= 620 && box.right >= 620 && box.top <= 415 && box.bottom >= 415)
      );
    };
    pixelation.learn({ ...seen, seconds: 1, foreground: [bag], objects: [] });
    expect(covers(1)).toBe(true);
    pixelation.learn({ ...seen, seconds: 2, foreground: [bag], objects: [bag] });
    expect(covers(2)).toBe(false);
    expect(covers(1)).toBe(false);
    pixelation.learn({ ...seen, seconds: 3, foreground: [guard], objects: [bag] });
    expect(covers(3)).toBe(true);
  });

  it("has blocks no smaller than asked for", () => {
    for (let pixels = 1; pixels <= 256; pixels++) expect(blockFor(pixels)).toBeGreaterThanOrEqual(pixels);
  });
});

function picture(width: number, height: number, value: (x: number, y: number) => number): Planes420 {
  const plane = (w: number, h: number) => ({
    samples: Uint8Array.from({ length: (w + 16) * h }, (_, at) => value(at % (w + 16), Math.floor(at / (w + 16)))),
    stride: w + 16,
    width: w,
    height: h,
  });
  return [plane(width, height), plane(width / 2, height / 2), plane(width / 2, height / 2)];
}

describe("pixelate", () => {
  it("leaves one value in every block an area touches, and everything else as it was", () => {
    const noisy = (x: number, y: number): number => (x * 37 + y * 101) & 255;
    const shown = picture(96, 64, noisy);
    pixelate(shown, { whole: false, areas: [{ box: { left: 17, top: 9, right: 30, bottom: 20 }, block: 8 }] }, 1);
    for (const [index, plane] of shown.entries()) {
      const block = index === 0 ? 8 : 4;
      for (let y = 0; y < plane.height; y++) {
        for (let x = 0; x < plane.width; x++) {
          const value = plane.samples[y * plane.stride + x];
          const column = Math.floor(x / block);
          const row = Math.floor(y / block);
          if (column >= 2 && column < 4 && row >= 1 && row < 3)
            expect(value).toBe(plane.samples[row * block * plane.stride + column * block]);
          else expect(value).toBe(noisy(x, y));
        }
      }
    }
  });

  it("takes boxes beyond the edges and pictures no multiple of a block", () => {
    const shown = picture(50, 38, (x) => (x * 7) & 255);
    pixelate(shown, { whole: false, areas: [{ box: { left: -20, top: -5, right: 80, bottom: 90 }, block: 12 }] }, 1.5);
    const [luma] = shown;
    expect(luma.samples[0]).toBe(luma.samples[17 + 17 * luma.stride]);
  });
});

describe("a mask", () => {
  const mask = {
    name: "windows",
    polygon: [
      { x: 10.5, y: 4 },
      { x: 30, y: 4 },
      { x: 30, y: 21.5 },
      { x: 10.5, y: 21.5 },
    ],
  };

  it("is black in what is shown, with all samples it touches", () => {
    const shown = picture(64, 48, () => 200);
    new Masking([mask], { width: 64, height: 48 }).blacken(shown);
    const [luma, u] = shown;
    for (let y = 0; y < 48; y++)
      for (let x = 0; x < 64; x++)
        expect(luma.samples[y * luma.stride + x]).toBe(x >= 10 && x < 30 && y >= 4 && y < 22 ? 16 : 200);
    expect(u.samples[2 * u.stride + 5]).toBe(128);
    expect(u.samples[2 * u.stride + 15]).toBe(200);
  });

  it("hides what a detector sees behind it", () => {
    const masking = new Masking([mask], { width: 64, height: 48 });
    expect(masking.hides({ x: 20, y: 12 })).toBe(true);
    expect(masking.hides({ x: 40, y: 12 })).toBe(false);
    const rendered = scene({ width: 320, height: 180 });
    const covered = (masks: unknown): boolean => {
      const analyser = new Analyser(sceneOf({ events: [{ kind: "zone-entry" }], masks }), rendered, makeWasmKernels);
      const draw = renderer(rendered);
      const person = { what: "person", box: { left: 100, top: 60, right: 130, bottom: 140 }, confidence: 0.9 } as const;
      for (let seconds = 0; seconds < 3; seconds += 0.25) analyser.step(seconds, draw(seconds).luma, [person]);
      const cover = analyser.pixelation.at(2.75);
      return !cover.whole && cover.areas.length > 0;
    };
    expect(covered(undefined)).toBe(true);
    expect(
      covered([
        {
          name: "left",
          polygon: [
            [0, 0],
            [160, 0],
            [160, 180],
            [0, 180],
          ],
        },
      ]),
    ).toBe(false);
  });

  it("hides from the analysis whoever is only in it", () => {
    const events = (masks: unknown): number => {
      const rendered = scene({ width: 320, height: 180, draw: (seconds) => [walker({ y: 150 }, 60, 20)(seconds)] });
      const draw = renderer(rendered);
      const analyser = new Analyser(sceneOf({ events: [{ kind: "zone-entry" }], masks }), rendered, makeWasmKernels);
      let count = 0;
      for (let seconds = 0; seconds < 5; seconds += 1 / 6) count += analyser.step(seconds, draw(seconds).luma).length;
      return count;
    };
    expect(events(undefined)).toBeGreaterThan(0);
    expect(
      events([
        {
          name: "street",
          polygon: [
            [0, 70],
            [320, 70],
            [320, 170],
            [0, 170],
          ],
        },
      ]),
    ).toBe(0);
  });
});
