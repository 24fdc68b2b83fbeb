import { describe, expect, it } from "vitest";
import { inWords } from "../../words/measure.ts";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Analyser, type Sighting } from "../analyser.ts";
import type { Luma } from "../picture/background.ts";
import { type RenderedScene, randomFrom, renderer } from "../rendered-scene.ts";
import { readScene, type Scene } from "../scene.ts";

const [width, height] = [320, 176];
/** Looks straight down: fourteen pixels are a metre everywhere, so whoever is drawn is as large as they are taken for. */
const METRE = 14;
const calibration = {
  points: [
    [-8, -4],
    [8, -4],
    [8, 4],
    [-8, 4],
  ].map(([x = 0, y = 0]) => ({ ground: [x, y], pixel: [160 + METRE * x, 90 - METRE * y] })),
};

/** Clothes of all shades: a crowd in one is taken for its own shadow. */
const LEVELS = [30, 205, 62, 182, 44, 226, 76, 168];

function sceneOf(event: object): Scene {
  const reading = readScene({ events: [{ kind: "density", ...event }], calibration });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  return reading.scene;
}

/** People who stand in rows, swaying a little; `many` of a second. */
function crowdOf(many: (seconds: number) => number): (seconds: number) => Luma {
  const draw: RenderedScene["draw"] = (seconds) =>
    Array.from({ length: many(seconds) }, (_, i) => ({
      what: "person" as const,
      x: 24 + (i % 13) * 22 + Math.sin(seconds / 3 + i),
      y: 44 + Math.floor(i / 13) * 40 + Math.sin(seconds / 4 + 2 * i),
      width: 8,
      height: 25,
      level: LEVELS[i % LEVELS.length] ?? 40,
      stride: i,
    }));
  const picture = renderer({ width, height, seed: 5, noise: 1.5, texture: 8, ground: 120, draw });
  return (seconds) => picture(seconds).luma;
}

function watched(event: object, many: (seconds: number) => number, untilSeconds: number) {
  const analyser = new Analyser(sceneOf(event), { width, height }, makeWasmKernels);
  const picture = crowdOf(many);
  const told: (Sighting & { readonly at: number })[] = [];
  const counts = new Map<number, number | undefined>();
  for (let seconds = 0; seconds < untilSeconds; seconds++) {
    for (const sighting of analyser.step(seconds, picture(seconds))) told.push({ ...sighting, at: seconds });
    counts.set(seconds, analyser.overlay().count?.people);
  }
  return { told, counts, analyser };
}

describe("density", () => {
  it("counts those who stand, and goes on counting them however long they do", () => {
    const { counts, told } = watched({ people: 300 }, (seconds) => (seconds < 20 ? 0 : 24), 140);
    expect(counts.get(10)).toBeUndefined();
    for (const seconds of [30, 60, 100, 139]) {
      expect(counts.get(seconds), `${seconds}`).toBeGreaterThan(18);
      expect(counts.get(seconds), `${seconds}`).toBeLessThan(30);
    }
    expect(told).toEqual([]);
  });

  it("is raised once when there are too many, with what was counted, and over when there are clearly fewer", () => {
    const many = (seconds: number): number => (seconds < 20 ? 0 : seconds < 35 ? 12 : seconds < 60 ? 39 : 12);
    const { told } = watched({ people: 25, capacity: 60, zone: undefined }, many, 80);
    expect(told.map(({ kind, change }) => [kind, change])).toEqual([
      ["density", "raised"],
      ["density", "ended"],
    ]);
    const [raised, ended] = told;
    expect(raised?.at).toBeGreaterThan(36);
    expect(raised?.at).toBeLessThan(44);
    expect(ended?.at).toBeGreaterThan(64);
    expect(ended?.at).toBeLessThan(74);
    expect(ended?.id).toBe(raised?.id);
    expect(raised?.measure).toMatchObject({ capacity: 60 });
    expect(Math.abs((raised?.measure?.people ?? 0) - 39)).toBeLessThan(raised?.measure?.error ?? 0);
    expect(raised?.confidence).toBeGreaterThan(0.8);
  });

  it("does not go on and off where the number trembles about the threshold", () => {
    const random = randomFrom(3);
    const many = (seconds: number): number => (seconds < 20 ? 0 : seconds < 30 ? 36 : 24 + Math.round(4 * random()));
    const { told } = watched({ people: 26, clearBelow: 15 }, many, 90);
    expect(told.map(({ change }) => change)).toEqual(["raised"]);
  });

  it("counts twice a second while people come, and once while nobody does", () => {
    const analyser = new Analyser(sceneOf({ people: 300 }), { width, height }, makeWasmKernels);
    const COMES_AT = 40.5;
    const picture = crowdOf((seconds) => Math.max(0, Math.min(39, 2 * (seconds - COMES_AT) + 1)));
    const counts = new Map<number, number | undefined>();
    for (let seconds = 0; seconds < 60; seconds += 0.5) {
      analyser.step(seconds, picture(seconds));
      counts.set(seconds, analyser.overlay().count?.people);
    }
    // Counted at 40 and not before 41: whoever came in between was not there yet.
    expect([counts.get(40), counts.get(COMES_AT)]).toEqual([0, 0]);
    expect(counts.get(41)).toBeGreaterThan(0);
    const coming = Array.from({ length: 30 }, (_, index) => counts.get(44 + index / 2));
    const asBefore = coming.filter((count, index) => count === coming[index - 1]).length;
    expect(asBefore).toBeLessThan(6);
  });

  it("is raised where few stand too densely", () => {
    const many = (seconds: number): number => (seconds < 20 ? 0 : 26);
    expect(watched({ people: 300, personsPerSquareMetre: 0.3 }, many, 50).told).toMatchObject([{ change: "raised" }]);
    expect(watched({ people: 300, personsPerSquareMetre: 5 }, many, 50).told).toEqual([]);
  });

  it("shows an operator the count and the cells where people are, as shares of the picture", () => {
    const { analyser } = watched({}, (seconds) => (seconds < 20 ? 0 : 26), 40);
    const { count, density } = analyser.overlay();
    expect(count?.error).toBeGreaterThan(2);
    expect(density.length).toBeGreaterThan(5);
    const people = density.reduce((sum, { personsPerSquareMetre }) => sum + 4 * personsPerSquareMetre, 0);
    expect(people).toBeGreaterThan(15);
    for (const [x, y] of density.flatMap(({ corners }) => corners)) {
      expect(Math.min(x, y)).toBeGreaterThan(-0.2);
      expect(Math.max(x, y)).toBeLessThan(1.2);
    }
  });

  it("is over when the picture becomes another one, and learns the ground anew", () => {
    const analyser = new Analyser(sceneOf({ people: 20 }), { width, height }, makeWasmKernels);
    const picture = crowdOf((seconds) => (seconds < 20 ? 0 : 26));
    const told: Sighting[] = [];
    for (let seconds = 0; seconds < 40; seconds++) told.push(...analyser.step(seconds, picture(seconds)));
    expect(told).toMatchObject([{ change: "raised" }]);
    const other = renderer({ width, height, seed: 9, noise: 1.5, texture: 60, ground: 60, draw: () => [] });
    for (let seconds = 40; seconds < 44; seconds++) told.push(...analyser.step(seconds, other(seconds).luma));
    expect(told.at(-1)).toMatchObject({ change: "ended" });
    expect(analyser.overlay().count).toBeNull();
  });
});

describe("a scene that asks for density", () => {
  const refusal = (scene: unknown): string => {
    const reading = readScene(scene);
    return reading.outcome === "invalid" ? reading.message : "";
  };
  it("needs a calibration, and one that some camera sees", () => {
    expect(refusal({ events: [{ kind: "density" }] })).toMatch(/needs a calibration/);
    const mirrored = calibration.points.map(({ pixel: [x = 0, y = 0], ground }) => ({ ground, pixel: [320 - x, y] }));
    expect(refusal({ events: [{ kind: "density" }], calibration: { points: mirrored } })).toMatch(/no camera sees/);
  });
  it("clears below its threshold", () => {
    const events = [{ kind: "density", people: 300, clearBelow: 300 }];
    expect(refusal({ events, calibration })).toMatch(/`clearBelow` must be less than `people`/);
  });
  it("begins at 300 people", () => {
    expect(sceneOf({}).events).toEqual([{ kind: "density", people: 300 }]);
  });
});

describe("a measure in words", () => {
  it("has the count, how sure it is, the densest cell and the time that is left", () => {
    const measure = { people: 312, error: 20.4, personsPerSquareMetre: 3.1 };
    expect(inWords(measure)).toBe("312 ± 21 pers.; max. 3.1/m²");
    const full = { ...measure, capacity: 400 };
    expect(inWords({ ...full, secondsToCapacity: 355 })).toBe(
      "312 ± 21 pers.; max. 3.1/m²; jauge / capacity 400: 6 min",
    );
    expect(inWords({ ...full, secondsToCapacity: 0 })).toMatch(/jauge atteinte \/ capacity reached: 400$/);
    expect(inWords({ ...full, secondsToCapacity: null })).toBe("312 ± 21 pers.; max. 3.1/m²");
  });
});
