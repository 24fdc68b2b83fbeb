import { distanceMetres, type Position } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onMap } from "../../rules/on-the-map.ts";
import { peopleIn, STREET, streetViews, uniform } from "../../testing/street-views.ts";
import { CalibrationInput, CalibrationOutput, type Calibrated } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import { calibrate, type KnownCamera } from "./calibration.ts";
import { type CameraView, footingOf, projectionOf } from "./camera-view.ts";
import { homographyFrom, project } from "./homography.ts";
import { viewFromPeople } from "./people-heights.ts";

const CAMERA = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";
const TROCADERO: Position = [2.2885, 48.8617];
const camera: KnownCamera = {
  position: TROCADERO,
  headingDegrees: 120,
  fieldOfViewDegrees: 60,
  rangeMetres: 40,
  zones: [],
  lines: [],
};

const input = (
  said: Omit<CalibrationInput, "camera" | "picture" | "points" | "people" | "personHeightMetres"> &
    Partial<CalibrationInput>,
) => CalibrationInput.parse({ camera: CAMERA, picture: STREET, ...said });

function calibrated(output: CalibrationOutput): Calibrated {
  if (output.result !== "calibrated") throw new Error(output.because);
  // What the operation would answer with.
  return CalibrationOutput.parse(output) as Calibrated;
}

/** Points of the ground that a view shows, spread over the near part of the picture, clicked with an error in pixels. */
function clicked(view: CameraView, count: number, seed: number, tremble: number): { pixel: Point; at: Point }[] {
  const next = uniform(seed);
  const ground = footingOf(view);
  const points: { pixel: Point; at: Point }[] = [];
  for (let tries = 0; points.length < count && tries < 1000; tries++) {
    // One in each part of the picture in turn, as somebody would choose them.
    const [column, row] = [points.length % 2, (points.length >> 1) % 2];
    const pixel = {
      x: STREET.width * (0.05 + 0.55 * column + 0.3 * next()),
      y: STREET.height * (0.98 - 0.35 * row - 0.2 * next()),
    };
    const at = ground(pixel);
    if (at === undefined || Math.hypot(at.x, at.y) > 60) continue;
    points.push({ pixel: { x: pixel.x + tremble * (next() - 0.5), y: pixel.y + tremble * (next() - 0.5) }, at });
  }
  return points;
}

const error = (found: Calibrated, truth: CameraView, pixel: Point): number => {
  const toGround = homographyFrom(found.points);
  const right = footingOf(truth)(pixel);
  if (toGround === undefined || right === undefined) return Number.NaN;
  const measured = project(toGround, pixel);
  return Math.hypot(measured.x - right.x, measured.y - right.y) / Math.hypot(right.x, right.y);
};

describe("calibration from known points", () => {
  it("gives back the camera that saw them", () => {
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const points = clicked(truth, 4, seed, 0);
        fc.pre(points.length === 4);
        const found = calibrated(calibrate(input({ method: "points", points }), camera));
        expect(found.error.pixels.largest).toBeLessThan(1e-3);
        expect(found.view?.heightMetres).toBeCloseTo(truth.heightMetres, 2);
        expect(found.view?.tiltDegrees).toBeCloseTo((truth.tilt * 180) / Math.PI, 2);
        expect(found.view?.rollDegrees).toBeCloseTo((truth.roll * 180) / Math.PI, 2);
        expect(Math.hypot(found.view?.stands.x ?? 9, found.view?.stands.y ?? 9)).toBeLessThan(0.05);
        expect(found.warnings).not.toContain("camera-elsewhere");
      }),
      { numRuns: 100 },
    );
  });

  it("measures distances among eight points clicked to a pixel within a twentieth", () => {
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const points = clicked(truth, 8, seed, 1);
        fc.pre(points.length === 8);
        const found = calibrated(calibrate(input({ method: "points", points }), camera));
        for (const { pixel } of points) expect(error(found, truth, pixel)).toBeLessThan(0.05);
      }),
      { numRuns: 100 },
    );
  });

  it("takes places of the map as it takes metres before the camera", () => {
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const points = clicked(truth, 5, seed, 0);
        fc.pre(points.length === 5);
        const mapped = points.map(({ pixel, at }) => ({ pixel, at: onMap(camera, at) }));
        const found = calibrated(calibrate(input({ method: "points", points: mapped }), camera));
        expect(found.view?.heightMetres).toBeCloseTo(truth.heightMetres, 2);
        expect(Math.abs(found.view?.headingDegrees ?? 9)).toBeLessThan(0.1);
      }),
      { numRuns: 50 },
    );
  });

  const street: CameraView = {
    picture: STREET,
    focalPixels: 1000,
    heightMetres: 6,
    tilt: 0.35,
    roll: 0,
    heading: 0,
    stands: { x: 0, y: 0 },
  };
  const toPicture = projectionOf(street);
  const seen = (at: Point, tremble = 0) => {
    const pixel = toPicture(at, 0);
    if (pixel === undefined) throw new Error("behind the camera");
    return { pixel: { x: pixel.x + tremble, y: pixel.y - tremble }, at };
  };
  const square = [seen({ x: -3, y: 10 }), seen({ x: 3, y: 10 }), seen({ x: -5, y: 25 }), seen({ x: 5, y: 25 })];
  const ask = (points: readonly { pixel: Point; at: Point }[], other: Partial<CalibrationInput> = {}) =>
    calibrate(input({ method: "points", points: [...points], ...other }), camera);

  it.each([
    ["three points", square.slice(0, 3), "too-few-points"],
    ["points on one line", [0, 1, 2, 3].map((i) => seen({ x: i, y: 10 + i })), "on-a-line"],
    [
      "points seen in a mirror",
      square.map(({ pixel, at }) => ({ pixel, at: { x: -at.x, y: at.y } })),
      "no-camera-sees-this",
    ],
  ])("cannot be had from %s", (_what, points, because) => {
    expect(ask(points)).toEqual({ result: "undetermined", because });
  });

  it("warns of points nearly on one line, of a bad click, of a camera that stands elsewhere, and of ground nobody measured", () => {
    const warnings = (points: Parameters<typeof ask>[0]) => calibrated(ask(points)).warnings;
    expect(warnings(square)).toEqual([]);
    const strip = [10, 14, 18, 22].flatMap((y) => [seen({ x: -0.2, y }), seen({ x: 0.2, y })]);
    expect(warnings(strip)).toContain("nearly-on-a-line");
    const bent = [seen({ x: -4, y: 20 }), seen({ x: 0, y: 20.1 }), seen({ x: 4, y: 20 }), seen({ x: 0, y: 12 })];
    expect(warnings(bent)).toContain("nearly-on-a-line");
    expect(warnings([...square, seen({ x: 0, y: 18 }, 60)])).toContain("large-error");
    expect(warnings(square.map(({ pixel, at }) => ({ pixel, at: { x: at.x + 8, y: at.y } })))).toContain(
      "camera-elsewhere",
    );
    const corner = [seen({ x: 2, y: 10 }), seen({ x: 3, y: 10 }), seen({ x: 2, y: 11 }), seen({ x: 3, y: 11 })];
    expect(warnings(corner)).toContain("extrapolated-far");
  });

  it("finds the horizon, says who floats above it, and whether people's heights agree", () => {
    const people = peopleIn(street, { count: 60, seed: 3, tall: 0.05, tremble: 1 });
    const found = calibrated(ask(square, { people }));
    const level = STREET.height / 2 - 1000 * Math.tan(0.35);
    expect(found.horizon?.left.y).toBeCloseTo(level, 1);
    expect(found.horizon?.right.y).toBeCloseTo(level, 1);
    expect(found.agreement).toMatchObject({ agrees: true });
    const shrunk = square.map(({ pixel, at }) => ({ pixel, at: { x: at.x / 2, y: at.y / 2 } }));
    const doubted = calibrated(ask(shrunk, { people }));
    expect(doubted.agreement?.agrees).toBe(false);
    expect(doubted.agreement?.scale).toBeCloseTo(0.5, 1);
    expect(doubted.warnings).toContain("methods-disagree");
    const floating = { foot: { x: 600, y: level - 40 }, head: { x: 600, y: level - 90 } };
    const fromPeople = calibrated(ask([], { method: "people", people: [...people, floating] }));
    expect(fromPeople.aboveHorizon).toBe(1);
    expect(fromPeople.warnings).toEqual(expect.arrayContaining(["above-horizon", "people-left-out"]));
  });

  it("lays zones, tripwires and what the camera covers on the map, and draws people to check by", () => {
    const corners = [seen({ x: -2, y: 12 }), seen({ x: 2, y: 12 }), seen({ x: 2, y: 16 }), seen({ x: -2, y: 16 })];
    const sky = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 10 },
    ].map(({ x, y }) => ({ x, y: y - 200 }));
    const found = calibrated(
      ask(square, {
        zones: [
          { name: "quay", polygon: corners.map(({ pixel }) => pixel) },
          { name: "sky", polygon: sky },
        ],
        lines: [
          { name: "wire", points: [seen({ x: -2, y: 12 }).pixel, seen({ x: 2, y: 16 }).pixel] },
          { name: "above", points: [seen({ x: -2, y: 12 }).pixel, { x: 100, y: -190 }] },
        ],
      }),
    );
    const [quay, none] = found.zones;
    expect(none).toEqual({ name: "sky", onMap: null });
    const [first, second] = quay?.onMap?.coordinates[0] ?? [];
    expect(distanceMetres(first ?? TROCADERO, onMap(camera, { x: -2, y: 12 }))).toBeLessThan(0.05);
    expect(distanceMetres(first ?? TROCADERO, second ?? TROCADERO)).toBeCloseTo(4, 1);
    for (const position of found.covers?.coordinates[0] ?? [])
      expect(distanceMetres(TROCADERO, position)).toBeLessThan(camera.rangeMetres + 15);
    expect(found.covers).not.toBeNull();
    const [wire, above] = found.lines;
    expect(above).toEqual({ name: "above", onMap: null });
    for (const [end, at] of [
      { x: -2, y: 12 },
      { x: 2, y: 16 },
    ].entries())
      expect(distanceMetres(wire?.onMap?.[end] ?? TROCADERO, onMap(camera, at))).toBeLessThan(0.05);
    expect(found.samples).toHaveLength(9);
    for (const { ground, foot, head } of found.samples) {
      const expected = toPicture(ground, 1.7);
      expect(head.x).toBeCloseTo(expected?.x ?? Number.NaN, 1);
      expect(head.y).toBeCloseTo(expected?.y ?? Number.NaN, 1);
      expect(foot.y).toBeGreaterThan(head.y);
    }
  });
});

describe("calibration from people", () => {
  it("says points that the analysis takes for the very ground it found", () => {
    const errors: number[] = [];
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const people = peopleIn(truth, { count: 60, seed, tall: 0.06, tremble: 1 });
        fc.pre(people.length === 60);
        const found = calibrated(calibrate(input({ method: "people", people }), camera));
        const fit = viewFromPeople(people, { picture: STREET, personHeightMetres: 1.7, fieldOfViewDegrees: 60 });
        if (fit.outcome !== "view") throw new Error(fit.outcome);
        const feet = people.filter((_, i) => found.each[i]?.used === true).map(({ foot }) => foot);
        for (const foot of feet) expect(error(found, fit.view, foot)).toBeLessThan(0.001);
        errors.push(...feet.map((foot) => error(found, truth, foot)));
        expect(found.points.length).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 25, seed: 5 },
    );
    expect(errors.toSorted((a, b) => a - b)[errors.length >> 1]).toBeLessThan(0.05);
  });
});

describe("calibration of nonsense", () => {
  const some = fc.oneof(
    fc.constantFrom(0, 1, -100_000, 100_000, 5e-324),
    fc.double({ min: -2000, max: 3000, noNaN: true }),
  );
  const point = fc.record({ x: some, y: some });
  const position = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  );

  it("answers what its schema says, and never breaks", () => {
    fc.assert(
      fc.property(
        fc.record({
          method: fc.constantFrom("points", "people"),
          points: fc.array(fc.record({ pixel: point, at: fc.oneof(point, position) }), { maxLength: 6 }),
          people: fc.array(fc.record({ foot: point, head: point }), { maxLength: 6 }),
          zones: fc.array(
            fc.record({ name: fc.constant("z"), polygon: fc.array(point, { minLength: 3, maxLength: 5 }) }),
            { maxLength: 2 },
          ),
        }),
        (said) => {
          const output = CalibrationOutput.safeParse(
            calibrate(CalibrationInput.parse({ camera: CAMERA, picture: STREET, ...said }), camera),
          );
          expect(output.error?.issues).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});
