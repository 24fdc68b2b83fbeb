import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { widthOf } from "../analysis/tracks/region.ts";
import { windowFor } from "./interest.ts";
import { holds, type Look, RecentLooks } from "./recent.ts";

const PICTURE = { width: 1280, height: 720 };
const INPUT = { width: 416, height: 416 };
const box = (x: number, y: number, width = 40, height = 100) => ({
  left: x,
  top: y,
  right: x + width,
  bottom: y + height,
});
const looked = (window: Look["window"], seconds: number): Look => ({ seconds, window, detections: [] });

describe("where a detector looks", () => {
  it("is nowhere while nothing moves or lies still", () => {
    expect(windowFor([], [], PICTURE, INPUT)).toBeUndefined();
  });

  it("is a window in the picture, on even places, that holds what it was made for", () => {
    const boxes = fc.array(
      fc
        .tuple(fc.nat(1200), fc.nat(600), fc.integer({ min: 4, max: 1300 }), fc.integer({ min: 4, max: 800 }))
        .map(([x, y, w, h]) => box(x, y, w, h)),
      { minLength: 1, maxLength: 20 },
    );
    const sizes = fc.record({ width: fc.integer({ min: 128, max: 1921 }), height: fc.integer({ min: 96, max: 1081 }) });
    fc.assert(
      fc.property(boxes, sizes, (moving, picture) => {
        const inside = moving.filter(({ right, bottom }) => right <= picture.width && bottom <= picture.height);
        const window = windowFor(inside, [], picture, INPUT);
        if (inside.length === 0 || window === undefined) return inside.length === 0;
        const { left, top, right, bottom } = window;
        expect([left, top, right, bottom].every((edge) => Number.isInteger(edge) && edge % 2 === 0)).toBe(true);
        expect(
          left >= 0 && top >= 0 && right <= picture.width && bottom <= picture.height && left < right && top < bottom,
        ).toBe(true);
        // Up to the one column or line that an odd picture has too many.
        return inside.some(
          (each) => each.left >= left && each.top >= top && each.right <= right + 1 && each.bottom <= bottom + 1,
        );
      }),
    );
  });

  it("shrinks nobody to less than half, however far apart people walk", () => {
    const window = windowFor([box(0, 100), box(1200, 100)], [], PICTURE, INPUT);
    expect(window && widthOf(window)).toBeLessThanOrEqual(2 * INPUT.width);
  });

  it("comes round to everything that moves", () => {
    const moving = [box(0, 100), box(600, 500), box(1230, 100), box(1200, 600)];
    const looks: Look[] = [];
    for (let second = 1; second <= 4; second++) {
      const window = windowFor(moving, looks, PICTURE, INPUT);
      if (window !== undefined) looks.push(looked(window, second));
    }
    for (const { left, top } of moving)
      expect(looks.some(({ window }) => holds(window, left + 20, top + 50))).toBe(true);
  });
});

describe("what a detector saw lately", () => {
  const person = (x: number, y: number) => ({ what: "person" as const, box: box(x, y), confidence: 0.9 });

  it("is unknown before it looked and when that is long ago", () => {
    const recent = new RecentLooks();
    expect(recent.at(0)).toBeUndefined();
    recent.add(looked(box(0, 0, 400, 400), 10));
    expect(recent.at(11)).toEqual([]);
    expect(recent.at(12.5)).toBeUndefined();
  });

  it("is what the newest look at each place saw", () => {
    const recent = new RecentLooks();
    recent.add({ ...looked(box(0, 0, 400, 400), 1), detections: [person(100, 100)] });
    recent.add({ ...looked(box(600, 0, 400, 400), 1.5), detections: [person(700, 100)] });
    expect(recent.at(1.6)).toEqual([person(100, 100), person(700, 100)]);
    recent.add({ ...looked(box(50, 50, 300, 300), 2), detections: [person(140, 100)] });
    expect(recent.at(2)).toEqual([person(700, 100), person(140, 100)]);
  });
});
