import { describe, expect, it } from "vitest";
import type { Walker } from "../walkers/walkers.ts";
import { GroundTripwireRule } from "./ground-tripwire.ts";

const RATE = 6;
/** Seen so long before they are believed. */
const SURE_SECONDS = 0.5;
const line = { name: "gate", from: { x: 0, y: 0 }, to: { x: 0, y: 10 }, direction: "either", handedness: 1 } as const;

/** Metres to the right of the line and along it, at a moment; undefined where they are not seen. */
type Way = (seconds: number) => { readonly x: number; readonly y: number } | undefined;

/** Seconds at which the rule tells of a crossing by people who walk as they are told to. */
function told(untilSeconds: number, ways: readonly Way[]): number[] {
  const rule = new GroundTripwireRule(line);
  const seen = new Map<number, Walker>();
  const crossings: number[] = [];
  for (let step = 0; step <= untilSeconds * RATE; step++) {
    const seconds = step / RATE;
    for (const [id, way] of ways.entries()) {
      const ground = way(seconds);
      if (ground === undefined) continue;
      const before = seen.get(id);
      const bornSeconds = before?.bornSeconds ?? seconds;
      seen.set(id, {
        ...{ id, ground, bornSeconds, seenSeconds: seconds, birth: before?.birth ?? ground },
        trail: [...(before?.trail ?? []), { seconds, ground }],
        box: { left: 100, top: 50, right: 110, bottom: 90 },
        isSure: seconds - bornSeconds >= SURE_SECONDS,
      });
    }
    const walkers = [...seen.values()];
    const { events } = rule.step({ seconds, walkers: () => walkers });
    crossings.push(...events.filter(({ change }) => change === "raised").map(({ fromSeconds }) => fromSeconds));
  }
  return crossings;
}

/** Walks across the line at its fifth metre, over it at a moment, and is seen from another on. */
const walk =
  (overSeconds: number, seenSeconds: number, speed = 1.3, y = 5): Way =>
  (seconds) =>
    seconds < seenSeconds ? undefined : { x: speed * (seconds - overSeconds), y };

describe("a line on the ground", () => {
  it("is crossed once by who is seen to go over it, at the moment when they do", () => {
    const [at, ...others] = told(6, [walk(3, 0)]);
    expect(at).toBeCloseTo(3, 5);
    expect(others).toEqual([]);
  });

  it("was crossed by who is first seen a step beyond it and walks away", () => {
    const [at, ...others] = told(6, [walk(2, 2.4)]);
    expect(at).toBeCloseTo(2, 5);
    expect(others).toEqual([]);
  });

  it("was not crossed by who is first seen far from it, stands beside it, or walks along it", () => {
    expect(told(6, [walk(2, 4)])).toEqual([]);
    expect(told(6, [(seconds) => ({ x: 0.5, y: 5 + 0.01 * seconds })])).toEqual([]);
    expect(told(6, [(seconds) => ({ x: 0.5 + 0.1 * seconds, y: 1.3 * seconds })])).toEqual([]);
    expect(told(3, [(seconds) => ({ x: 3 - 0.9 * seconds, y: 5 })])).toEqual([]);
  });

  it("was not crossed beyond its ends", () => {
    expect(told(6, [walk(2, 2.4, 1.3, 12)])).toEqual([]);
  });

  it("was crossed by one where a part of them is followed apart, and by two who came one after the other", () => {
    expect(told(6, [walk(2, 0), walk(2.4, 2.9, 1.3, 6)])).toHaveLength(1);
    expect(told(9, [walk(2, 0), walk(6, 6.4, 1.3, 6)])).toHaveLength(2);
  });
});
