import { expect, it } from "vitest";
import { SceneSchema } from "../words/scene.ts";
import { fittedScene } from "./fitted-scene.ts";

const corners = (width: number, height: number) => [
  [0, 0],
  [width, 0],
  [width, height],
  [0, height],
];
const scene = (width: number, height: number, picture: object) =>
  SceneSchema.parse({
    ...picture,
    events: [
      { kind: "zone-entry", zone: "quay" },
      { kind: "wrong-direction", heading: { from: [0, height], to: [width, height] } },
    ],
    zones: [
      { name: "quay", polygon: corners(width / 2, height / 2) },
      { name: "ground", ground: corners(10, 5) },
    ],
    lines: [
      {
        name: "kerb",
        points: [
          [0, height],
          [width, 0],
        ],
      },
    ],
    masks: [{ name: "windows", polygon: corners(width / 4, height / 8) }],
    calibration: {
      points: corners(width, height).map((pixel, index) => ({ pixel, ground: corners(10, 5)[index] })),
    },
  });

it("puts everything where it was drawn, whatever the size of the picture that comes", () => {
  const drawn = scene(1280, 720, { picture: { width: 1280, height: 720 } });
  expect(fittedScene(drawn, { width: 640, height: 360 })).toEqual(
    scene(640, 360, { picture: { width: 640, height: 360 } }),
  );
  expect(fittedScene(drawn, { width: 1280, height: 720 })).toBe(drawn);
  // Nobody knows what it was drawn on.
  const unsaid = scene(1280, 720, {});
  expect(fittedScene(unsaid, { width: 640, height: 360 })).toBe(unsaid);
});
