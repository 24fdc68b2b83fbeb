import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UprightPerson } from "../../words/calibration.ts";
import { footingOf, type CameraView } from "./camera-view.ts";
import { peopleIn, STREET, streetViews } from "../../testing/street-views.ts";
import { type HeightsFit, viewFromPeople } from "./people-heights.ts";

const known = { picture: STREET, personHeightMetres: 1.7, fieldOfViewDegrees: 60 };

/** Relative error of the distances to the feet, at the 90th percentile. */
function distanceError(truth: CameraView, found: CameraView, people: readonly UprightPerson[]): number {
  const errors = people.map(({ foot }) => {
    const [right, measured] = [footingOf(truth)(foot), footingOf(found)(foot)];
    if (right === undefined || measured === undefined) return 1;
    return Math.abs(Math.hypot(measured.x, measured.y) / Math.hypot(right.x, right.y) - 1);
  });
  return errors.toSorted((a, b) => a - b)[Math.floor(0.9 * errors.length)] ?? 1;
}

function viewOf(fit: HeightsFit): Extract<HeightsFit, { outcome: "view" }> {
  if (fit.outcome !== "view") throw new Error(fit.outcome);
  return fit;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe("a camera's view from the heights of people who walk", () => {
  it("is found to a fiftieth where nobody is taller than another and nothing trembles, whatever the camera", () => {
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const people = peopleIn(truth, { count: 40, seed, tall: 0, tremble: 0 });
        fc.pre(people.length === 40);
        const fieldOfViewDegrees = (Math.atan(STREET.width / 2 / truth.focalPixels) * 360) / Math.PI;
        const fit = viewOf(viewFromPeople(people, { ...known, fieldOfViewDegrees }));
        expect(distanceError(truth, fit.view, people)).toBeLessThan(0.02);
      }),
      { numRuns: 60 },
    );
  });

  it("is found to a twentieth, mostly, from sixty real people, and never worse than it says of itself", () => {
    const errors: number[] = [];
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const people = peopleIn(truth, { count: 60, seed, tall: 0.08, tremble: 1 });
        fc.pre(people.length === 60);
        const fit = viewOf(viewFromPeople(people, known));
        const error = distanceError(truth, fit.view, people);
        errors.push(error);
        expect(error).toBeLessThan(0.05 + 3.5 * fit.distanceError);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(median(errors)).toBeLessThan(0.05);
  });

  it("is not spoilt by every fifth box being half a person, or two", () => {
    const errors: number[] = [];
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const people = peopleIn(truth, { count: 80, seed, tall: 0.08, tremble: 1, wrongShare: 0.2 });
        fc.pre(people.length === 80);
        errors.push(distanceError(truth, viewOf(viewFromPeople(people, known)).view, people));
      }),
      { numRuns: 40, seed: 12 },
    );
    expect(median(errors)).toBeLessThan(0.08);
    expect(Math.max(...errors)).toBeLessThan(0.5);
  });

  it("is found from the boxes of a tracker where the field of view is known; and says how unsure it is where that is guessed", () => {
    const errors: number[] = [];
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const people = peopleIn(truth, { count: 100, seed, tall: 0.08, tremble: 1.5, boxed: true });
        fc.pre(people.length === 100);
        const fieldOfViewDegrees = (1.04 * Math.atan(STREET.width / 2 / truth.focalPixels) * 360) / Math.PI;
        const fit = viewFromPeople(people, { ...known, fieldOfViewDegrees, isFieldOfViewKnown: true });
        if (fit.outcome === "view") errors.push(distanceError(truth, fit.view, people));
        const guessed = viewFromPeople(people, known);
        if (fit.outcome === "view" && guessed.outcome === "view")
          expect(guessed.distanceError).toBeGreaterThan(fit.distanceError);
      }),
      { numRuns: 30, seed: 13 },
    );
    expect(errors.length).toBeGreaterThan(25);
    expect(median(errors)).toBeLessThan(0.08);
  });

  it("says that people all equally far away tell nothing of the horizon", () => {
    fc.assert(
      fc.property(streetViews, fc.integer(), (truth, seed) => {
        const people = peopleIn(truth, { count: 30, seed, tall: 0.08, tremble: 1, atDistance: 15 });
        fc.pre(people.length === 30);
        const fit = viewFromPeople(people, known);
        if (fit.outcome === "view") expect(fit.distanceError).toBeGreaterThan(0.02);
        else expect(["one-depth", "no-camera-sees-this"]).toContain(fit.outcome);
      }),
      { numRuns: 30 },
    );
  });

  it("answers whatever it is given, and never throws", () => {
    const pixel = fc.record({
      x: fc.oneof(fc.constantFrom(0, -100_000, 100_000, 5e-324), fc.double({ min: -2000, max: 3000, noNaN: true })),
      y: fc.oneof(fc.constantFrom(0, -100_000, 100_000, 5e-324), fc.double({ min: -2000, max: 3000, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(fc.record({ foot: pixel, head: pixel }), { maxLength: 12 }), (people) => {
        const fit = viewFromPeople(people, known);
        if (fit.outcome === "view") expect(Number.isFinite(fit.view.heightMetres + fit.distanceError)).toBe(true);
        else expect(["too-few-people", "one-depth", "no-camera-sees-this"]).toContain(fit.outcome);
      }),
      { numRuns: 200 },
    );
  });
});
