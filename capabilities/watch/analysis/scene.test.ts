import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homographyFrom, invertHomography, project } from "./calibration/homography.ts";
import { contains, EVENT_KINDS, readScene, zoneOf } from "./scene.ts";

const square = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];

describe("scene", () => {
  it("the smallest one watches the whole picture", () => {
    const reading = readScene({ events: [{ kind: "abandoned-object", dwellSeconds: 10 }] });
    expect(reading).toEqual({
      outcome: "scene",
      scene: { events: [{ kind: "abandoned-object", dwellSeconds: 10 }], zones: [] },
    });
  });

  it("knows only kinds of event that the law names, and these of them so far", () => {
    const lawful = [
      "abandoned-object",
      "weapon",
      "wrong-direction",
      "zone-entry",
      "person-down",
      "crowd-movement",
      "density",
      "fire",
    ];
    expect([...EVENT_KINDS].sort()).toEqual(["abandoned-object", "density", "wrong-direction", "zone-entry"]);
    for (const kind of EVENT_KINDS) expect(lawful).toContain(kind);
    expect(readScene({ events: [{ kind: "face" }] }).outcome).toBe("invalid");
  });

  it.each([
    [
      { events: [{ kind: "zone-entry", zone: "quay" }], zones: [{ name: "bank", polygon: square }] },
      'no zone is called "quay": the zones are "bank"',
    ],
    [{ events: [{ kind: "zone-entry", zone: "quay" }] }, "the scene has no zones"],
    [
      {
        events: [{ kind: "zone-entry" }],
        zones: [
          { name: "a", polygon: square },
          { name: "a", polygon: square },
        ],
      },
      "two zones",
    ],
    [{ events: [{ kind: "zone-entry", zone: "a" }], zones: [{ name: "a", ground: square }] }, "needs a calibration"],
    [
      {
        events: [{ kind: "zone-entry", zone: "a" }],
        zones: [
          {
            name: "a",
            polygon: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      },
      "three corners",
    ],
    [{ events: [{ kind: "abandoned-object", dwellSecond: 3 }] }, "dwellSecond"],
    [{ events: [{ kind: "abandoned-object", dwellSeconds: -1 }] }, "dwellSeconds"],
    [{ events: [] }, "at least one event"],
    ["nonsense", "scene"],
  ])("refuses %j with the reason", (value, reason) => {
    const reading = readScene(value);
    expect(reading.outcome).toBe("invalid");
    expect(reading.outcome === "invalid" ? reading.message : "").toContain(reason);
  });

  it("takes zones by name in short, and on the ground once calibrated", () => {
    const corners = [
      [100, 400],
      [540, 400],
      [400, 100],
      [240, 100],
    ] as const;
    const ground = [
      [0, 0],
      [10, 0],
      [10, 30],
      [0, 30],
    ] as const;
    const points = corners.map(([x, y], index) => ({
      pixel: { x, y },
      ground: { x: ground[index]?.[0] ?? 0, y: ground[index]?.[1] ?? 0 },
    }));
    const reading = readScene({
      events: [
        { kind: "zone-entry", zone: "all" },
        { kind: "zone-entry", zone: "near" },
      ],
      zones: [
        { name: "all", ground: square.map(([x, y]) => [x, 3 * (y ?? 0)]) },
        {
          name: "near",
          ground: [
            [0, 0],
            [10, 0],
            [10, 2],
            [0, 2],
          ],
        },
      ],
      calibration: { points },
    });
    if (reading.outcome !== "scene") throw new Error(reading.message);
    const all = zoneOf(reading.scene, "all").corners ?? [];
    corners.forEach(([x, y], index) => {
      expect(all[index]?.x).toBeCloseTo(x, 3);
      expect(all[index]?.y).toBeCloseTo(y, 3);
    });
    expect(contains(zoneOf(reading.scene, "near").corners ?? [], { x: 320, y: 395 })).toBe(true);
    expect(contains(zoneOf(reading.scene, "near").corners ?? [], { x: 320, y: 200 })).toBe(false);
    const short = readScene({ events: [{ kind: "zone-entry", zone: "q" }], zones: { q: square } });
    expect(short.outcome).toBe("scene");
  });

  it("a homography of four points leads there and back", () => {
    const coordinate = fc.integer({ min: -200, max: 200 });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 8, maxLength: 8 }), coordinate, coordinate, (moves, x, y) => {
        const base = [
          [0, 0],
          [1900, 0],
          [1900, 1000],
          [0, 1000],
        ] as const;
        const points = base.map(([px, py], index) => ({
          pixel: { x: px + (moves[2 * index] ?? 0), y: py + (moves[2 * index + 1] ?? 0) },
          ground: { x: px / 50, y: py / 25 },
        }));
        const there = homographyFrom(points);
        const back = there && invertHomography(there);
        if (there === undefined || back === undefined) throw new Error("four corners determine it");
        const again = project(back, project(there, { x: 950 + x, y: 500 + y }));
        expect(again.x).toBeCloseTo(950 + x, 3);
        expect(again.y).toBeCloseTo(500 + y, 3);
      }),
    );
    expect(
      homographyFrom([0, 1, 2, 3].map((i) => ({ pixel: { x: i, y: i }, ground: { x: i, y: 0 } }))),
    ).toBeUndefined();
  });
});
