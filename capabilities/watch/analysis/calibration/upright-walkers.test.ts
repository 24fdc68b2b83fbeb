import { describe, expect, it } from "vitest";
import { type Mover, UprightWalkers } from "./upright-walkers.ts";

const PICTURE = { width: 640, height: 360 };

/** Four seconds at six pictures a second of what moves so. */
function takenOf(moversAt: (seconds: number) => readonly Mover[]) {
  const walkers = new UprightWalkers();
  return Array.from({ length: 24 }, (_, i) => i / 6).flatMap((seconds) =>
    walkers.look(seconds, moversAt(seconds), PICTURE),
  );
}

const box = (left: number, bottom: number, width: number, height: number) => ({
  left,
  top: bottom - height,
  right: left + width,
  bottom,
});
/** Walks to the right, sixty pixels a second. */
const walker =
  (id: number, from = 50): ((seconds: number) => Mover) =>
  (seconds) => ({
    id,
    box: box(from + 60 * seconds, 300, 30, 80),
  });

describe("whole people who walk upright", () => {
  it("are taken some steps apart, feet and head of each", () => {
    const taken = takenOf((seconds) => [walker(1)(seconds)]);
    expect(taken.length).toBeGreaterThanOrEqual(3);
    expect(taken.length).toBeLessThanOrEqual(5);
    for (const { foot, head } of taken) expect([foot.y, head.y, head.x - foot.x]).toEqual([300, 220, 0]);
    const places = taken.map(({ foot }) => foot.x);
    places.slice(1).forEach((x, i) => expect(x - (places[i] ?? x)).toBeGreaterThanOrEqual(0.7 * 80));
  });

  it.each<[string, (seconds: number) => readonly Mover[]]>([
    ["somebody who stands still", () => [{ id: 1, box: box(300, 300, 30, 80) }]],
    ["a car", (seconds) => [{ id: 1, box: box(20 + 60 * seconds, 300, 160, 80) }]],
    ["a lamp post's shadow", (seconds) => [{ id: 1, box: box(20 + 60 * seconds, 300, 8, 80) }]],
    ["somebody cut off by the lower edge", (seconds) => [{ id: 1, box: box(20 + 60 * seconds, 360, 30, 80) }]],
    ["a speck", (seconds) => [{ id: 1, box: box(20 + 60 * seconds, 300, 8, 20) }]],
    [
      "a box that grows and shrinks",
      (seconds) => [{ id: 1, box: box(20 + 60 * seconds, 300, 30, 60 + 40 * (Math.round(6 * seconds) % 2)) }],
    ],
    ["two who cover each other", (seconds) => [walker(1)(seconds), walker(2, 60)(seconds)]],
    ["what is another thing in every picture", (seconds) => [{ ...walker(1)(seconds), id: Math.round(6 * seconds) }]],
  ])("are not %s", (_what, moversAt) => {
    expect(takenOf(moversAt)).toEqual([]);
  });
});
