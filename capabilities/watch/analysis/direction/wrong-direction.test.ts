import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Analyser, type Sighting } from "../analyser.ts";
import { type Drawn, renderer } from "../rendered-scene.ts";
import { readScene } from "../scene.ts";

const SIZE = { width: 320, height: 200 };
const RATE = 8;
/** Two lanes one above the other; the upper goes to the right, the lower to the left. */
const LANES = {
  zones: {
    upper: [
      [0, 60],
      [320, 60],
      [320, 110],
      [0, 110],
    ],
    lower: [
      [0, 112],
      [320, 112],
      [320, 170],
      [0, 170],
    ],
  },
  events: [
    { kind: "wrong-direction", zone: "upper", heading: { from: [0, 0], to: [1, 0] } },
    { kind: "wrong-direction", zone: "lower", heading: { from: [1, 0], to: [0, 0] } },
  ],
};

/** A car that is at `x` at second 2 and goes on; it stands on `foot`. */
function car(seconds: number, x: number, speed: number, foot: number, level = 210, width = 44): Drawn {
  return { what: "thing", x: x + speed * (seconds - 2), y: foot, width, height: 24, level };
}

function look(
  draw: (seconds: number) => readonly Drawn[],
  seconds: number,
  seed = 1,
  light?: (s: number) => number,
  scene: object = LANES,
) {
  const reading = readScene(scene);
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const analyser = new Analyser(reading.scene, SIZE, makeWasmKernels);
  const picture = renderer({ ...SIZE, seed, noise: 2, texture: 25, ground: 110, draw, ...(light && { light }) });
  const sightings: Sighting[] = [];
  for (let index = 0; index <= seconds * RATE; index++)
    sightings.push(...analyser.step(index / RATE, picture(index / RATE).luma));
  sightings.push(...analyser.end());
  const raised = sightings.filter(({ change }) => change === "raised");
  // Whatever happens, each event is raised once and ended once, in this order.
  for (const { id } of raised)
    expect(sightings.filter((each) => each.id === id).map(({ change }) => change)).toEqual(["raised", "ended"]);
  return raised;
}

describe("wrong direction", () => {
  it("is told once of a car that comes the wrong way, in its lane, and of no car that goes with it", () => {
    const raised = look(
      (seconds) => [car(seconds, -30, 70, 95), car(seconds, 350, -60, 132, 40), car(seconds, -150, 55, 166, 230)],
      9,
    );
    expect(raised.map(({ zone }) => zone)).toEqual(["lower"]);
    // At second 4.7 it is at the picture's edge.
    expect(raised[0]?.toSeconds).toBeGreaterThan(4.5);
    expect(raised[0]?.toSeconds).toBeLessThan(6.2);
  });

  it("holds at any speed and place, and the other way about", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 25, max: 140 }),
        fc.boolean(),
        fc.constantFrom(85, 95, 105, 135, 150, 165),
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(30, 200, 235),
        (speed, toRight, foot, seed, level) => {
          const begin = toRight ? -30 : 350;
          const raised = look((s) => (s < 2 ? [] : [car(s, begin, toRight ? speed : -speed, foot, level)]), 6, seed);
          const isWrong = toRight === foot > 110;
          expect(raised.map(({ zone }) => zone)).toEqual(isWrong ? [foot > 110 ? "lower" : "upper"] : []);
        },
      ),
      { numRuns: 12, seed: 5 },
    );
  });

  it("sees who goes the wrong way past a car that hides it", () => {
    const raised = look((seconds) => [car(seconds, 350, -60, 100, 45, 26), car(seconds, -60, 55, 106, 225, 80)], 8);
    // Hidden for a second and a half, it may be told of again; the car that hides it never is.
    expect(new Set(raised.map(({ zone }) => zone))).toEqual(new Set(["upper"]));
    expect(raised.length).toBeLessThanOrEqual(2);
    expect(raised[0]?.box.width).toBeLessThan(60);
  });

  it("sees who turns back, once they have gone back for a bit", () => {
    const there = (seconds: number): number => (seconds < 5 ? -30 + 60 * (seconds - 2) : 150 - 60 * (seconds - 5));
    const raised = look((s) => (s < 2 ? [] : [{ ...car(s, 0, 0, 95), x: there(s) }]), 9);
    expect(raised).toHaveLength(1);
    expect(raised[0]?.fromSeconds).toBeGreaterThan(4.7);
  });

  it("is not told of who crosses the lane, of light that wanders, or of somebody who sways", () => {
    const across = (s: number): Drawn => ({ ...car(s, 0, 0, 0, 215, 30), x: 150, y: 30 + 45 * (s - 2) });
    const light = (s: number): Drawn => ({
      ...{ what: "patch", y: 160, width: 120, height: 50, level: 1.15 },
      x: 30 + 40 * s,
    });
    const sways = (s: number): Drawn => ({
      ...{ what: "person", y: 105, width: 16, height: 44, level: 35, stride: 0 },
      x: 80 + 2.5 * Math.sin(3 * s),
    });
    expect(look((s) => (s < 2 ? [] : [across(s)]), 7)).toEqual([]);
    expect(look((s) => (s < 1 ? [] : [light(s)]), 7)).toEqual([]);
    expect(look((s) => (s < 2 ? [] : [sways(s)]), 8)).toEqual([]);
  });

  it("is not told of a crowd that crosses the lane, and is of who goes against it through the crowd, on a known ground", () => {
    // Seen aslant: a metre is forty pixels along the lane and sixteen across it.
    const corners = [
      [0, 60],
      [320, 60],
      [320, 170],
      [0, 170],
    ];
    const calibration = { points: corners.map(([x = 0, y = 0]) => ({ pixel: [x, y], ground: [x / 40, -y / 16] })) };
    const lane = { kind: "wrong-direction", zone: "lane", groundHeading: { from: [0, 0], to: [1, 0] } };
    const scene = { calibration, zones: { lane: corners }, events: [lane] };
    const walker = (x: number, foot: number, s: number): Drawn => ({
      ...{ what: "person", x, y: foot, width: 16, height: 44, stride: 7 * s, level: 30 + ((x * 7) % 25) },
    });
    // A row of people two steps apart, some up and some down, each a little aslant, all the time.
    const crowd = (s: number): Drawn[] =>
      Array.from({ length: 22 }, (_, i) => {
        const down = i % 2 === 0;
        const went = (1.3 * 16 * (s - 2) + 37 * i) % 190;
        const x = 16 + 14 * i + (down ? -1 : 1) * 0.2 * 40 * (went / 16 - 6) * 0.5;
        return walker(x, down ? 30 + went : 220 - went, s);
      });
    const against = (s: number): Drawn[] => (s < 5 ? [] : [{ ...walker(340 - 56 * (s - 5), 120, s), level: 225 }]);
    expect(look((s) => (s < 1.5 ? [] : crowd(s)), 11, 1, undefined, scene)).toEqual([]);
    const raised = look((s) => (s < 1.5 ? [] : [...crowd(s), ...against(s)]), 11, 2, undefined, scene);
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.length).toBeLessThanOrEqual(2);
  });

  it("is not told when the light changes while traffic goes its way", () => {
    const raised = look(
      (s) => [car(s, -30, 70, 95), car(s, 350, -80, 150)],
      7,
      3,
      (s) => (s > 3.5 ? 0.8 : 1),
    );
    expect(raised).toEqual([]);
  });
});

describe("a lane in a scene", () => {
  const heading = { from: [0, 0], to: [1, 0] };
  const square = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ];
  const points = square.map((corner) => ({ pixel: corner, ground: corner }));
  it.each([
    [{ events: [{ kind: "wrong-direction" }] }, "events.0: a lane has either a `heading`"],
    [
      { events: [{ kind: "wrong-direction", heading, groundHeading: heading }], calibration: { points } },
      "a lane has either",
    ],
    [{ events: [{ kind: "wrong-direction", groundHeading: heading }] }, "needs a calibration"],
    [{ events: [{ kind: "wrong-direction", heading: { from: [1, 1], to: [1, 1] } }] }, "from one point to another"],
    [{ events: [{ kind: "wrong-direction", heading, zone: "lane" }] }, 'no zone is called "lane"'],
    [{ events: [{ kind: "wrong-direction", heading, toleranceDegrees: 120 }] }, "toleranceDegrees"],
  ])("is refused with its place when it makes no sense: %j", (scene, message) => {
    const reading = readScene(scene);
    expect(reading.outcome === "invalid" && reading.message).toContain(message);
  });
});
