import { describe, expect, it } from "vitest";
import type { Walker } from "../walkers/walkers.ts";
import { GroundEntryRule } from "./ground-entry.ts";

const RATE = 6;
const zone = [
  { x: -2, y: 4 },
  { x: 2, y: 4 },
  { x: 2, y: 8 },
  { x: -2, y: 8 },
];

/** Where somebody is at a moment, metres; undefined where they are not seen. */
type Way = (seconds: number) => number | undefined;

/** What the rule raises of people who are followed along a row of the zone. */
function raised(dwellSeconds: number, untilSeconds: number, ways: readonly Way[]): number[] {
  const rule = new GroundEntryRule("stay", zone, dwellSeconds);
  const seen = new Map<number, Walker>();
  const told: number[] = [];
  for (let step = 0; step <= untilSeconds * RATE; step++) {
    const seconds = step / RATE;
    for (const [id, way] of ways.entries()) {
      const x = way(seconds);
      if (x === undefined) continue;
      const ground = { x, y: 6 };
      const before = seen.get(id);
      seen.set(id, {
        ...{
          id,
          ground,
          bornSeconds: before?.bornSeconds ?? seconds,
          seenSeconds: seconds,
          birth: before?.birth ?? ground,
        },
        trail: [...(before?.trail ?? []), { seconds, ground }],
        box: { left: 100 + 20 * x, top: 50, right: 110 + 20 * x, bottom: 90 },
        isSure: true,
      });
    }
    const walkers = [...seen.values()];
    const { events } = rule.step({ seconds, walkers: () => walkers });
    told.push(...events.filter(({ change }) => change === "raised").map(({ toSeconds }) => toSeconds));
  }
  return told;
}

/** Comes from the left, stands at a place and walks on to the right. */
const visitor =
  (fromSeconds: number, at: number, goesSeconds: number): Way =>
  (seconds) =>
    seconds < fromSeconds
      ? undefined
      : Math.min(at, -4 + 1.2 * (seconds - fromSeconds)) + Math.max(0, 1.2 * (seconds - goesSeconds));

describe("a visit on the ground", () => {
  it("is told when it has lasted, once", () => {
    expect(raised(8, 20, [visitor(0, 0, 15)])).toHaveLength(1);
    expect(raised(8, 20, [visitor(0, 0, 6)])).toEqual([]);
  });

  it("of somebody who comes to where another stands is told as well when the tracks of the two are confused", () => {
    const first = visitor(0, 0, 14);
    const second = visitor(10, 0.1, 40);
    // From when both stand in one place, each is followed as the other.
    const confused: Way[] = [
      (seconds) => (seconds < 14 ? first(seconds) : second(seconds)),
      (seconds) => (seconds < 14 ? second(seconds) : first(seconds)),
    ];
    expect(raised(8, 30, confused)).toHaveLength(2);
  });

  it("of somebody who stands is not told again because another walked past", () => {
    expect(raised(8, 40, [visitor(0, 0, 60), visitor(12, 0, 12)])).toHaveLength(1);
  });
});
