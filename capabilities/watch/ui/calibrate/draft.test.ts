import { describe, expect, it } from "vitest";
import { SceneSchema } from "../../words/scene.ts";
import {
  beforeTheCamera,
  draftOf,
  freshName,
  inside,
  isEnough,
  rectangle,
  renamed,
  sceneOf,
  without,
} from "./draft.ts";
import { after, begin } from "./history.ts";

const scene = SceneSchema.parse({
  events: [
    { kind: "zone-entry", zone: "quay" },
    { kind: "zone-entry", line: "kerb", direction: "to-left" },
    { kind: "abandoned-object", dwellSeconds: 30 },
  ],
  zones: {
    quay: [
      [0, 0],
      [100, 0],
      [100, 80],
    ],
  },
  lines: [
    {
      name: "kerb",
      points: [
        [10, 10],
        [90, 10],
      ],
    },
  ],
  calibration: {
    points: [
      [0, 0],
      [640, 0],
      [640, 320],
      [0, 320],
    ].map(([x = 0, y = 0]) => ({ pixel: [x, y], ground: [x / 64, y / 64] })),
  },
});

describe("a draft", () => {
  it("of what stands, saved unchanged, is what stood", () => {
    expect(SceneSchema.parse(sceneOf(draftOf(scene), scene, scene.calibration))).toEqual(scene);
  });
  it("draws what was given on the ground where it lies in the picture", () => {
    const given = SceneSchema.parse({
      ...scene,
      zones: [
        {
          name: "quay",
          ground: [
            [0, 0],
            [10, 0],
            [10, 5],
          ],
        },
      ],
    });
    expect(draftOf(given).shapes[0]).toEqual({
      kind: "zone",
      name: "quay",
      points: [
        { x: 0, y: 0 },
        { x: 640, y: 0 },
        { x: 640, y: 320 },
      ],
    });
  });
  it("without a ground saves none, whatever stood", () => {
    expect(sceneOf(draftOf(scene), scene, null).calibration).toBeUndefined();
  });
  it("renames a place together with what looks at it", () => {
    const saved = sceneOf(renamed(renamed(draftOf(scene), "quay", "steps"), "kerb", "edge"), scene, null);
    expect(SceneSchema.safeParse(saved).success).toBe(true);
    expect(saved.events.slice(0, 2)).toMatchObject([{ zone: "steps" }, { line: "edge" }]);
  });
  it("takes away what looked at a place with the place", () => {
    const saved = sceneOf(without(draftOf(scene), "kerb"), scene, null);
    expect(saved.lines).toBeUndefined();
    expect(saved.events).toHaveLength(2);
  });
  it("names what is new as nothing else is named", () => {
    expect(freshName([{ kind: "zone", name: "zone 1", points: [] }], "zone")).toBe("zone 2");
  });
  it("is enough to reckon with from four known points, or three people", () => {
    const draft = draftOf(scene);
    expect(isEnough(draft)).toBe(true);
    expect(isEnough({ ...draft, points: draft.points.with(0, { pixel: { x: 0, y: 0 }, at: null }) })).toBe(false);
    expect(isEnough({ ...draft, method: "people" })).toBe(false);
    expect(isEnough({ ...draft, method: "none" })).toBe(false);
  });
  it("gives the corners of a rectangle their metres, in the order they were clicked", () => {
    const points = [0, 1, 2, 3].map((x) => ({ pixel: { x, y: 0 }, at: null }));
    expect(rectangle(points, 3, 5).map(({ at }) => at)).toEqual([
      { x: 0, y: 0 },
      { x: 3, y: 0 },
      { x: 3, y: 5 },
      { x: 0, y: 5 },
    ]);
  });
  it("sees metres that were measured from anywhere as the camera does", () => {
    // The camera stands 3 m east and 4 m south of where it was measured from, and looks east.
    const view = { stands: { x: 3, y: -4 }, headingDegrees: 90 };
    const [seen] = beforeTheCamera([{ pixel: { x: 0, y: 0 }, at: { x: 13, y: -4 } }], view);
    if (seen === undefined || !("x" in seen.at)) throw new Error("no metres");
    expect(seen.at.x).toBeCloseTo(0, 9);
    expect(seen.at.y).toBeCloseTo(10, 9);
  });
  it("keeps a corner in the picture", () => {
    expect(inside({ x: -3, y: 400.26 }, { width: 640, height: 360 })).toEqual({ x: 0, y: 360 });
  });
});

describe("what was changed", () => {
  const first = begin(0);
  it("is taken back and brought back, until something else is done", () => {
    const two = after(after(first, { step: "change", to: 1 }), { step: "change", to: 2 });
    const back = after(two, { step: "undo" });
    expect(back.now).toBe(1);
    expect(after(back, { step: "redo" }).now).toBe(2);
    expect(after(after(back, { step: "change", to: 7 }), { step: "redo" }).now).toBe(7);
  });
  it("is one step however long it was dragged", () => {
    const dragged = [2, 3, 4].reduce(
      (history, to) => after(history, { step: "amend", to }),
      after(first, { step: "change", to: 1 }),
    );
    expect(after(dragged, { step: "undo" }).now).toBe(0);
  });
  it("stays at the ends", () => {
    expect(after(first, { step: "undo" })).toBe(first);
    expect(after(first, { step: "redo" })).toBe(first);
  });
});
