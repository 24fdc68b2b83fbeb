import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Analyser } from "../analyser.ts";
import { wasMovedFrom } from "./moved-thing.ts";
import { type OwnerDistance, ownerDistanceOf, Owners } from "./owner.ts";
import type { Rectangle } from "../tracks/region.ts";
import { type Drawn, renderer } from "../rendered-scene.ts";
import { readScene } from "../scene.ts";
import { Tracker } from "../tracks/tracks.ts";

const RATE = 6;
const THING: Rectangle = { left: 300, top: 180, right: 320, bottom: 200 };
const PUT_SECONDS = 4;

/** Whether the owner has gone, when their middle is at `x` of each second; 24 wide and 60 high, on the thing's ground. */
function goneAfter(x: (seconds: number) => number, seconds: number, distance: OwnerDistance): boolean {
  const owners = new Owners(distance);
  const tracker = new Tracker();
  for (let step = 0; step <= seconds * RATE; step++) {
    const now = step / RATE;
    const middle = x(now);
    const isSeen = middle > -12 && middle < 652;
    const box = { left: middle - 12, right: middle + 12, top: 142, bottom: 202 };
    const tracks = tracker.step(now, isSeen ? [{ label: 1, area: 900, ...box }] : []);
    // A thing is known a second after it was put down.
    if (now < PUT_SECONDS + 1) continue;
    owners.step(
      THING,
      { sinceSeconds: PUT_SECONDS, partedSeconds: Number.NEGATIVE_INFINITY },
      { seconds: now, tracks, width: 640, height: 360, foregroundBeside: () => 0.5 },
    );
  }
  return owners.haveGoneFrom(THING);
}

/** Comes from the left, is beside the thing at four seconds, and is `to` pixels from it in the end. */
const comesAndGoes =
  (to: number) =>
  (seconds: number): number =>
    seconds < PUT_SECONDS ? 290 - 40 * (PUT_SECONDS - seconds) : 290 - Math.min(to, 40 * (seconds - PUT_SECONDS));

describe("those who brought a thing", () => {
  const heights: OwnerDistance = { unit: "heights", heights: 1.5 };

  it("have gone when they are farther than so many of their own heights, or out of the picture, and not before", () => {
    expect(goneAfter(comesAndGoes(60), 20, heights)).toBe(false);
    expect(goneAfter(comesAndGoes(120), 20, heights)).toBe(true);
    expect(goneAfter(comesAndGoes(1000), 20, heights)).toBe(true);
  });

  it("have gone when they are farther than so many metres, where the ground is known", () => {
    const points = [
      { pixel: { x: 0, y: 0 }, ground: { x: 0, y: 0 } },
      { pixel: { x: 640, y: 0 }, ground: { x: 16, y: 0 } },
      { pixel: { x: 640, y: 360 }, ground: { x: 16, y: 9 } },
      { pixel: { x: 0, y: 360 }, ground: { x: 0, y: 9 } },
    ];
    // Forty pixels are a metre.
    const three = ownerDistanceOf({ calibration: { points } }, { ownerMetres: 3 }, 1);
    expect(goneAfter(comesAndGoes(90), 20, three)).toBe(false);
    expect(goneAfter(comesAndGoes(150), 20, three)).toBe(true);
    // Pictures reduced to half: the same place is another pixel.
    const reduced = ownerDistanceOf({ calibration: { points } }, { ownerMetres: 6 }, 2);
    expect(goneAfter(comesAndGoes(90), 20, reduced)).toBe(false);
    expect(goneAfter(comesAndGoes(150), 20, reduced)).toBe(true);
  });

  it("have not gone, however long they stay, wherever they stand and sway beside it", () => {
    const far = fc.integer({ min: 0, max: 55 });
    fc.assert(
      fc.property(far, fc.integer({ min: 6, max: 120 }), fc.integer({ min: 0, max: 6 }), (to, seconds, sway) => {
        const walk = comesAndGoes(to);
        expect(goneAfter((at) => walk(at) + sway * Math.sin(at), seconds, heights)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

it("a thing was moved when one of its size went a step beside it a moment before", () => {
  const region = { label: 1, area: 300, ...THING };
  const taken = { seconds: 10, area: 300, box: { left: 330, top: 180, right: 350, bottom: 200 } };
  expect(wasMovedFrom(taken, region, 12)).toBe(true);
  expect(wasMovedFrom(taken, region, 60)).toBe(false);
  expect(wasMovedFrom({ ...taken, box: { left: 500, top: 180, right: 520, bottom: 200 } }, region, 12)).toBe(false);
  expect(wasMovedFrom({ ...taken, box: { left: 330, top: 100, right: 390, bottom: 200 } }, region, 12)).toBe(false);
});

it("somebody who comes and stands still, for any time and anywhere, is never a thing left behind", () => {
  const reading = readScene({ events: [{ kind: "abandoned-object", dwellSeconds: 3 }] });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const { scene } = reading;
  const look = { width: 320, height: 180, noise: 2, texture: 25, ground: 120 };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 60, max: 260 }),
      fc.integer({ min: 30, max: 90 }),
      fc.integer({ min: 1, max: 1000 }),
      (stays, place, level, seed) => {
        const arrives = 2 + place / 50;
        const xAt = (seconds: number): number =>
          50 * (Math.max(2, Math.min(seconds, arrives)) - 2) + 50 * Math.max(0, seconds - arrives - stays);
        const person = (seconds: number): Drawn => ({
          ...{ what: "person", y: 150, width: 22, height: 54, level, x: xAt(seconds) },
          stride: seconds < arrives || seconds > arrives + stays ? 7 * seconds : 0,
        });
        const draw = renderer({ ...look, seed, draw: (seconds) => (seconds < 2 ? [] : [person(seconds)]) });
        const analyser = new Analyser(scene, look, makeWasmKernels);
        const found = [];
        for (let step = 0; step <= (arrives + stays + 4) * RATE; step++)
          found.push(...analyser.step(step / RATE, draw(step / RATE).luma));
        expect(found).toEqual([]);
      },
    ),
    { numRuns: 8 },
  );
});
