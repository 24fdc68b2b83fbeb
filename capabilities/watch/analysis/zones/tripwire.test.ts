import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Analyser } from "../analyser.ts";
import type { AnalysedPicture } from "../event.ts";
import { renderer } from "../rendered-scene.ts";
import { readScene } from "../scene.ts";
import { Tracker } from "../tracks/tracks.ts";
import { type PictureLine, TripwireRule } from "./tripwire.ts";

const RATE = 6;
const PERSON = { width: 16, height: 40 };
const blank = new Uint8Array(0);
const planes = {
  ...{ width: 640, height: 360, stride: 640, frame: blank, previous: blank, mean: blank, spread: blank, mask: blank },
  ...{ age: blank, moverLabels: new Uint16Array(0), stillLabels: new Uint16Array(0), trembles: false },
};

type Path = (seconds: number) => { x: number; y: number };

/** What a line says of somebody whose feet follow a path. */
function crossingsOf(line: PictureLine, path: Path, seconds: number): { seconds: number; raised: number }[] {
  const rule = new TripwireRule(line);
  const tracker = new Tracker();
  const found: { seconds: number; raised: number }[] = [];
  for (let step = 0; step <= seconds * RATE; step++) {
    const now = step / RATE;
    const { x, y } = path(now);
    const region = { label: 1, area: 500, left: x - PERSON.width / 2, right: x + PERSON.width / 2 };
    const tracks = tracker.step(now, [{ ...region, top: y - PERSON.height, bottom: y }]);
    const picture: AnalysedPicture = {
      ...{
        seconds: now,
        elapsedSeconds: 1 / RATE,
        knownSeconds: now,
        pictureArea: 640 * 360,
        planes,
        tracks,
        detections: undefined,
      },
      ...{
        still: [],
        movers: [],
        things: [],
        foregroundIn: () => 1,
        foregroundBeside: () => 0,
        isOnlyMoved: () => false,
        present: [],
        jolted: false,
        walkers: () => [],
      },
      flowIn: () => ({ width: 0, height: 0, stride: 0, factor: 1, u: new Int16Array(0), v: new Int16Array(0) }),
    };
    for (const event of rule.step(picture).events)
      if (event.change === "raised") found.push({ seconds: event.fromSeconds, raised: now });
  }
  return found;
}

const upright: Omit<PictureLine, "direction"> = { name: "door", from: { x: 320, y: 100 }, to: { x: 320, y: 300 } };

describe("a line", () => {
  // Its first point is above its second: who walks down the picture has its right on the picture's left.
  const rightwards: Path = (seconds) => ({ x: 200 + 40 * seconds, y: 200 });
  it("is crossed once, at the moment the feet go over it, and told within half a second", () => {
    const [crossing, ...more] = crossingsOf({ ...upright, direction: "either" }, rightwards, 8);
    expect(more).toEqual([]);
    expect(crossing?.seconds).toBeCloseTo(3, 1);
    expect(crossing?.raised).toBeLessThan(3.5);
  });

  it("tells left from right, as who walks from its first point to its second has them", () => {
    expect(crossingsOf({ ...upright, direction: "to-left" }, rightwards, 8)).toHaveLength(1);
    expect(crossingsOf({ ...upright, direction: "to-right" }, rightwards, 8)).toEqual([]);
    const turned = { ...upright, from: upright.to, to: upright.from };
    expect(crossingsOf({ ...turned, direction: "to-left" }, rightwards, 8)).toEqual([]);
    expect(crossingsOf({ ...turned, direction: "to-right" }, rightwards, 8)).toHaveLength(1);
  });

  it("is not crossed by who goes round its end, or turns back before it", () => {
    expect(crossingsOf({ ...upright, direction: "either" }, (s) => ({ x: 200 + 40 * s, y: 320 }), 8)).toEqual([]);
    const turning: Path = (seconds) => ({ x: 200 + 40 * Math.min(seconds, 5.8 - seconds), y: 200 });
    expect(crossingsOf({ ...upright, direction: "either" }, turning, 5)).toEqual([]);
  });

  it("is not crossed by who stands on it and sways", () => {
    const swaying: Path = (s) => ({ x: s < 3 ? 200 + 40 * s : 320 + 2 * Math.sin(5 * s), y: 200 });
    expect(crossingsOf({ ...upright, direction: "either" }, swaying, 30).length).toBeLessThanOrEqual(1);
  });
});

it("a path that goes over a line n times crosses it n times, each time in its own direction", () => {
  const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
  // How far it goes beyond the line each time, on alternate sides, in pixels.
  const legs = fc.array(fc.integer({ min: 15, max: 90 }), { minLength: 2, maxLength: 7 });
  fc.assert(
    fc.property(angle, legs, fc.integer({ min: 20, max: 60 }), fc.boolean(), (turn, reaches, speed, startsLeft) => {
      const along = { x: Math.cos(turn), y: Math.sin(turn) };
      const at = (sideways: number): { x: number; y: number } => ({
        x: 320 - sideways * along.y,
        y: 200 + sideways * along.x,
      });
      const line = {
        name: "door",
        from: { x: 320 - 150 * along.x, y: 200 - 150 * along.y },
        to: { x: 320 + 150 * along.x, y: 200 + 150 * along.y },
      };
      // Positive is to the right of the line.
      const turns = reaches.map((reach, index) => ((index % 2 === 0) === startsLeft ? -reach : reach));
      const distances = turns.map((to, index) => Math.abs(to - (turns[index - 1] ?? to)));
      const walked = distances.reduce((sum, each) => sum + each, 0);
      const path: Path = (seconds) => {
        let left = speed * seconds;
        for (let index = 1; index < turns.length; index++) {
          const from = turns[index - 1] ?? 0;
          const to = turns[index] ?? 0;
          const leg = Math.abs(to - from);
          if (left <= leg) return at(from + (left / leg) * (to - from));
          left -= leg;
        }
        return at(turns[turns.length - 1] ?? 0);
      };
      const seconds = walked / speed + 1;
      const toRight = turns.slice(1).filter((to) => to > 0).length;
      expect(crossingsOf({ ...line, direction: "either" }, path, seconds)).toHaveLength(turns.length - 1);
      expect(crossingsOf({ ...line, direction: "to-right" }, path, seconds)).toHaveLength(toRight);
      expect(crossingsOf({ ...line, direction: "to-left" }, path, seconds)).toHaveLength(turns.length - 1 - toRight);
    }),
    { numRuns: 60 },
  );
});

describe("a scene with a line", () => {
  const line = {
    name: "door",
    points: [
      [160, 100],
      [160, 230],
    ],
  };
  const asking = { events: [{ kind: "zone-entry", line: "door", direction: "to-left" }], lines: [line] };

  it("finds who walks over it in pictures", () => {
    const reading = readScene(asking);
    if (reading.outcome !== "scene") throw new Error(reading.message);
    const look = { width: 320, height: 240, seed: 5, noise: 2, texture: 25, ground: 120 };
    const draw = renderer({
      ...look,
      draw: (seconds) => [
        { what: "person", x: -20 + 40 * seconds, y: 200, width: 26, height: 66, level: 50, stride: 7 * seconds },
      ],
    });
    const analyser = new Analyser(reading.scene, look, makeWasmKernels);
    const found = Array.from({ length: 54 }, (_, step) => analyser.step(step / RATE, draw(step / RATE).luma)).flat();
    expect(found.map(({ change, zone, kind }) => `${kind} ${zone} ${change}`)).toEqual([
      "zone-entry door raised",
      "zone-entry door ended",
    ]);
    expect(Math.abs((found[0]?.fromSeconds ?? 0) - 4.5)).toBeLessThan(0.4);
  });

  it.each([
    [{ ...asking, lines: [] }, 'events.0.line: no line is called "door": the scene has no lines'],
    [
      { ...asking, lines: [{ ...line, name: "gate" }] },
      'events.0.line: no line is called "door": the lines are "gate"',
    ],
    [{ ...asking, lines: [line, line] }, 'lines.1.name: there are two lines called "door"'],
    [
      {
        ...asking,
        zones: {
          door: [
            [0, 0],
            [9, 0],
            [0, 9],
          ],
        },
      },
      'lines.0.name: a zone is already called "door"',
    ],
    [{ ...asking, lines: [{ name: "door", points: [[1, 1]] }] }, "lines.0.points"],
    [
      {
        ...asking,
        lines: [
          {
            name: "door",
            points: [
              [1, 1],
              [1, 1],
            ],
          },
        ],
      },
      "lines.0: a line's two ends are not one point",
    ],
    [
      {
        ...asking,
        lines: [
          {
            name: "door",
            ground: [
              [1, 1],
              [2, 1],
            ],
          },
        ],
      },
      "lines.0.ground: a line on the ground needs",
    ],
    [{ ...asking, lines: [{ name: "door" }] }, "lines.0: a line has either its `points` in pixels or its ends"],
    [{ events: [{ kind: "zone-entry", direction: "to-left" }] }, "events.0.direction: only a line is crossed"],
    [{ ...asking, events: [{ kind: "zone-entry", line: "door", dwellSeconds: 3 }] }, "events.0.dwellSeconds: nobody"],
    [{ ...asking, events: [{ kind: "zone-entry", line: "door", direction: "up" }] }, "events.0.direction"],
  ])("is refused with the place of what is wrong: %j", (scene, message) => {
    const reading = readScene(scene);
    expect(reading.outcome === "invalid" ? reading.message : "accepted").toContain(message);
  });
});
