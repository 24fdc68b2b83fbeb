import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groundPlaneOf, type GroundPlane } from "./ground-plane.ts";

const picture = { width: 640, height: 360 };

/** A pinhole written out by hand: above the origin, looking along y and down. Independent of what is tested. */
function pinhole(focal: number, height: number, tilt: number) {
  return ({ x, y }: { x: number; y: number }, z = 0) => {
    const depth = y * Math.cos(tilt) + (height - z) * Math.sin(tilt);
    const up = y * Math.sin(tilt) + (z - height) * Math.cos(tilt);
    return { x: picture.width / 2 + (focal * x) / depth, y: picture.height / 2 - (focal * up) / depth };
  };
}

const cameras = fc.record({
  focal: fc.double({ min: 350, max: 900, noNaN: true }),
  height: fc.double({ min: 3, max: 20, noNaN: true }),
  tilt: fc.double({ min: 0.2, max: 1.1, noNaN: true }),
});
type Camera = { readonly focal: number; readonly height: number; readonly tilt: number };

/** Where the middle of the picture meets the ground, and how far apart things may be there. */
const lookingAt = ({ height, tilt }: Camera): number => height / Math.tan(tilt);

function planeOf(camera: Camera, seen: ReturnType<typeof pinhole>): GroundPlane {
  const middle = lookingAt(camera);
  const [aside, ahead] = [0.25 * Math.hypot(middle, camera.height), 0.35 * middle];
  const grounds = [
    { x: -aside, y: middle - ahead },
    { x: aside, y: middle - ahead },
    { x: 1.5 * aside, y: middle + ahead },
    { x: -1.5 * aside, y: middle + ahead },
  ];
  const fit = groundPlaneOf(
    grounds.map((ground) => ({ ground, pixel: seen(ground) })),
    picture,
  );
  if (fit.outcome !== "plane") throw new Error(fit.because);
  return fit.plane;
}

const places = fc.record({
  x: fc.double({ min: -4, max: 4, noNaN: true }),
  ahead: fc.double({ min: -0.5, max: 2, noNaN: true }),
  z: fc.double({ min: 0, max: 2.2, noNaN: true }),
});

describe("the ground plane of a calibration", () => {
  it("has the camera's focal length, height and tilt from four points alone", () => {
    fc.assert(
      fc.property(cameras, (camera) => {
        const { view } = planeOf(camera, pinhole(camera.focal, camera.height, camera.tilt));
        expect(view?.focalPixels).toBeCloseTo(camera.focal, 1);
        expect(view?.heightMetres).toBeCloseTo(camera.height, 2);
        expect(view?.tilt).toBeCloseTo(camera.tilt, 3);
      }),
    );
  });

  it("puts every point above the ground where the camera sees it, and finds the ground again", () => {
    fc.assert(
      fc.property(cameras, places, (camera, { x, ahead, z }) => {
        const seen = pinhole(camera.focal, camera.height, camera.tilt);
        const plane = planeOf(camera, seen);
        const ground = { x, y: lookingAt(camera) * (1 + ahead) };
        const [at, expected] = [plane.toPicture(ground, z), seen(ground, z)];
        expect(at?.x).toBeCloseTo(expected.x, 1);
        expect(at?.y).toBeCloseTo(expected.y, 1);
        const foot = plane.toPicture(ground);
        const back = foot && plane.toGround(foot);
        expect(back?.x).toBeCloseTo(ground.x, 3);
        expect(back?.y).toBeCloseTo(ground.y, 3);
      }),
    );
  });

  it("has a box for a person that holds their head and feet, and shrinks with distance", () => {
    fc.assert(
      fc.property(cameras, places, (camera, { x, ahead }) => {
        const seen = pinhole(camera.focal, camera.height, camera.tilt);
        const plane = planeOf(camera, seen);
        const near = { x, y: lookingAt(camera) * (1 + ahead) };
        const box = plane.personBoxAt(near);
        if (box === undefined) throw new Error("it is in front of the camera");
        for (const point of [seen(near), seen(near, 1.7)]) {
          expect(point.x).toBeGreaterThan(box.left);
          expect(point.x).toBeLessThan(box.right);
          expect(point.y).toBeGreaterThan(box.top - 1e-6);
          expect(point.y).toBeLessThan(box.bottom + 1e-6);
        }
        const [area, farther] = [plane.personAreaAt(near), plane.personAreaAt({ ...near, y: near.y + 5 })];
        // Nearly below the camera one sees heads and shoulders: there somebody farther away shows more of themselves.
        if (near.y > camera.height) expect(area ?? 0).toBeGreaterThan(farther ?? Number.POSITIVE_INFINITY);
        expect(area ?? 0).toBeLessThan((box.right - box.left) * (box.bottom - box.top));
      }),
    );
  });

  it("has no ground at and above its horizon", () => {
    const camera = { focal: 500, height: 6, tilt: 0.3 };
    const plane = planeOf(camera, pinhole(camera.focal, camera.height, camera.tilt));
    const expected = picture.height / 2 - camera.focal * Math.tan(camera.tilt);
    expect(plane.horizon?.left.y).toBeCloseTo(expected, 3);
    expect(plane.horizon?.right.y).toBeCloseTo(expected, 3);
    expect(plane.toGround({ x: 320, y: expected + 2 })).toBeDefined();
    expect(plane.toGround({ x: 320, y: expected - 2 })).toBeUndefined();
    expect(plane.toPicture({ x: 0, y: -50 })).toBeUndefined();
  });

  it("says that it does not know the camera when it looks straight down, and still has a person's size", () => {
    const metre = 40;
    const fit = groundPlaneOf(
      [
        [-4, -3],
        [4, -3],
        [4, 3],
        [-4, 3],
      ].map(([x = 0, y = 0]) => ({ ground: { x, y }, pixel: { x: 320 + metre * x, y: 180 - metre * y } })),
      picture,
    );
    if (fit.outcome !== "plane") throw new Error(fit.because);
    expect(fit.plane.view).toBeNull();
    expect(fit.plane.toGround({ x: 360, y: 140 })).toEqual({ x: expect.closeTo(1, 6), y: expect.closeTo(1, 6) });
    const box = fit.plane.personBoxAt({ x: 0, y: 0 });
    expect((box?.bottom ?? 0) - (box?.top ?? 0)).toBeGreaterThan(metre);
  });

  it.each([
    [
      "too-few-points",
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    ],
    [
      "on-a-line",
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [3, 0],
      ],
    ],
  ] as const)("is none from points that are %s", (because, grounds) => {
    const seen = pinhole(500, 5, 0.5);
    const pairs = grounds.map(([x, y]) => ({ ground: { x, y: y + 8 }, pixel: seen({ x, y: y + 8 }) }));
    expect(groundPlaneOf(pairs, picture)).toEqual({ outcome: "none", because });
  });
});
