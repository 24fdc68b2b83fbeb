import { film, scene as drawnScene } from "@cordon/scenes";
import { Analyser, makeWasmKernels, readScene, type Sighting } from "@cordon/watch";
import { describe, expect, it } from "vitest";

const ZONE = [
  [-2, 8],
  [2, 8],
  [2, 11],
  [-2, 11],
];

/** What is told of somebody who walks over the ground from left to right at a distance, in a weather. */
function toldOf(north: number, weather: Parameters<typeof drawnScene>[0]["weather"]): Sighting[] {
  const size = { widthPx: 640, heightPx: 360 };
  const drawn = drawnScene({
    camera: { x: 0, y: 0, heightMetres: 5.5, headingDegrees: 0, tiltDegrees: 30, fieldOfViewDegrees: 60 },
    size,
    ground: { paving: "asphalt" },
    weather: weather ?? {},
    actors: [{ name: "walker", at: [-8, north], fromSeconds: 1, deeds: [{ do: "walk", to: [8, north] }] }],
    seed: 3,
  });
  const reading = readScene({
    events: [
      { kind: "zone-entry", zone: "quay" },
      { kind: "zone-entry", line: "gate", direction: "to-right" },
      { kind: "zone-entry", line: "back", direction: "to-right" },
    ],
    zones: [{ name: "quay", ground: ZONE }],
    lines: [
      {
        name: "gate",
        ground: [
          [-3, 5],
          [-3, 14],
        ],
      },
      {
        name: "back",
        ground: [
          [-3, 14],
          [-3, 5],
        ],
      },
    ],
    calibration: { points: drawn.calibration },
  });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const analyser = new Analyser(reading.scene, { width: 640, height: 360 }, makeWasmKernels);
  const told: Sighting[] = [];
  for (const { seconds, luma } of film(drawn, { untilSeconds: 13, picturesPerSecond: 6 }))
    told.push(...analyser.step(seconds, luma));
  return [...told, ...analyser.end()];
}

const raised = (told: readonly Sighting[]): { zone: string | undefined; seconds: number }[] =>
  told.filter(({ change }) => change === "raised").map(({ zone, toSeconds }) => ({ zone, seconds: toSeconds }));

describe("a zone and a line on the ground", () => {
  // 1.3 m/s from -8 at second 1: the line at -3 after 4.85 s, the zone's edge at -2 after 5.62 s.
  for (const [name, weather] of [
    ["in grey weather", { grain: 1.2 }],
    ["at night", { grain: 3, light: [{ atSeconds: -1, overSeconds: 0, gain: 0.45 }] }],
    ["with a long shadow before their feet", { sun: { azimuthDegrees: 50, elevationDegrees: 28 } }],
    ["in rain on a camera that shakes", { rain: 0.6, shakePixels: 1 }],
  ] as const) {
    it(`tell once of whoever enters and crosses, within half a second, ${name}`, () => {
      const [crossing, entry, ...more] = raised(toldOf(9.5, weather));
      expect(more).toEqual([]);
      expect([crossing?.zone, entry?.zone]).toEqual(["gate", "quay"]);
      expect(Math.abs((crossing?.seconds ?? 0) - 4.85)).toBeLessThan(0.5);
      expect(Math.abs((entry?.seconds ?? 0) - 5.62)).toBeLessThan(0.5);
    });
  }

  it("tell nothing of somebody who passes behind the zone, but of the line they cross", () => {
    expect(raised(toldOf(12.2, { grain: 1.2 })).map(({ zone }) => zone)).toEqual(["gate"]);
  });

  it("tell of cars as well, once each", () => {
    const drawn = drawnScene({
      camera: { x: 0, y: 0, heightMetres: 6, headingDegrees: 0, tiltDegrees: 26, fieldOfViewDegrees: 60 },
      size: { widthPx: 640, heightPx: 360 },
      ground: { paving: "asphalt" },
      weather: { grain: 1.2 },
      traffic: [
        {
          name: "road",
          path: [
            [-18, 13],
            [18, 13],
          ],
          metresPerSecond: 4,
          perMinute: 10,
          seed: 1,
        },
      ],
      seed: 1,
    });
    const reading = readScene({
      events: [{ kind: "zone-entry", zone: "court" }],
      zones: [
        {
          name: "court",
          ground: [
            [-3, 11],
            [3, 11],
            [3, 15],
            [-3, 15],
          ],
        },
      ],
      calibration: { points: drawn.calibration },
    });
    if (reading.outcome !== "scene") throw new Error(reading.message);
    const analyser = new Analyser(reading.scene, { width: 640, height: 360 }, makeWasmKernels);
    const inside = new Set<string>();
    const told: Sighting[] = [];
    for (const { seconds, luma, truth } of film(drawn, { untilSeconds: 14, picturesPerSecond: 6 })) {
      for (const { id, x } of truth.cars) if (Math.abs(x) < 3) inside.add(id);
      told.push(...analyser.step(seconds, luma));
    }
    expect(inside.size).toBe(2);
    expect(raised(told)).toHaveLength(inside.size);
  });
});
