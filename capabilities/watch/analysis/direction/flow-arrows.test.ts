import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Analyser } from "../analyser.ts";
import { renderer } from "../rendered-scene.ts";
import { readScene } from "../scene.ts";

describe("the arrows of the overlay", () => {
  it("say where and how fast something moves, in shares of the picture, and nothing of what stands still", () => {
    const reading = readScene({ events: [{ kind: "zone-entry" }] });
    if (reading.outcome !== "scene") throw new Error(reading.message);
    const size = { width: 640, height: 360 };
    const analyser = new Analyser(reading.scene, size, makeWasmKernels);
    const picture = renderer({
      ...{ ...size, seed: 3, noise: 2, texture: 25, ground: 110 },
      // 120 pixels a second to the right, 40 up.
      draw: (seconds) =>
        seconds < 1
          ? []
          : [
              { what: "person", x: 120 * seconds, y: 300 - 40 * seconds, width: 40, height: 90, level: 40, stride: 0 },
              { what: "thing", x: 560, y: 300, width: 40, height: 40, level: 200 },
            ],
    });
    for (let index = 0; index <= 24; index++) analyser.step(index / 8, picture(index / 8).luma);
    const { flow } = analyser.overlay();
    expect(flow.length).toBeGreaterThan(3);
    for (const { x, y } of flow) {
      expect(Math.abs(x - 360 / 640)).toBeLessThan(0.08);
      expect(y).toBeGreaterThan(0.2);
      expect(y).toBeLessThan(0.55);
    }
    const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
    expect(median(flow.map(({ dx }) => dx)) * 640).toBeCloseTo(120, -1);
    expect(median(flow.map(({ dy }) => dy)) * 360).toBeCloseTo(-40, -1);
  });
});
