import fc from "fast-check";
import { expect, it } from "vitest";
import { type Label, written } from "./labels.ts";

const SIZE = { width: 390, height: 450 };
const label = fc.record({
  id: fc.uuid(),
  text: fc.string({ minLength: 1, maxLength: 30 }),
  x: fc.integer({ min: -30, max: 420 }),
  y: fc.integer({ min: 0, max: 450 }),
  pixels: fc.constantFrom(12, 14, 18),
  must: fc.constant(false),
});
const widthOf = ({ text, pixels }: Label) => text.length * pixels * 0.58;

it("writes no name on another, the first first, and each to its end", () => {
  fc.assert(
    fc.property(fc.array(label, { maxLength: 40 }), (labels) => {
      const shown = written(labels, SIZE);
      expect(shown[0]?.id).toBe(labels[0]?.id);
      for (const [at, one] of shown.entries()) {
        if (widthOf(one) < SIZE.width - 8) {
          expect(one.x - widthOf(one) / 2).toBeGreaterThan(3.99);
          expect(one.x + widthOf(one) / 2).toBeLessThan(SIZE.width - 3.99);
        }
        for (const other of shown.slice(at + 1)) {
          const apart =
            Math.abs(one.x - other.x) >= (widthOf(one) + widthOf(other)) / 2 - 1e-9 ||
            one.y + one.pixels * 0.3 <= other.y - other.pixels + 1e-9 ||
            other.y + other.pixels * 0.3 <= one.y - one.pixels + 1e-9;
          expect(apart).toBe(true);
        }
      }
    }),
    { seed: 20_260_726 },
  );
  const same = { text: "Way in", x: 100, y: 100, pixels: 14 };
  const ids = (of: readonly Label[]) => of.map(({ id }) => id);
  expect(
    ids(
      written(
        [
          { id: "a", must: false, ...same },
          { id: "b", must: false, ...same },
        ],
        SIZE,
      ),
    ),
  ).toEqual(["a"]);
  expect(
    ids(
      written(
        [
          { id: "a", must: false, ...same },
          { id: "b", must: true, ...same },
        ],
        SIZE,
      ),
    ),
  ).toEqual(["b"]);
  const twice = ["a", "b"].map((id) => ({ id, must: true, ...same }));
  expect(ids(written(twice, SIZE))).toEqual(["a", "b"]);
});
