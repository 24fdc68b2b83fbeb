import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlap, type Rectangle } from "../analysis/tracks/region.ts";
import type { Detected, Detection } from "../words/detection.ts";
import { detectionsIn } from "./decode.ts";
import type { Family, Feeding, Layout, Output } from "./layout.ts";
import { inSource, placed } from "./placement.ts";
import { suppressed } from "./suppression.ts";

const SIDE = 128;
const CELLS = 336;
const CLASSES: readonly (Detected | null)[] = ["person", null, "car"];
const WIDTH = 5 + CLASSES.length;

const layoutOf = (family: Family, fit: Feeding["fit"] = "letterbox"): Layout => ({
  ...{ family, input: "images", width: SIDE, height: SIDE, sizeInput: null, outputs: [], classes: CLASSES },
  feeding: { channels: "rgb", white: 1, fit },
});

/** A box to be found in the input, and the class it is of. */
interface Wanted {
  readonly box: Rectangle;
  readonly kind: 0 | 1 | 2;
}

const output = (shape: readonly number[], write: (values: Float32Array) => void): Output => {
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  write(values);
  return { name: "output", shape, values };
};

const sizesOf = ({ left, top, right, bottom }: Rectangle) => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
  w: right - left,
  h: bottom - top,
});

/** The formulas of the papers' reference code turned round: what a network would have to say for the box to be there. */
const written: Readonly<Record<Family, (wanted: Wanted) => readonly Output[]>> = {
  yolox: ({ box, kind }) => {
    const { x, y, w, h } = sizesOf(box);
    // In the middle grid: cells 256 to 319, stride 16.
    const column = Math.floor(x / 16);
    const row = Math.floor(y / 16);
    const at = (256 + row * 8 + column) * WIDTH;
    return [
      output([1, CELLS, WIDTH], (values) => {
        values.set([x / 16 - column, y / 16 - row, Math.log(w / 16), Math.log(h / 16), 0.9], at);
        values[at + 5 + kind] = 0.8;
      }),
    ];
  },
  "yolo-scored": ({ box, kind }) => {
    const { x, y, w, h } = sizesOf(box);
    return [
      output([1, CELLS, WIDTH], (values) => {
        values.set([x, y, w, h, 0.9], 7 * WIDTH);
        values[7 * WIDTH + 5 + kind] = 0.8;
      }),
    ];
  },
  yolo: ({ box, kind }) => {
    const { x, y, w, h } = sizesOf(box);
    return [
      output([1, 4 + CLASSES.length, CELLS], (values) => {
        for (const [channel, value] of [x, y, w, h].entries()) values[channel * CELLS + 11] = value;
        values[(4 + kind) * CELLS + 11] = 0.72;
      }),
    ];
  },
  "yolo-listed": ({ box, kind }) => [
    output([1, 300, 6], (values) => values.set([box.left, box.top, box.right, box.bottom, 0.72, kind], 60)),
  ],
  "detr-listed": ({ box, kind }) => [
    output([1, 300], (values) => values.set([kind], 9)),
    output([1, 300, 4], (values) => values.set([box.left, box.top, box.right, box.bottom], 36)),
    output([1, 300], (values) => values.set([0.72], 9)),
  ],
  detr: ({ box, kind }) => {
    const { x, y, w, h } = sizesOf(box);
    return [
      output([1, 300, CLASSES.length], (values) =>
        values.fill(-9).set([Math.log(0.72 / 0.28)], 9 * CLASSES.length + kind),
      ),
      output([1, 300, 4], (values) => values.set([x / SIDE, y / SIDE, w / SIDE, h / SIDE], 36)),
    ];
  },
  "fastest-det": ({ box, kind }) => {
    const { x, y, w, h } = sizesOf(box);
    const column = Math.floor(x / 16);
    const row = Math.floor(y / 16);
    const logit = (share: number): number => Math.log(share / (1 - share));
    const said = [0.8, Math.atanh(x / 16 - column), Math.atanh(y / 16 - row), logit(w / SIDE), logit(h / SIDE)];
    return [
      output([1, WIDTH, 8, 8], (values) => {
        for (const [channel, value] of said.entries()) values[channel * 64 + row * 8 + column] = value;
        values[(5 + kind) * 64 + row * 8 + column] = 0.7;
      }),
    ];
  },
};
const families = Object.keys(written).filter((key): key is Family => key in written);

/** Away from the borders of cells, where the inverse of tanh is infinite. */
const boxes = fc
  .record({
    x: fc.double({ min: 20.5, max: 107.5, noNaN: true }),
    y: fc.double({ min: 20.5, max: 107.5, noNaN: true }),
    w: fc.double({ min: 4, max: 40, noNaN: true }),
    h: fc.double({ min: 4, max: 40, noNaN: true }),
  })
  .filter(({ x, y }) => x % 16 < 15.5 && y % 16 < 15.5)
  .map(({ x, y, w, h }) => ({ left: x - w / 2, top: y - h / 2, right: x + w / 2, bottom: y + h / 2 }));

describe("a detector's answer", () => {
  it.each(families)("of the family %s is read as the box and class it was written for", (family) => {
    const layout = layoutOf(family, "stretch");
    // A window twice as wide as the input and half as high, somewhere in the picture.
    const placement = placed({ left: 100, top: 50, right: 100 + 2 * SIDE, bottom: 50 + SIDE / 2 }, layout);
    fc.assert(
      fc.property(boxes, fc.constantFrom<0 | 1 | 2>(0, 1, 2), (box, kind) => {
        const found = detectionsIn(layout, written[family]({ box, kind }), placement);
        expect(found).toHaveLength(CLASSES[kind] === null ? 0 : 1);
        if (CLASSES[kind] === null) return;
        const [{ what, confidence, box: seen } = { what: null, confidence: 0, box }] = found;
        expect(what).toBe(CLASSES[kind]);
        expect(confidence).toBeGreaterThan(0.6);
        for (const [value, expected] of [
          [seen.left, Math.max(100, 100 + 2 * box.left)],
          [seen.right, Math.min(100 + 2 * SIDE, 100 + 2 * box.right)],
          [seen.top, Math.max(50, 50 + box.top / 2)],
          [seen.bottom, Math.min(50 + SIDE / 2, 50 + box.bottom / 2)],
        ] as const)
          expect(value).toBeCloseTo(expected, 2);
      }),
      { numRuns: 60 },
    );
  });

  it.each(families)("of the family %s without anything in it is nothing", (family) => {
    const layout = layoutOf(family);
    const empty = written[family]({ box: { left: 30, top: 30, right: 50, bottom: 60 }, kind: 0 }).map((each) => ({
      ...each,
      values: new Float32Array(each.values.length).fill(family === "detr" ? -9 : 0),
    }));
    expect(detectionsIn(layout, empty, placed({ left: 0, top: 0, right: 64, bottom: 64 }, layout))).toEqual([]);
    expect(detectionsIn(layout, [], placed({ left: 0, top: 0, right: 64, bottom: 64 }, layout))).toEqual([]);
  });
});

const side = fc.integer({ min: 2, max: 4000 });
const windows = fc.tuple(fc.nat(4000), fc.nat(4000), side, side).map(([left, top, width, height]) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
}));

describe("a window in a detector's input", () => {
  it("fits whole, in its proportions where the family was trained so, and comes back to where it was", () => {
    fc.assert(
      fc.property(windows, fc.constantFrom<Feeding["fit"]>("letterbox", "stretch"), (window, fit) => {
        const placement = placed(window, layoutOf("yolo", fit));
        expect(placement.width).toBeLessThanOrEqual(SIDE);
        expect(placement.height).toBeLessThanOrEqual(SIDE);
        expect(Math.max(placement.width, placement.height)).toBe(SIDE);
        const whole = inSource(placement, { left: 0, top: 0, right: placement.width, bottom: placement.height });
        for (const edge of ["left", "top", "right", "bottom"] as const)
          expect(whole?.[edge]).toBeCloseTo(window[edge], 6);
        expect(inSource(placement, { left: -50, top: -50, right: -1, bottom: -1 })).toBeUndefined();
      }),
    );
  });
});

describe("suppression", () => {
  const found = fc.array(
    fc.record({
      what: fc.constantFrom<Detected>("person", "car", "truck", "suitcase"),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      box: fc.tuple(fc.nat(60), fc.nat(60)).map(([left, top]) => ({ left, top, right: left + 30, bottom: top + 40 })),
    }),
    { maxLength: 40 },
  );
  const clashes = (a: Detection, b: Detection): boolean => a.what === b.what && overlap(a.box, b.box) > 0.5;

  it("keeps no two of a kind on each other, and drops none that has nobody better on it", () => {
    fc.assert(
      fc.property(found, (all) => {
        const kept = suppressed(all, 100);
        for (const [index, one] of kept.entries())
          expect(kept.slice(index + 1).some((other) => clashes(one, other))).toBe(false);
        for (const one of all) {
          if (kept.includes(one)) continue;
          const roadVehicles = ["car", "truck"].includes(one.what);
          expect(
            kept.some(
              (better) =>
                better.confidence >= one.confidence &&
                overlap(better.box, one.box) > 0.5 &&
                (better.what === one.what || (roadVehicles && ["car", "truck"].includes(better.what))),
            ),
          ).toBe(true);
        }
      }),
    );
    expect(
      suppressed(
        Array.from({ length: 9 }, (_, at) => ({
          what: "person",
          confidence: 1,
          box: { left: 50 * at, top: 0, right: 50 * at + 20, bottom: 20 },
        })),
        4,
      ),
    ).toHaveLength(4);
  });
});
