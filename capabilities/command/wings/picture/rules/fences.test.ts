import { ContingentId, FenceId, pointInPolygon, type Position } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "../../../testing/standing.ts";
import type { Fence } from "../words.ts";
import {
  concerns,
  type Crossed,
  DWELL_MS,
  DWELL_POSITIONS,
  FenceWatch,
  MARGIN_METRES,
  type Tracked,
} from "./fences.ts";

const contingents = [ContingentId.parse(id()), ContingentId.parse(id())] as const;

const METRES = 1 / 111_195;
const degrees = fc.double({ min: -0.01, max: 0.01, noNaN: true });
const position = fc.tuple(degrees, degrees).map(([lon, lat]): Position => [2.29 + lon, 48.86 + lat]);

/** A star around a point: any polygon that does not cross itself. */
const fences: fc.Arbitrary<Fence> = fc
  .record({
    centre: position,
    radii: fc.array(fc.double({ min: 20, max: 600, noNaN: true }), { minLength: 3, maxLength: 9 }),
    kinds: fc.constantFrom<Fence["kinds"]>([], ["patrol"], ["medics"]),
    whose: fc.constantFrom<Fence["contingents"]>([], [contingents[0]]),
    on: fc.constantFrom("enter", "leave", "both"),
    huge: fc.boolean(),
  })
  .map(({ centre, radii, kinds, whose, on, huge }): Fence => {
    const ring = radii.map((radius, at): Position => {
      const angle = (at / radii.length) * 2 * Math.PI;
      // Some cover more cells than the grid takes.
      const metres = huge ? radius * 200 : radius;
      return [
        centre[0] + (Math.cos(angle) * metres * METRES) / Math.cos((48.86 * Math.PI) / 180),
        centre[1] + Math.sin(angle) * metres * METRES,
      ];
    });
    const [first] = ring;
    const coordinates = [first === undefined ? ring : [...ring, first]];
    return {
      id: FenceId.parse(id()),
      name: "f",
      area: { type: "Polygon", coordinates },
      kinds,
      contingents: whose,
      on,
      from: null,
      until: null,
    };
  });

interface Step {
  readonly track: number;
  readonly position: Position;
  readonly atMs: number;
}
const units: readonly Tracked[] = [
  { kind: "patrol", contingent: contingents[0] },
  { kind: "medics", contingent: contingents[0] },
  { kind: "patrol", contingent: contingents[1] },
];

/** The same by looking at everything: for each fence and unit, all its positions in order, and nothing but the words of the rule. */
function byBruteForce(all: readonly Fence[], steps: readonly Step[]): string[] {
  const found: string[] = [];
  for (const fence of all) {
    units.forEach((unit, track) => {
      if (!concerns(fence, unit)) return;
      let inside: boolean | null = null;
      let other: number[] = [];
      let last = Number.NEGATIVE_INFINITY;
      for (const step of steps) {
        if (step.track !== track || step.atMs <= last) continue;
        last = step.atMs;
        const isIn = pointInPolygon(step.position, fence.area);
        if (inside === null) {
          inside = isIn;
          continue;
        }
        const crossed = inside ? !isIn && metresToBorder(step.position, fence) > MARGIN_METRES : isIn;
        other = crossed ? [...other, step.atMs] : [];
        const [first] = other;
        if (first === undefined || other.length < DWELL_POSITIONS || step.atMs - first < DWELL_MS) continue;
        inside = !inside;
        other = [];
        const did = inside ? "enter" : "leave";
        if (fence.on === "both" || fence.on === did) found.push(`${fence.id} ${track} ${did} ${first}`);
      }
    });
  }
  return found.toSorted();
}

/** By sampling each edge finely where the rule computes. */
function metresToBorder([lon, lat]: Position, { area }: Fence): number {
  let nearest = Number.POSITIVE_INFINITY;
  const east = 111_195 * Math.cos((lat * Math.PI) / 180);
  const ring = area.coordinates[0] ?? [];
  ring.slice(1).forEach((to, at) => {
    const from = ring[at] ?? to;
    const fit = (share: number) =>
      Math.hypot(
        (from[0] + share * (to[0] - from[0]) - lon) * east,
        (from[1] + share * (to[1] - from[1]) - lat) * 111_195,
      );
    // The distance to a segment has one minimum: ternary search finds it.
    let [low, high] = [0, 1];
    for (let round = 0; round < 80; round++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (fit(a) < fit(b)) high = b;
      else low = a;
    }
    nearest = Math.min(nearest, fit((low + high) / 2));
  });
  return nearest;
}

function told(all: readonly Fence[], steps: readonly Step[]): Crossed[] {
  const watch = new FenceWatch();
  watch.watch(all);
  const crossings: Crossed[] = [];
  for (const { track, position: at, atMs } of steps) {
    const unit = units[track];
    if (unit !== undefined) watch.observe(track, unit, at[0], at[1], atMs, (crossed) => crossings.push(crossed));
  }
  return crossings;
}

describe("fences", () => {
  it("tell what looking at every fence for every position tells", () => {
    const step = fc.record({ track: fc.nat(2), position, wait: fc.integer({ min: -500, max: 6000 }) });
    fc.assert(
      fc.property(
        fc.array(fences, { minLength: 1, maxLength: 6 }),
        fc.array(step, { maxLength: 120 }),
        (all, drawn) => {
          let atMs = 1000;
          const steps = drawn.map(({ track, position: at, wait }) => ({ track, position: at, atMs: (atMs += wait) }));
          const found = told(all, steps).map(({ fence, track, did, sinceMs }) => `${fence} ${track} ${did} ${sinceMs}`);
          expect(found.toSorted()).toEqual(byBruteForce(all, steps));
        },
      ),
      { numRuns: 300 },
    );
  });

  const square: Fence = {
    id: FenceId.parse(id()),
    name: "Quai",
    area: {
      type: "Polygon",
      coordinates: [
        [
          [2.29, 48.86],
          [2.292, 48.86],
          [2.292, 48.862],
          [2.29, 48.862],
          [2.29, 48.86],
        ],
      ],
    },
    kinds: [],
    contingents: [],
    on: "both",
    from: null,
    until: null,
  };
  const [out, inside]: readonly [Position, Position] = [
    [2.2885, 48.861],
    [2.291, 48.861],
  ];
  const walk = (...positions: readonly Position[]) =>
    told(
      [square],
      positions.map((at, index) => ({ track: 0, position: at, atMs: 1000 + index * 2000 })),
    ).map(({ did }) => did);

  it("tell each crossing once, and not what a bad position says in between", () => {
    expect(walk(out, inside, inside, inside, inside, out, out, out)).toEqual(["enter", "leave"]);
    expect(walk(out, inside, out, inside, out)).toEqual([]);
    expect(walk(out, inside, inside, inside, out, inside, inside)).toEqual(["enter"]);
  });

  it("say nothing of whoever was inside when it was drawn, until they leave", () => {
    expect(walk(inside, inside, inside, out, out, out)).toEqual(["leave"]);
  });

  it("take a step beside the border for none", () => {
    const beside: Position = [2.28995, 48.861];
    expect(walk(out, inside, inside, inside, beside, beside, beside, beside)).toEqual(["enter"]);
  });
});
