import { describe, expect, it } from "vitest";
import type { Luma } from "./background.ts";
import { type Blinding, BlindWatch } from "./blind.ts";
import { type Drawn, type RenderedScene, renderer } from "../rendered-scene.ts";

const WIDTH = 320;
const HEIGHT = 180;
/** Between two looks. */
const STEP = 1;
/** Pictures drawn once and shown again and again. */
const DRAWN = 9;

const people = (seconds: number): Drawn[] =>
  [0, 1, 2, 3].map((each) => ({
    what: "person",
    x: (30 * seconds + 85 * each) % 350,
    y: 90 + 22 * each,
    width: 12 + 3 * each,
    height: 30 + 10 * each,
    level: 40 + 50 * each,
    stride: 6 * seconds,
  }));

/** A square with kerbs, posts and windows, as squares have; drawn wider than the camera sees, so that it can turn. */
const furniture: Drawn[] = Array.from({ length: 60 }, (_none, each) => ({
  what: "thing",
  x: (each * 137) % 450,
  y: 20 + ((each * 83) % 180),
  width: 4 + ((each * 7) % 20),
  height: 5 + ((each * 11) % 30),
  level: 50 + ((each * 29) % 150),
}));

const ground = { width: 450, height: 210, seed: 5, noise: 2, texture: 30, ground: 120 };

function square(over: Partial<RenderedScene> = {}): (seconds: number) => Luma {
  const draw = renderer({
    ...ground,
    draw: (seconds) => [...furniture, ...people(seconds)],
    ...over,
  });
  return (seconds) => view(draw(seconds).luma, 0, 0);
}

/** What the camera sees of it: it may have been turned. */
function view(luma: Luma, x: number, y: number): Luma {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let row = 0; row < HEIGHT; row++)
    pixels.set(luma.pixels.subarray((row + y) * luma.stride + x, (row + y) * luma.stride + x + WIDTH), row * WIDTH);
  return { pixels, width: WIDTH, height: HEIGHT, stride: WIDTH };
}

/** The mean of a square around each pixel, by summed rows and columns. */
function blurred(luma: Luma, radius: number): Luma {
  const along = (from: Uint8Array, step: number, lines: number, lineStep: number, length: number): Uint8Array => {
    const to = new Uint8Array(from.length);
    for (let line = 0; line < lines; line++) {
      let sum = 0;
      const at = (index: number): number =>
        from[line * lineStep + Math.max(0, Math.min(length - 1, index)) * step] ?? 0;
      for (let index = -radius; index <= radius; index++) sum += at(index);
      for (let index = 0; index < length; index++) {
        to[line * lineStep + index * step] = sum / (2 * radius + 1);
        sum += at(index + radius + 1) - at(index - radius);
      }
    }
    return to;
  };
  const rows = along(luma.pixels, 1, HEIGHT, WIDTH, WIDTH);
  return { ...luma, pixels: along(rows, WIDTH, WIDTH, 1, HEIGHT) };
}

function mapped(luma: Luma, change: (level: number, x: number, y: number) => number): Luma {
  return {
    ...luma,
    pixels: luma.pixels.map((level, at) =>
      Math.max(0, Math.min(255, change(level, at % WIDTH, Math.floor(at / WIDTH)))),
    ),
  };
}

interface Ran {
  readonly raised: readonly (Blinding & { readonly atSeconds: number })[];
  readonly watch: BlindWatch;
}

function run(seconds: number, picture: (seconds: number) => Luma, step = STEP): Ran {
  const watch = new BlindWatch();
  const raised: (Blinding & { atSeconds: number })[] = [];
  for (let at = 0; at < seconds; at += step) {
    const blinding = watch.step(at, picture(at));
    if (blinding !== undefined) raised.push({ ...blinding, atSeconds: at });
  }
  return { raised, watch };
}

const drawn = Array.from({ length: DRAWN }, (_none, index) => square()(index));
const plain = (seconds: number): Luma => {
  const picture = drawn[Math.floor(seconds) % DRAWN];
  if (picture === undefined) throw new Error("nothing is drawn");
  return picture;
};
const from = (start: number, change: (luma: Luma) => Luma) => (seconds: number) =>
  seconds < start ? plain(seconds) : change(plain(seconds));
const grain = (at: number): number => ((at * 2654435761) >>> 28) - 8;

const turned = renderer({ ...ground, draw: () => furniture })(0).luma;
const wall = mapped(
  renderer({ width: WIDTH, height: HEIGHT, seed: 77, noise: 2, texture: 50, ground: 150, draw: () => [] })(0).luma,
  (level, x, y) => level - (x % 30 < 2 || y % 15 < 2 ? 60 : 0),
);

describe("a camera that does not see", () => {
  it.each([
    ["dark", "the light is gone", (luma: Luma) => mapped(luma, (level) => level * 0.06 + 2)],
    [
      "covered",
      "a bag is over it",
      (luma: Luma) => mapped(luma, (_level, x, y) => 90 + y / 30 + grain(x * 7 + y * 13) / 4),
    ],
    ["blurred", "it is out of focus", (luma: Luma) => blurred(luma, 3)],
    ["moved", "it was turned aside", (_luma: Luma) => view(turned, 100, 20)],
    ["moved", "it was knocked a little", (_luma: Luma) => view(turned, 12, 0)],
    ["moved", "it looks at a wall", (_luma: Luma) => wall],
  ])("is %s when %s: one signal, and none after", (because, _what, change) => {
    const { raised, watch } = run(110, from(30, change));
    expect(raised.map((each) => each.because)).toEqual([because]);
    expect(raised[0]?.fromSeconds).toBeGreaterThan(27);
    expect(raised[0]?.fromSeconds).toBeLessThan(36);
    expect(watch.blind).toBe(because);
  });

  it("sees again when the bag is gone, and a second bag is a second episode", () => {
    const bag = (luma: Luma): Luma => mapped(luma, (_level, x, y) => 90 + grain(x * 7 + y * 13) / 4);
    const isBagged = (at: number): boolean => (at >= 20 && at < 60) || at >= 90;
    const { raised } = run(125, (at) => (isBagged(at) ? bag(plain(at)) : plain(at)));
    expect(raised.map((each) => each.because)).toEqual(["covered", "covered"]);
  });
});

describe("a camera that sees", () => {
  it.each<[string, number, (seconds: number) => Luma]>([
    ["at noon, with people", 120, plain],
    [
      "while night falls in ten minutes",
      700,
      (at) => mapped(plain(at), (level) => level * Math.max(0.22, 1 - at / 700)),
    ],
    [
      "when the lamps go out and a third of the light is left",
      120,
      (at) => (at < 30 ? plain(at) : mapped(plain(at), (level) => level * 0.33)),
    ],
    [
      "when headlights blind it for a moment again and again",
      160,
      (at) =>
        at % 20 < 4 && at > 20
          ? mapped(plain(at), (level, x, y) => level + 7.5e5 / (5e3 + (x - 160) ** 2 + (y - 100) ** 2))
          : plain(at),
    ],
    [
      "with a bus in front of it for some seconds, every minute",
      200,
      (at) =>
        at % 60 > 50 && at % 60 < 58
          ? mapped(plain(at), (_level, x, y) => 180 + (x % 80 < 3 ? -60 : 0) + grain(x + y * 320) / 3)
          : plain(at),
    ],
    [
      "in rain",
      120,
      (at) =>
        at < 30
          ? plain(at)
          : mapped(
              plain(at),
              (level, x, y) =>
                0.8 * level + 25 + ((x * 31 + Math.floor(y / 14) * 977 + Math.floor(at * 10) * 7919) % 97 < 3 ? 45 : 0),
            ),
    ],
  ])("is not called blind %s", (_name, seconds, picture) => {
    const { raised } = run(seconds, picture, seconds > 300 ? 2 : STEP);
    expect(raised).toEqual([]);
  });

  it("is not called blind while a square fills with people", () => {
    const crowd = (seconds: number): Drawn[] =>
      Array.from({ length: Math.floor(seconds / 2) }, (_none, each) => ({
        what: "person",
        x: ((each * 97) % 440) + 3 * Math.sin(seconds + each),
        y: 30 + ((each * 53) % 175),
        width: 11,
        height: 28,
        level: 30 + ((each * 37) % 170),
        stride: seconds + each,
      }));
    const { raised } = run(300, square({ draw: (seconds) => [...furniture, ...crowd(seconds)] }), 2);
    expect(raised).toEqual([]);
  });
});
