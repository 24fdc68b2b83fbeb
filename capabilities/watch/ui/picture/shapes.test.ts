import { expect, it } from "vitest";
import { SceneSchema } from "../../words/scene.ts";
import { shapesOf } from "./shapes.ts";

const size = { width: 640, height: 360 };

it("lays zones and lines in shares of the picture, whether they were given in it or on the ground", () => {
  const scene = SceneSchema.parse({
    events: [{ kind: "zone-entry", zone: "quay" }],
    zones: [
      {
        name: "quay",
        polygon: [
          [0, 0],
          [640, 0],
          [320, 180],
        ],
      },
      {
        name: "floor",
        ground: [
          [0, 0],
          [10, 0],
          [10, 5],
        ],
      },
    ],
    lines: [
      {
        name: "kerb",
        points: [
          [160, 90],
          [480, 270],
        ],
      },
    ],
    // A camera that looks straight down: 64 pixels a metre.
    calibration: {
      points: [
        [0, 0],
        [640, 0],
        [640, 320],
        [0, 320],
      ].map(([x = 0, y = 0]) => ({ pixel: [x, y], ground: [x / 64, y / 64] })),
    },
  });
  const shapes = shapesOf(scene, size);
  expect(shapes.zones[0]).toEqual({
    name: "quay",
    corners: [
      [0, 0],
      [1, 0],
      [0.5, 0.5],
    ],
  });
  const floor = shapes.zones[1]?.corners.flat() ?? [];
  for (const [at, expected] of [0, 0, 1, 0, 1, 320 / 360].entries()) expect(floor[at]).toBeCloseTo(expected, 6);
  expect(shapes.lines).toEqual([
    {
      name: "kerb",
      ends: [
        [0.25, 0.25],
        [0.75, 0.75],
      ],
    },
  ]);
});

it("leaves out what a calibration cannot place", () => {
  const scene = SceneSchema.parse({
    events: [{ kind: "zone-entry" }],
    zones: [
      {
        name: "floor",
        ground: [
          [0, 0],
          [10, 0],
          [10, 5],
        ],
      },
    ],
    calibration: { points: [0, 1, 2, 3].map((at) => ({ pixel: [at, at], ground: [at, at] })) },
  });
  expect(shapesOf(scene, size).zones).toEqual([]);
});
