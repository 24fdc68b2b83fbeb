import { describe, expect, it } from "vitest";
import type { Figure } from "./figures.ts";
import { Walkers } from "./walkers.ts";

const RATE = 6;

/** Somebody who stands at a place, ten pixels a metre across and twenty a metre away. */
function figureAt(x: number, y: number, isBelow = false): Figure {
  const foot = { x: 100 + 10 * x, y: 200 - 10 * y };
  return {
    ground: { x, y },
    foot,
    box: { left: foot.x - 4, right: foot.x + 4, top: foot.y - 28, bottom: foot.y + 2 },
    certainty: 0.5,
    isBelow,
  };
}

describe("walkers", () => {
  it("are sure after a few pictures of somebody who goes somewhere, and never of what stays where it is", () => {
    const walkers = new Walkers();
    for (let step = 0; step <= 3; step++) {
      const seen = walkers.step(step / RATE, [figureAt(0.2 * step, 5), figureAt(4, 9)]);
      expect(seen.map(({ isSure }) => isSure)).toEqual([step === 3, false]);
    }
  });

  it("are the same when they were hidden for two seconds and come out where they stopped", () => {
    const walkers = new Walkers();
    for (let step = 0; step <= 6; step++) walkers.step(step / RATE, [figureAt(0.2 * step, 5)]);
    for (let step = 7; step < 18; step++) walkers.step(step / RATE, []);
    const [found, ...others] = walkers.step(18 / RATE, [figureAt(1.4, 5)]);
    expect(found).toMatchObject({ id: 1, isSure: true, seenSeconds: 3 });
    expect(others).toEqual([]);
  });

  it("cast shadows and mirror images that begin nobody", () => {
    const walkers = new Walkers();
    for (let step = 0; step <= 6; step++) {
      const seen = walkers.step(step / RATE, [figureAt(0.2 * step, 5), figureAt(0.2 * step, 3, true)]);
      expect(seen).toHaveLength(1);
    }
  });

  it("stay two where two pass each other", () => {
    const walkers = new Walkers();
    let last = walkers.step(0, []);
    for (let step = 0; step <= 24; step++)
      last = walkers.step(step / RATE, [figureAt(-2 + step / 6, 5), figureAt(2 - step / 6, 5.8)]);
    expect(last.map(({ id, ground }) => [id, Math.sign(ground.x)])).toEqual([
      [1, 1],
      [2, -1],
    ]);
  });

  it("are found again where they stood when somebody went past before them, whatever was seen of them meanwhile", () => {
    const walkers = new Walkers();
    let last = walkers.step(0, []);
    for (let step = 0; step <= 50; step++) {
      const past = 4 - 0.2 * (step - 12);
      const isHidden = Math.abs(past) < 0.5;
      const stands = figureAt(Math.min(0, -2 + 0.2 * step), isHidden ? 5.9 : 5);
      last = walkers.step(step / RATE, step < 12 ? [stands] : [stands, figureAt(past, 4.3)]);
    }
    expect(last.map(({ id, ground, isSure }) => [id, Math.round(ground.y), isSure])).toEqual([
      [1, 5, true],
      [2, 4, true],
    ]);
  });

  it("who walked on are not taken for somebody else who goes over where they stood", () => {
    const walkers = new Walkers();
    let last = walkers.step(0, []);
    for (let step = 0; step <= 40; step++) {
      const first = Math.min(0, -2 + 0.2 * step) + Math.max(0, 0.2 * (step - 20));
      const second = -4 + 0.2 * (step - 20);
      last = walkers.step(step / RATE, step < 20 ? [figureAt(first, 5)] : [figureAt(first, 5), figureAt(second, 5)]);
    }
    expect(last.map(({ id, ground }) => [id, Math.round(ground.x)])).toEqual([
      [1, 4],
      [2, 0],
    ]);
  });
});
