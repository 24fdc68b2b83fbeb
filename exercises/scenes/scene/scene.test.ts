import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laid } from "../crowds/laid.ts";
import { crowd, present, track } from "../crowds/tracks.ts";
import { applied, groundToPicture } from "../drawing/pinhole.ts";
import { film } from "../video/film.ts";
import { viewOf } from "./mounting.ts";
import { scene } from "./scene.ts";
import type { Picture, SceneOptions } from "./words.ts";

const camera = { x: 3, y: -12, heightMetres: 6, headingDegrees: -8, tiltDegrees: 24, fieldOfViewDegrees: 60 };
const size = { widthPx: 320, heightPx: 180 };
/** Two who walk behind one another, as the camera sees them. */
const walkers = crowd(60, [
  track(
    1,
    0,
    1,
    [...Array(40).keys()].map((i): [number, number] => [-2 + i * 0.3, 1]),
  ),
  track(
    2,
    0,
    1,
    [...Array(40).keys()].map((i): [number, number] => [-2.15 + i * 0.3, 1.6]),
  ),
]);
const plain: SceneOptions = { camera, size, people: [walkers], weather: { grain: 1 } };

const lumaOf = (picture: Picture): Uint8Array => picture.luma.pixels.slice();
const mean = (values: Uint8Array, where: (at: number) => boolean): number => {
  let [sum, count] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    if (!where(at)) continue;
    sum += values[at] ?? 0;
    count++;
  }
  return sum / count;
};

describe("a scene", () => {
  it("gives the same picture of the same second, in whatever order seconds are asked for", () => {
    const [one, other] = [scene(plain), scene(plain)];
    const first = lumaOf(one.picture(7.3));
    other.picture(2);
    other.picture(11);
    expect(lumaOf(other.picture(7.3))).toEqual(first);
    expect(lumaOf(one.picture(7.4))).not.toEqual(first);
  });

  it("labels exactly the pixels that differ from the same ground without people, but for noise and soft edges", () => {
    const still = { ...plain, weather: { grain: 0 } };
    const [full, empty] = [scene(still).picture(9), scene({ ...still, people: [] }).picture(9)];
    let [labelled, changed, outside] = [0, 0, 0];
    for (let at = 0; at < full.truth.mask.length; at++) {
      const differs = Math.abs((full.luma.pixels[at] ?? 0) - (empty.luma.pixels[at] ?? 0)) > 8;
      if (full.truth.mask[at] === 1) labelled++;
      if (full.truth.mask[at] === 1 && differs) changed++;
      const box = full.truth.people.some(
        ({ box: b }) =>
          b &&
          at % 320 >= b.x - 6 &&
          at % 320 <= b.x + b.width + 6 &&
          at / 320 >= b.y - 6 &&
          at / 320 <= b.y + b.height + 7,
      );
      if (differs && !box) outside++;
    }
    expect(labelled).toBeGreaterThan(150);
    expect(changed / labelled).toBeGreaterThan(0.75);
    expect(outside).toBe(0);
  });

  it("says how much of somebody is hidden by who walks in front, and that nothing of who does is", () => {
    const { people } = scene(plain).picture(6).truth;
    const [behind, front] = [people.find(({ id }) => id === "0-2"), people.find(({ id }) => id === "0-1")];
    expect(front?.visible).toBe(1);
    expect(behind?.visible).toBeLessThan(0.9);
    expect(behind?.visible).toBeGreaterThan(0.1);
  });

  it("puts feet where the camera's homography has the ground", () => {
    const view = viewOf(camera, size.widthPx, size.heightPx, 0);
    for (const { x, y, box, visible } of scene(plain).picture(6).truth.people) {
      const [u, v] = applied(groundToPicture(view.pinhole), ...view.onStage(x, y));
      if (!box || visible < 0.05) throw new Error("both are in the picture");
      expect(Math.abs(box.x + box.width / 2 - u)).toBeLessThan(box.height * 0.4);
      expect(Math.abs(box.y + box.height - v)).toBeLessThan(4);
    }
  });

  it("calibrates itself exactly, wherever its camera hangs", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 3, max: 20, noNaN: true }),
        fc.double({ min: 12, max: 70, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        (heightMetres, tiltDegrees, headingDegrees) => {
          const mounting = { ...camera, heightMetres, tiltDegrees, headingDegrees };
          const tiny = { widthPx: 32, heightPx: 18 };
          const { calibration } = scene({ camera: mounting, size: tiny });
          const view = viewOf(mounting, 32, 18, 0);
          for (const { pixel, ground } of calibration) {
            const [u, v] = applied(groundToPicture(view.pinhole), ...view.onStage(...ground));
            expect(Math.hypot(u - pixel[0], v - pixel[1])).toBeLessThan(0.01);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("changes the light at once or slowly, and darkens the ground where the sun does not reach", () => {
    const light = [
      { atSeconds: 10, overSeconds: 0, gain: 0.6 },
      { atSeconds: 20, overSeconds: 10, gain: 1 },
    ];
    const lit = scene({ ...plain, people: [], weather: { light } });
    const at = (seconds: number): number => mean(lit.picture(seconds).luma.pixels, () => true);
    expect(at(10) / at(9.9)).toBeCloseTo(0.6, 1);
    expect(at(25)).toBeGreaterThan(at(20) * 1.2);
    expect(at(31) / at(9.9)).toBeCloseTo(1, 1);
    const sun = { azimuthDegrees: 200, elevationDegrees: 35 };
    const [sunny, dull] = [scene({ ...plain, weather: { sun } }).picture(6), scene(plain).picture(6)];
    let dark = 0;
    for (let i = 0; i < dull.luma.pixels.length; i++) {
      if (dull.truth.mask[i] === 0 && (sunny.luma.pixels[i] ?? 0) < 0.75 * (dull.luma.pixels[i] ?? 0)) dark++;
    }
    expect(dark).toBeGreaterThan(60);
    expect(sunny.truth.mask).toEqual(dull.truth.mask);
  });

  it("trembles within what was asked for, and its boxes with it", () => {
    const shaken = scene({ ...plain, weather: { shakePixels: 2, grain: 0 } });
    const lefts = [...Array(30).keys()].map((i) => {
      const { people } = shaken.picture(6 + i / 1000).truth;
      return people.find(({ id }) => id === "0-1")?.box?.x ?? Number.NaN;
    });
    expect(Math.max(...lefts) - Math.min(...lefts)).toBeLessThan(9);
    const moved = [...Array(30).keys()].map((i) => shaken.picture(i * 0.7).truth.people[0]?.box?.x ?? 0);
    expect(new Set(moved).size).toBeGreaterThan(20);
  });

  it("has rain that is not there in the next picture", () => {
    const wet = scene({ ...plain, people: [], weather: { rain: 1, grain: 0 } });
    const [a, b] = [lumaOf(wet.picture(1)), lumaOf(wet.picture(1.1))];
    const bright = (at: number): boolean => (a[at] ?? 0) - (b[at] ?? 0) > 15;
    const streaks = a.filter((_, at) => bright(at)).length;
    expect(streaks).toBeGreaterThan(150);
    expect(streaks).toBeLessThan(a.length * 0.1);
  });
});

describe("what is scripted", () => {
  const script: SceneOptions = {
    camera,
    size,
    actors: [
      {
        name: "ann",
        at: [-2, 2],
        fromSeconds: 0,
        deeds: [
          { do: "walk", to: [2, 2] },
          { do: "put", thing: "bag" },
          { do: "walk", to: [9, 4] },
        ],
      },
      {
        name: "bob",
        at: [4, 0],
        fromSeconds: 0,
        deeds: [
          { do: "stay", seconds: 20, posture: "lying", headingDegrees: 110 },
          { do: "walk", to: [2, 2] },
          { do: "take", thing: "bag" },
          { do: "walk", to: [-4, 2] },
        ],
      },
    ],
    things: [{ name: "bag", kind: "suitcase", broughtBy: "ann" }],
  };

  it("is carried, lies where it was put, and is gone with whoever took it", () => {
    const played = scene(script);
    const bagAt = (seconds: number) => played.picture(seconds).truth.things.find(({ name }) => name === "bag");
    expect(bagAt(2)).toBeUndefined();
    const lying = bagAt(10);
    expect(lying).toMatchObject({ leftBy: "ann", visible: 1 });
    expect(lying?.since).toBeCloseTo(4 / 1.3 + 0.7, 2);
    expect(Math.hypot((lying?.x ?? 0) - 2, (lying?.y ?? 0) - 2)).toBeLessThan(0.6);
    expect(bagAt(20)).toEqual({ ...lying, label: bagAt(20)?.label });
    expect(bagAt(30)).toBeUndefined();
  });

  it("lies flat when it lies", () => {
    const played = scene(script);
    const bob = (seconds: number) => played.picture(seconds).truth.people.find(({ id }) => id === "bob");
    const [down, up] = [bob(10), bob(21)];
    expect(down?.posture).toBe("lying");
    expect(down?.box && down.box.width > 1.3 * down.box.height).toBe(true);
    expect(up?.box && up.box.height > 1.8 * up.box.width).toBe(true);
  });

  it("drives cars along their lane in its direction", () => {
    const street = scene({
      camera,
      size,
      traffic: [
        {
          name: "east",
          path: [
            [-40, 14],
            [40, 14],
          ],
          metresPerSecond: 8,
          perMinute: 30,
          seed: 3,
        },
      ],
    });
    const [a, b] = [street.picture(30).truth.cars, street.picture(30.5).truth.cars];
    const both = a.flatMap((car) => b.filter(({ id }) => id === car.id).map((later) => later.x - car.x));
    expect(both.length).toBeGreaterThan(0);
    for (const metres of both) expect(metres).toBeCloseTo(4, 3);
    expect(a.every(({ headingDegrees }) => Math.abs(headingDegrees - 90) < 1e-6)).toBe(true);
  });
});

describe("a crowd that is laid", () => {
  const there = (of: typeof walkers, seconds: number): number => {
    let count = 0;
    present(of, seconds, () => count++);
    return count;
  };
  it("is not there before it starts, and not again after it is over", () => {
    const later = laid(walkers, { fromSeconds: 10, untilSeconds: 30, startsAtSeconds: 15 });
    expect([there(later, 5), there(later, 14.9), there(later, 15.2), there(later, 40)]).toEqual([0, 0, 2, 2]);
    expect(there(later, 50)).toBe(0);
  });
  it("goes the other way when it is reversed, and comes from farther when it is carried on", () => {
    const back = laid(walkers, { reversed: true, untilSeconds: 39 });
    const xs: number[] = [];
    for (const seconds of [5, 10]) present(back, seconds, (seed, { x }) => seed === 1 && xs.push(x));
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeCloseTo(-1.5, 1);
    const far = laid(walkers, { carryOnMetres: 5, untilSeconds: 60 });
    expect(there(far, 45)).toBe(2);
    expect(there(walkers, 45)).toBe(0);
  });
});

describe("a film", () => {
  it("looks after H.264 as it did before, only worse, and keeps its truth", () => {
    const played = scene(plain);
    const clean = [...film(played, { untilSeconds: 1 })].length;
    let [count, difference] = [0, 0];
    for (const { seconds, luma, truth } of film(played, { untilSeconds: 1, bitsPerSecond: 120_000 })) {
      const coded = luma.pixels.slice();
      const drawn = scene(plain).picture(seconds);
      difference += mean(
        coded.map((value, at) => Math.abs(value - (drawn.luma.pixels[at] ?? 0))),
        () => true,
      );
      expect(truth.people.map(({ id }) => id)).toEqual(drawn.truth.people.map(({ id }) => id));
      count++;
    }
    expect(count).toBe(clean);
    expect(difference / count).toBeGreaterThan(0.3);
    expect(difference / count).toBeLessThan(6);
  });
});
