import { existsSync } from "node:fs";
import {
  applied,
  type Crowd,
  crowd,
  generatedCrowd,
  groundToPicture,
  pictureToGround,
  present,
  project,
  readConcourse,
} from "@cordon/scenes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cameras, type StageName } from "../scenario/cameras.ts";
import { at } from "../scenario/time.ts";
import { stateAt } from "../state.ts";
import { measuredCrowd } from "./measured.ts";
import { createRenderer, type Renderer } from "./renderer.ts";
import { happenings, props } from "./script.ts";
import { stages } from "./stages.ts";

const tracksFolder = "../shared/data/video/traj";
const hasTracks = existsSync(`${tracksFolder}/gc/tracks.csv.gz`);

async function rendererOf(stage: StageName, people: Crowd): Promise<Renderer> {
  const camera = cameras.find((each) => each.stage === stage);
  if (!camera) throw new Error(`no camera shows ${stage}`);
  return createRenderer(camera, people);
}

const everyStage = Object.values(stages);

describe("the camera model", () => {
  it("agrees with its homography, and the homography with its inverse", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyStage),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 9, max: 80, noNaN: true }),
        (stage, x, y) => {
          const projected = project(stage.camera, x, y, 0);
          if (!projected) throw new Error("the ground in front of the camera is always seen");
          const [u, v] = applied(groundToPicture(stage.camera), x, y);
          expect(u).toBeCloseTo(projected[0], 6);
          expect(v).toBeCloseTo(projected[1], 6);
          const [backX, backY] = applied(pictureToGround(stage.camera), u, v);
          expect(backX).toBeCloseTo(x, 6);
          expect(backY).toBeCloseTo(y, 6);
        },
      ),
    );
  });
});

describe("generated walks", () => {
  it.each(everyStage)("on $name stay in their area, keep apart and walk as people do", ({ area }) => {
    const people = generatedCrowd(area);
    let [pairs, close, counted, speeds] = [0, 0, 0, 0];
    for (let seconds = 60; seconds < 900; seconds += 7) {
      const there: (readonly [number, number])[] = [];
      present(people, seconds, (_, stance) => {
        there.push([stance.x, stance.y]);
        expect(stance.x).toBeGreaterThan(area.x[0] - 1);
        expect(stance.x).toBeLessThan(area.x[1] + 1);
        expect(stance.metresPerSecond).toBeLessThan(3);
        counted++;
        speeds += stance.metresPerSecond;
      });
      for (const [i, a] of there.entries()) {
        for (const b of there.slice(i + 1)) {
          pairs++;
          if (Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.35) close++;
        }
      }
    }
    expect(counted).toBeGreaterThan(200);
    expect(speeds / counted).toBeGreaterThan(0.9);
    expect(speeds / counted).toBeLessThan(1.6);
    expect(close / pairs).toBeLessThan(0.004);
  });

  it("are the same from the same seed", () => {
    const [a, b] = [generatedCrowd(stages.iena.area), generatedCrowd(stages.iena.area)];
    expect(a.tracks.map((one) => [one.fromSeconds, ...one.x])).toEqual(
      b.tracks.map((one) => [one.fromSeconds, ...one.x]),
    );
  });

  it("do not break off at the seam of their loop", () => {
    const people = generatedCrowd(stages.debilly.area);
    const seeds = (seconds: number): Set<number> => {
      const found = new Set<number>();
      present(people, seconds, (seed) => found.add(seed));
      return found;
    };
    const [before, after] = [seeds(people.loopSeconds - 0.05), seeds(people.loopSeconds + 0.05)];
    expect(before.size).toBeGreaterThan(0);
    expect([...before].filter((seed) => !after.has(seed)).length).toBeLessThanOrEqual(1);
  });
});

describe.skipIf(!hasTracks)("measured walks (skipped: ../shared/data/video/traj is not there)", () => {
  it("become people on the stage who walk round what stands there", async () => {
    const concourse = await readConcourse(tracksFolder);
    const { crop, area } = stages.iena;
    if (!concourse || !crop) throw new Error("the tracks are there");
    expect(concourse.loopSeconds).toBeCloseTo(2400, 0);
    const people = measuredCrowd(concourse, crop, area.obstacles);
    let [counted, seen] = [0, 0];
    for (let seconds = 0; seconds < 2400; seconds += 31) {
      seen++;
      present(people, seconds, (_, stance) => {
        if (Math.abs(stance.x) < stance.y * 0.53) counted++;
        for (const obstacle of area.obstacles) {
          expect(Math.hypot(stance.x - obstacle.x, stance.y - obstacle.y)).toBeGreaterThan(obstacle.radiusMetres * 0.8);
        }
      });
    }
    expect(counted / seen).toBeGreaterThan(6);
    expect(counted / seen).toBeLessThan(60);
  });
});

describe("the renderer", () => {
  const nobody = crowd(900, []);

  it("puts the box of everyone where the homography says their feet are", async () => {
    const renderer = await rendererOf("iena", generatedCrowd(stages.iena.area));
    const toPicture = groundToPicture(renderer.stage.camera);
    let checked = 0;
    for (let seconds = at(20, 14); seconds < at(20, 14, 40); seconds += 5) {
      for (const { what, x, y, box } of renderer.render(seconds).truth) {
        const [u, v] = applied(toPicture, x, y);
        if (u < 30 || u > 610 || v > 345) continue;
        expect(Math.abs(box.x + box.width / 2 - u), what).toBeLessThan(box.height * 0.45);
        expect(Math.abs(box.y + box.height - v), what).toBeLessThan(Math.max(4, box.height * 0.2));
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(30);
  });

  it("leaves a bag where it was put: it is there from then on, does not move, and changes the picture nowhere else", async () => {
    const prop = props.find((each) => each.stage === "iena" && each.fromSeconds === at(20, 14, 28));
    if (!prop) throw new Error("the bag of 20:14:28 is in the script");
    const renderer = await rendererOf("iena", nobody);
    const without = Uint8ClampedArray.from(renderer.render(prop.fromSeconds - 60).bytes);
    const boxes: unknown[] = [];
    for (const later of [40, 90, 200]) {
      const { bytes, truth } = renderer.render(prop.fromSeconds + later);
      const box = truth.find((each) => each.what === "object")?.box;
      if (!box) throw new Error("the bag has a box");
      boxes.push(box);
      let [inside, outside, insideCount, outsideCount] = [0, 0, 0, 0];
      for (let y = 30; y < 330; y++) {
        for (let x = 0; x < 640; x++) {
          const difference = Math.abs((bytes[y * 640 + x] ?? 0) - (without[y * 640 + x] ?? 0));
          const inBox = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
          const near = x >= box.x - 30 && x < box.x + box.width + 30 && y >= box.y - 30 && y < box.y + box.height + 30;
          if (inBox) {
            inside += difference;
            insideCount++;
          } else if (!near) {
            outside += difference;
            outsideCount++;
          }
        }
      }
      expect(inside / insideCount).toBeGreaterThan(25);
      expect(outside / outsideCount).toBeLessThan(4);
    }
    expect(boxes[1]).toEqual(boxes[0]);
    expect(boxes[2]).toEqual(boxes[0]);
    expect(renderer.render(prop.untilSeconds + 1).truth.some((each) => each.what === "object")).toBe(false);
  });

  it("draws the same second the same but for the grain, in whatever order seconds are asked for", async () => {
    const renderer = await rendererOf("debilly", generatedCrowd(stages.debilly.area));
    const first = renderer.render(at(20, 15, 40));
    const [bytes, truth] = [Uint8ClampedArray.from(first.bytes), first.truth];
    renderer.render(at(22, 0));
    const again = renderer.render(at(20, 15, 40));
    expect(again.truth).toEqual(truth);
    let sum = 0;
    for (let i = 0; i < bytes.length; i++) sum += Math.abs((bytes[i] ?? 0) - (again.bytes[i] ?? 0));
    expect(sum / bytes.length).toBeLessThan(2.5);
  });

  it("shows almost nothing while the clock stands, and the scene again after", async () => {
    const renderer = await rendererOf("trocadero", nobody);
    const mean = (bytes: Uint8ClampedArray): number => {
      let sum = 0;
      for (let i = 60 * 640; i < 120 * 640; i++) sum += bytes[i] ?? 0;
      return sum / (60 * 640);
    };
    const before = mean(renderer.render(at(20, 30)).bytes);
    expect(mean(renderer.card(at(20, 30), "PAUSED / EN PAUSE"))).toBeLessThan(50);
    expect(mean(renderer.render(at(20, 30)).bytes)).toBeCloseTo(before, 0);
  });

  it("gets dark slowly: no two frames of a running clock differ in brightness by what an eye would see", async () => {
    const renderer = await rendererOf("trocadero", nobody);
    const mean = (seconds: number): number => {
      const { bytes } = renderer.render(seconds);
      let sum = 0;
      for (let i = 40 * 640; i < 320 * 640; i++) sum += bytes[i] ?? 0;
      return sum / (280 * 640);
    };
    let previous = mean(at(21, 0));
    const first = previous;
    for (let seconds = at(21, 0); seconds < at(22, 20); seconds += 60) {
      for (let i = 0; i < 10; i++) mean(seconds);
      const now = mean(seconds);
      expect(Math.abs(now - previous)).toBeLessThan(6);
      previous = now;
    }
    expect(previous).toBeLessThan(first * 0.6);
  });
});

describe("the script", () => {
  it("puts someone into the closed quay's zone exactly while it says so", () => {
    const zone = stages.debilly.zones[0];
    if (!zone) throw new Error("the quay has a zone");
    const xs = zone.ring.map(([x]) => x);
    const ys = zone.ring.map(([, y]) => y);
    const inZone = (x: number, y: number): boolean =>
      x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys);
    for (const { kind, fromSeconds, untilSeconds } of happenings) {
      if (kind !== "zone-entry") continue;
      for (const [seconds, expected] of [
        [fromSeconds - 1, false],
        [fromSeconds + 1, true],
        [untilSeconds - 1, true],
        [untilSeconds + 1.5, false],
      ] as const) {
        const state = stateAt(seconds).stages.find((each) => each.stage === "debilly");
        expect(
          state?.actors.some((actor) => inZone(actor.x, actor.y)),
          `${seconds}`,
        ).toBe(expected);
      }
    }
  });

  it("has someone beside the bag when it is put down and nobody of its own a minute later", () => {
    for (const { kind, stage, fromSeconds } of happenings) {
      if (kind !== "abandoned-object") continue;
      const then = stateAt(fromSeconds + 0.1).stages.find((each) => each.stage === stage);
      const bag = then?.objects[0];
      if (!bag || !then) throw new Error("the bag is there");
      expect(then.actors.some((actor) => Math.hypot(actor.x - bag.x, actor.y - bag.y) < 1)).toBe(true);
      expect(stateAt(fromSeconds + 60).stages.find((each) => each.stage === stage)?.actors).toEqual([]);
    }
  });
});
