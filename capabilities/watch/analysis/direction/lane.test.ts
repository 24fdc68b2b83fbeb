import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homographyFrom, project } from "../calibration/homography.ts";
import { inSmaller, type LaneEvent, laneOf } from "./lane.ts";
import { type Point, readScene } from "../scene.ts";

/** A road seen from above its end: its edges meet at the top. */
const points = [
  { pixel: { x: 0, y: 360 }, ground: { x: 0, y: 0 } },
  { pixel: { x: 640, y: 360 }, ground: { x: 10, y: 0 } },
  { pixel: { x: 420, y: 100 }, ground: { x: 10, y: 40 } },
  { pixel: { x: 220, y: 100 }, ground: { x: 0, y: 40 } },
];

function lane(event: object): ReturnType<typeof laneOf> {
  const reading = readScene({ calibration: { points }, events: [{ kind: "wrong-direction", ...event }] });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const found = reading.scene.events.find((each): each is LaneEvent => each.kind === "wrong-direction");
  if (found === undefined) throw new Error("no lane");
  return laneOf(reading.scene, found);
}

describe("the heading of a lane", () => {
  it("in pixels is the same everywhere, and of length one", () => {
    const laneAt = lane({ heading: { from: [10, 10], to: [40, 50] } });
    const headingAt = (point: Point) => laneAt(point).heading;
    expect(headingAt({ x: 0, y: 0 })).toEqual({ x: 0.6, y: 0.8 });
    expect(headingAt({ x: 600, y: 300 })).toEqual({ x: 0.6, y: 0.8 });
  });

  it("on the ground is where a step along it leads in the picture, at any place", () => {
    const toGround = homographyFrom(points);
    if (toGround === undefined) throw new Error("no ground");
    const laneAt = lane({ groundHeading: { from: [0, 0], to: [0, 1] } });
    const headingAt = (point: Point) => laneAt(point).heading;
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 580 }), fc.integer({ min: 130, max: 350 }), (x, y) => {
        const along = headingAt({ x, y });
        expect(Math.hypot(along.x, along.y)).toBeCloseTo(1, 6);
        const before = project(toGround, { x, y });
        const after = project(toGround, { x: x + along.x, y: y + along.y });
        // Straight up the road, whatever way that is in the picture.
        expect(after.y).toBeGreaterThan(before.y);
        expect(Math.abs(after.x - before.x)).toBeLessThan(0.02 * (after.y - before.y));
      }),
    );
    expect(headingAt({ x: 100, y: 300 }).x).toBeGreaterThan(0);
    expect(headingAt({ x: 540, y: 300 }).x).toBeLessThan(0);
  });

  it("tells along from across as they are on the ground, in metres, however perspective bends them", () => {
    const [toGround, toPicture] = [
      homographyFrom(points),
      homographyFrom(points.map(({ pixel, ground }) => ({ pixel: ground, ground: pixel }))),
    ];
    if (toGround === undefined || toPicture === undefined) throw new Error("no ground");
    const laneAt = lane({ groundHeading: { from: [0, 0], to: [3, 4] } });
    const smaller = inSmaller(laneAt, 2);
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 540 }),
        fc.integer({ min: 150, max: 350 }),
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        (x, y, east, north) => {
          const from = project(toGround, { x, y });
          const to = project(toPicture, { x: from.x + east, y: from.y + north });
          const [u, v] = [to.x - x, to.y - y];
          const { along, across, heading, metresAPixel } = laneAt({ x, y });
          expect(u * along.x + v * along.y).toBeCloseTo(0.6 * east + 0.8 * north, 2);
          expect(Math.abs(u * across.x + v * across.y)).toBeCloseTo(Math.abs(0.8 * east - 0.6 * north), 2);
          expect(heading.x * along.x + heading.y * along.y).toBeCloseTo(metresAPixel ?? 0, 6);
          expect(Math.abs(heading.x * across.x + heading.y * across.y)).toBeLessThan(0.02 * (metresAPixel ?? 0));
          const half = smaller({ x: x / 2, y: y / 2 });
          expect(half.heading).toEqual(heading);
          expect(half.metresAPixel).toBeCloseTo(2 * (metresAPixel ?? 0), 9);
        },
      ),
    );
  });

  it("knows no metres where nobody said where the ground is, and is straight there", () => {
    const reading = readScene({ events: [{ kind: "wrong-direction", heading: { from: [0, 0], to: [0, 2] } }] });
    const [event] = reading.outcome === "scene" ? reading.scene.events : [];
    if (reading.outcome !== "scene" || event?.kind !== "wrong-direction") throw new Error("no lane");
    expect(laneOf(reading.scene, event)({ x: 5, y: 5 })).toEqual({
      heading: { x: 0, y: 1 },
      along: { x: 0, y: 1 },
      across: { x: -1, y: 0 },
      metresAPixel: undefined,
    });
  });
});
