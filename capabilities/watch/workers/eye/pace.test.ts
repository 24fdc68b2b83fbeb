import { expect, it } from "vitest";
import { SceneSchema } from "../../words/scene.ts";
import { picturesPerSecondOf } from "./pace.ts";

it("looks oftener where somebody may come the wrong way, fast, than where somebody comes into a zone", () => {
  const lane = { kind: "wrong-direction", heading: { from: [0, 0], to: [1, 0] } };
  const rate = (events: readonly object[]) => picturesPerSecondOf(SceneSchema.parse({ events }));
  expect(rate([{ kind: "zone-entry" }])).toBe(6);
  expect(rate([{ kind: "zone-entry" }, lane])).toBe(10);
});
