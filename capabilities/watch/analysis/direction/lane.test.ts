import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homographyFrom, project } from "../calibration/homography.ts";
import { headingOf, type LaneEvent } from "./lane.ts";
import { readScene } from "../scene.ts";

/** A road seen from above its end: its edges meet at the top. */
const points = [
  { pixel: { x: 0, y: 360 }, ground: { x: 0, y: 0 } },
  { pixel: { x: 640, y: 360 }, ground: { x: 10, y: 0 } },
  { pixel: { x: 420, y: 100 }, ground: { x: 10, y: 40 } },
  { pixel: { x: 220, y: 100 }, ground: { x: 0, y: 40 } },
];

function lane(event: object): ReturnType<typeof headingOf> {
  const reading = readScene({ calibration: { points }, events: [{ kind: "wrong-direction", ...event }] });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const found = reading.scene.events.find((each): each is LaneEvent => each.kind === "wrong-direction");
  if (found === undefined) throw new Error("no lane");
  return headingOf(reading.scene, found);
}

describe("the heading of a lane", () => {
  it("in pixels is the same everywhere, and of length one", () => {
    const headingAt = lane({ heading: { from: [10, 10], to: [40, 50] } });
    expect(headingAt({ x: 0, y: 0 })).toEqual({ x: 0.6, y: 0.8 });
    expect(headingAt({ x: 600, y: 300 })).toEqual({ x: 0.6, y: 0.8 });
  });

  it("on the ground is where a step along it leads in the picture, at any place", () => {
    const toGround = homographyFrom(points);
    if (toGround === undefined) throw new Error("no ground");
    const headingAt = lane({ groundHeading: { from: [0, 0], to: [0, 1] } });
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
});
