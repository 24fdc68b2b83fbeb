import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Background } from "./background.ts";
import { type RenderedScene, renderer } from "../rendered-scene.ts";

/** Precision and recall of the mask over all pictures after the first second. */
function measure(scene: RenderedScene, seconds: number): { precision: number; recall: number } {
  const draw = renderer(scene);
  const model = new Background(makeWasmKernels, scene, 1);
  let hit = 0;
  let wrong = 0;
  let missed = 0;
  for (let picture = 0; picture < seconds * 10; picture++) {
    const { luma, truth } = draw(picture / 10);
    const mask = model.foreground(luma, 0.1);
    if (picture < 10) continue;
    for (let y = 0; y < scene.height; y++) {
      for (let x = 0; x < scene.width; x++) {
        const found = mask[y * model.stride + x] !== 0;
        const real = truth[y * scene.width + x] !== 0;
        if (found && real) hit++;
        else if (found) wrong++;
        else if (real) missed++;
      }
    }
  }
  return { precision: hit / (hit + wrong), recall: hit / (hit + missed) };
}

const crowd: RenderedScene["draw"] = (seconds) =>
  seconds < 1
    ? []
    : Array.from({ length: 6 }, (_, index) => ({
        what: "person",
        x: ((seconds * (30 + 9 * index) + 70 * index) % 400) - 40,
        y: 90 + 25 * index,
        width: 26,
        height: 64,
        level: index % 2 === 0 ? 40 : 225,
        stride: 7 * seconds,
      }));

describe("background", () => {
  const base = { width: 320, height: 240, ground: 120, draw: crowd };
  it.each([
    ["a quiet camera", { ...base, seed: 1, noise: 1, texture: 30 }, 0.93, 0.93],
    ["a noisy camera", { ...base, seed: 2, noise: 6, texture: 30 }, 0.93, 0.88],
    [
      "light that fades slowly",
      { ...base, seed: 3, noise: 2, texture: 30, light: (seconds: number) => 1 - 0.04 * seconds },
      0.9,
      0.88,
    ],
    [
      "a light switched off",
      { ...base, seed: 4, noise: 2, texture: 30, light: (seconds: number) => (seconds > 5 ? 0.55 : 1) },
      0.85,
      0.85,
    ],
  ] satisfies [string, RenderedScene, number, number][])("finds what moves: %s", (_name, scene, precision, recall) => {
    const found = measure(scene, 10);
    expect(found.precision).toBeGreaterThan(precision);
    expect(found.recall).toBeGreaterThan(recall);
  });

  it("begins anew when the picture becomes another one", () => {
    const size = { width: 320, height: 240 };
    const first = renderer({ ...size, seed: 5, noise: 2, texture: 40, ground: 90, draw: () => [] });
    const other = renderer({ ...size, seed: 77, noise: 2, texture: 120, ground: 150, draw: () => [] });
    const model = new Background(makeWasmKernels, size, 1);
    for (let picture = 0; picture < 20; picture++)
      expect(model.step(first(picture / 10).luma, 0.1).renewed).toBe(false);
    const renewed = [];
    for (let picture = 0; picture < 20; picture++) renewed.push(model.step(other(picture / 10).luma, 0.1).renewed);
    expect(renewed.filter(Boolean)).toHaveLength(1);
    expect(model.step(other(3).luma, 0.1).foregroundShare).toBeLessThan(0.01);
  });

  it("stands still when the camera trembles", () => {
    const draw = renderer({ width: 360, height: 280, seed: 6, noise: 2, texture: 60, ground: 120, draw: () => [] });
    const model = new Background(makeWasmKernels, { width: 320, height: 240 }, 1);
    let worst = 0;
    for (let picture = 0; picture < 40; picture++) {
      const { luma } = draw(picture / 10);
      const x = picture < 10 ? 20 : 20 + Math.round(9 * Math.sin(picture));
      const y = picture < 10 ? 20 : 20 + Math.round(6 * Math.cos(2 * picture));
      const pixels = luma.pixels.subarray(y * luma.stride + x);
      worst = Math.max(
        worst,
        model.step({ pixels, width: 320, height: 240, stride: luma.stride }, 0.1).foregroundShare,
      );
    }
    expect(worst).toBeLessThan(0.02);
  });
});
