import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../kernels/wasm.ts";
import { Analyser, type Sighting } from "./analyser.ts";
import { type Drawn, type RenderedScene, renderer } from "./rendered-scene.ts";
import { readScene } from "./scene.ts";

type Look = Omit<RenderedScene, "draw">;

/** Four cameras: size, ground, noise, and how dark people and things are. */
const cameras: readonly (Look & { readonly name: string; readonly person: number; readonly thing: number })[] = [
  {
    name: "320x240, quiet",
    width: 320,
    height: 240,
    seed: 1,
    noise: 1,
    texture: 10,
    ground: 120,
    person: 45,
    thing: 210,
  },
  {
    name: "426x240, textured",
    width: 426,
    height: 240,
    seed: 2,
    noise: 2,
    texture: 40,
    ground: 130,
    person: 240,
    thing: 40,
  },
  {
    name: "480x270, noisy",
    width: 480,
    height: 270,
    seed: 3,
    noise: 4.5,
    texture: 25,
    ground: 100,
    person: 240,
    thing: 215,
  },
  {
    name: "1280x720 reduced, dark",
    width: 320,
    height: 180,
    seed: 4,
    noise: 2,
    texture: 15,
    ground: 60,
    person: 150,
    thing: 20,
  },
];

function eventsOf(scene: unknown, rendered: RenderedScene, seconds: number, picturesPerSecond = 10): Sighting[] {
  const reading = readScene(scene);
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const draw = renderer(rendered);
  const analyser = new Analyser(reading.scene, rendered, makeWasmKernels);
  const found: Sighting[] = [];
  for (let picture = 0; picture <= seconds * picturesPerSecond; picture++) {
    found.push(...analyser.step(picture / picturesPerSecond, draw(picture / picturesPerSecond).luma));
  }
  found.push(...analyser.end());
  return found;
}

const ended = (sightings: readonly Sighting[]): Sighting[] => sightings.filter(({ change }) => change === "ended");

/** Somebody of this camera's scale who walks along `y` from `from` to `to` (in widths of the picture), one sixth of it a second. */
function walker(
  look: (typeof cameras)[number],
  seconds: number,
  since: number,
  from: number,
  to: number,
  y: number,
): Drawn[] {
  const way = ((seconds - since) / 6) * Math.sign(to - from);
  if (seconds < since || Math.abs(way) > Math.abs(to - from)) return [];
  const height = look.height * 0.28;
  return [
    {
      what: "person",
      x: (from + way) * look.width,
      y,
      width: height * 0.4,
      height,
      level: look.person,
      stride: 7 * seconds,
    },
  ];
}

function overlapOf(box: Sighting["box"], x: number, y: number, width: number, height: number): number {
  const across = Math.min(box.x + box.width, x + width) - Math.max(box.x, x);
  const down = Math.min(box.y + box.height, y + height) - Math.max(box.y, y);
  const common = Math.max(0, across) * Math.max(0, down);
  return common / (box.width * box.height + width * height - common);
}

const leftFor = (dwellSeconds: number): unknown => ({ events: [{ kind: "abandoned-object", dwellSeconds }] });

describe.each(cameras)("abandoned-object at $name", (look) => {
  const y = look.height * 0.8;
  const side = look.height * 0.09;
  const x = look.width / 2;
  /** Comes at 2 s, stops at 5 s for 1.5 s, puts a thing down at 5.8 s, goes on. */
  const carrier = (seconds: number): Drawn[] =>
    seconds < 5
      ? walker(look, seconds, 2, 0, 1, y)
      : seconds < 6.5
        ? walker(look, 5, 2, 0, 1, y)
        : walker(look, seconds - 1.5, 2, 0, 1, y);
  const thing: Drawn = { what: "thing", x, y: y + 2, width: side, height: side, level: look.thing };

  it.each([2, 4])("is raised once when somebody puts a thing down and goes, dwell %s s", (dwellSeconds) => {
    const found = eventsOf(
      leftFor(dwellSeconds),
      { ...look, draw: (seconds) => [...(seconds > 5.8 ? [thing] : []), ...carrier(seconds)] },
      14,
    );
    expect(found.map(({ change, kind }) => `${kind} ${change}`)).toEqual([
      "abandoned-object raised",
      "abandoned-object ended",
    ]);
    const [event] = ended(found);
    expect(event?.fromSeconds).toBeGreaterThan(4.8);
    expect(event?.fromSeconds).toBeLessThan(7.2);
    expect(event?.toSeconds).toBeCloseTo(14, 0);
    expect(
      overlapOf(event?.box ?? { x: 0, y: 0, width: 1, height: 1 }, x - side / 2, y + 2 - side, side, side),
    ).toBeGreaterThan(0.6);
    expect(event?.confidence).toBeGreaterThan(0.5);
  });

  it("ends when the thing is taken, and passers-by do not matter", () => {
    const draw = (seconds: number): Drawn[] => [
      ...(seconds > 5.8 && seconds < 15 ? [thing] : []),
      ...carrier(seconds),
      ...walker(look, seconds, 9, 1, 0, y + 4),
      ...walker(look, seconds, 12, 0, 1, y + 6),
    ];
    const [event, ...more] = ended(eventsOf(leftFor(3), { ...look, draw }, 20));
    expect(more).toEqual([]);
    expect(event?.toSeconds).toBeGreaterThan(14);
    expect(event?.toSeconds).toBeLessThan(16);
  });

  it("says nothing when a thing that stood there from the beginning is taken away", () => {
    const draw = (seconds: number): Drawn[] => [...(seconds < 5.8 ? [thing] : []), ...carrier(seconds)];
    expect(eventsOf(leftFor(2), { ...look, draw }, 14)).toEqual([]);
  });

  it("says nothing about somebody who comes, stands and goes", () => {
    const draw = (seconds: number): Drawn[] =>
      seconds < 5
        ? walker(look, seconds, 2, 0, 1, y)
        : seconds < 14
          ? walker(look, 5, 2, 0, 1, y)
          : walker(look, seconds - 9, 2, 0, 1, y);
    expect(eventsOf(leftFor(3), { ...look, draw }, 18)).toEqual([]);
  });

  it("says nothing about light that is switched, writing that appears, or people who pass", () => {
    const nothing = { ...look, draw: (): Drawn[] => [] };
    expect(eventsOf(leftFor(2), { ...nothing, light: (seconds) => (seconds > 5 ? 0.6 : 1) }, 10)).toEqual([]);
    expect(eventsOf(leftFor(2), { ...nothing, light: (seconds) => (seconds > 5 ? 1.3 : 0.9) }, 10)).toEqual([]);
    expect(eventsOf(leftFor(2), { ...look, draw: (seconds) => (seconds > 4 ? [thing] : []) }, 10)).toEqual([]);
    const passing = (seconds: number): Drawn[] =>
      [1, 2.5, 4, 6].flatMap((since, index) => walker(look, seconds, since, index % 2, 1 - (index % 2), y - 8 * index));
    expect(eventsOf(leftFor(2), { ...look, draw: passing }, 12)).toEqual([]);
  });
});

describe.each(cameras)("zone-entry at $name", (look) => {
  const { width, height } = look;
  const y = height * 0.8;
  const polygon = [
    [0.4 * width, y - 0.06 * height],
    [0.6 * width, y - 0.06 * height],
    [0.6 * width, y + 0.1 * height],
    [0.4 * width, y + 0.1 * height],
  ];
  const scene = { events: [{ kind: "zone-entry", zone: "gate" }], zones: [{ name: "gate", polygon }] };

  it.each([10, 5])("is raised once a visit, with the time of each, at %s pictures a second", (rate) => {
    const draw = (seconds: number): Drawn[] => [
      ...walker(look, seconds, 1, 0, 1, y),
      ...walker(look, seconds, 6, 1, 0, y),
    ];
    const found = ended(eventsOf(scene, { ...look, draw }, 13, rate));
    expect(found.map(({ zone }) => zone)).toEqual(["gate", "gate"]);
    [3.4, 8.4].forEach((from, index) => {
      expect(Math.abs((found[index]?.fromSeconds ?? 0) - from)).toBeLessThan(0.6);
      expect(Math.abs((found[index]?.toSeconds ?? 0) - from - 1.2)).toBeLessThan(0.6);
    });
  });

  it("says nothing about who passes beside the zone, or about light", () => {
    const draw = (seconds: number): Drawn[] => [
      ...walker(look, seconds, 1, 0, 1, y - 0.3 * height),
      ...walker(look, seconds, 3, 0, 0.3, y),
    ];
    expect(eventsOf(scene, { ...look, draw }, 8)).toEqual([]);
    expect(
      eventsOf(
        { events: [{ kind: "zone-entry" }] },
        { ...look, draw: () => [], light: (seconds) => (seconds > 3 ? 0.6 : 1) },
        7,
      ),
    ).toEqual([]);
  });

  it("is one visit when somebody stands in the zone for long", () => {
    const draw = (seconds: number): Drawn[] =>
      seconds < 4
        ? walker(look, seconds, 1, 0, 1, y)
        : seconds < 12
          ? walker(look, 4, 1, 0, 1, y)
          : walker(look, seconds - 8, 1, 0, 1, y);
    const [visit, ...more] = ended(eventsOf(scene, { ...look, draw }, 16));
    expect(more).toEqual([]);
    expect(visit?.fromSeconds).toBeLessThan(4.2);
    expect(visit?.toSeconds).toBeGreaterThan(11.5);
  });
});
