import type { Rectangle } from "../analysis/tracks/region.ts";
import type { Detected, Detection } from "../words/detection.ts";
import type { Family, Layout, Output } from "./layout.ts";
import { inSource, type Placement } from "./placement.ts";
import { suppressed } from "./suppression.ts";

/** A box in pixels of the model's input. */
interface Found {
  readonly what: Detected;
  readonly box: Rectangle;
  readonly confidence: number;
}

type Decoder = (layout: Layout, outputs: readonly Output[], least: number) => readonly Found[];

/** Less than this is more often nothing than something. */
const LEAST_CONFIDENCE = 0.35;
const MOST_DETECTIONS = 200;

/** What a run over a window says, in pixels of the source. Outputs in the layout's order. */
export function detectionsIn(
  layout: Layout,
  outputs: readonly Output[],
  placement: Placement,
  least = LEAST_CONFIDENCE,
): readonly Detection[] {
  const found = DECODERS[layout.family](layout, outputs, least);
  const inPicture = found.flatMap(({ what, confidence, box }) => {
    const source = inSource(placement, box);
    return source === undefined ? [] : [{ what, confidence: Math.min(1, confidence), box: source }];
  });
  return suppressed(inPicture, MOST_DETECTIONS);
}

const DECODERS: Readonly<Record<Family, Decoder>> = {
  yolox: (layout, [output], least) => rows(layout, output, least, cornersOfCells(layout)),
  "yolo-scored": (layout, [output], least) => rows(layout, output, least, (_, x, y, w, h) => around(x, y, w, h)),
  yolo: columns,
  "yolo-listed": listed,
  "detr-listed": listedDetr,
  detr,
  "fastest-det": fastestDet,
};

const around = (x: number, y: number, width: number, height: number): Rectangle => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
});
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

type Corners = (row: number, x: number, y: number, width: number, height: number) => Rectangle;

/** [1, N, 5 + C]: a row a box. */
function rows({ classes }: Layout, output: Output | undefined, least: number, corners: Corners): readonly Found[] {
  const found: Found[] = [];
  if (output === undefined) return found;
  const { values } = output;
  const width = 5 + classes.length;
  for (let row = 0, at = 0; at + width <= values.length; row++, at += width) {
    const objectness = values[at + 4] ?? 0;
    if (objectness < least) continue;
    const { best, score } = highest(values, at + 5, 1, classes.length);
    const what = classes[best];
    if (what === null || what === undefined || !(objectness * score >= least)) continue;
    const [x = 0, y = 0, across = 0, down = 0] = values.subarray(at, at + 4);
    found.push({ what, confidence: objectness * score, box: corners(row, x, y, across, down) });
  }
  return found;
}

/** YOLOX counts from its cells: strides 8, 16, 32 one after the other, each row by row (YOLOX, `demo_postprocess`). */
function cornersOfCells({ width, height }: Layout): Corners {
  const grids = [8, 16, 32, 64].map((stride) => ({
    stride,
    across: Math.ceil(width / stride),
    cells: Math.ceil(width / stride) * Math.ceil(height / stride),
  }));
  return (row, x, y, w, h) => {
    let cell = row;
    const grid = grids.find(({ cells }) => {
      if (cell < cells) return true;
      cell -= cells;
      return false;
    }) ?? { stride: 0, across: 1 };
    const { stride, across } = grid;
    return around(
      ((cell % across) + x) * stride,
      (Math.floor(cell / across) + y) * stride,
      Math.exp(w) * stride,
      Math.exp(h) * stride,
    );
  };
}

/** [1, 4 + C, N]: a column a box. */
function columns({ classes }: Layout, [output]: readonly Output[], least: number): readonly Found[] {
  const found: Found[] = [];
  const cells = output?.shape[2] ?? 0;
  if (output === undefined) return found;
  const { values } = output;
  for (let cell = 0; cell < cells; cell++) {
    const { best, score } = highest(values, 4 * cells + cell, cells, classes.length);
    const what = classes[best];
    if (what === null || what === undefined || !(score >= least)) continue;
    const part = (at: number): number => values[at * cells + cell] ?? 0;
    found.push({ what, confidence: score, box: around(part(0), part(1), part(2), part(3)) });
  }
  return found;
}

/** [1, N, 6]: corners, score, class. */
function listed({ classes }: Layout, [output]: readonly Output[], least: number): readonly Found[] {
  const found: Found[] = [];
  const values = output?.values ?? new Float32Array();
  for (let at = 0; at + 6 <= values.length; at += 6) {
    const [left = 0, top = 0, right = 0, bottom = 0, score = 0, kind = -1] = values.subarray(at, at + 6);
    const what = classes[kind];
    if (what === null || what === undefined || !(score >= least)) continue;
    found.push({ what, confidence: score, box: { left, top, right, bottom } });
  }
  return found;
}

/** Labels, boxes as corners in pixels of the size that was given, scores. */
function listedDetr({ classes }: Layout, [labels, boxes, scores]: readonly Output[], least: number): readonly Found[] {
  const found: Found[] = [];
  for (const [index, score] of (scores?.values ?? []).entries()) {
    const what = classes[labels?.values[index] ?? -1];
    if (what === null || what === undefined || !(score >= least)) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = boxes?.values.subarray(4 * index, 4 * index + 4) ?? [];
    found.push({ what, confidence: score, box: { left, top, right, bottom } });
  }
  return found;
}

/** Logits, and boxes as shares of the picture; a query may be several classes, each with a score of its own (focal loss). */
function detr({ classes, width, height }: Layout, [logits, boxes]: readonly Output[], least: number): readonly Found[] {
  const found: Found[] = [];
  const values = logits?.values ?? new Float32Array();
  for (let query = 0; query < values.length / classes.length; query++) {
    const { best, score: logit } = highest(values, query * classes.length, 1, classes.length);
    const what = classes[best];
    const score = sigmoid(logit);
    if (what === null || what === undefined || !(score >= least)) continue;
    const [x = 0, y = 0, w = 0, h = 0] = boxes?.values.subarray(4 * query, 4 * query + 4) ?? [];
    found.push({ what, confidence: score, box: around(x * width, y * height, w * width, h * height) });
  }
  return found;
}

/** A cell a box: objectness, offsets by tanh, sizes by sigmoid (FastestDet, `utils/tool.py`, `handle_preds`). */
function fastestDet({ classes, width, height }: Layout, [output]: readonly Output[], least: number): readonly Found[] {
  const found: Found[] = [];
  const [, , down = 0, across = 0] = output?.shape ?? [];
  const cells = across * down;
  if (output === undefined) return found;
  const { values } = output;
  const part = (channel: number, cell: number): number => values[channel * cells + cell] ?? 0;
  for (let cell = 0; cell < cells; cell++) {
    const { best, score } = highest(values, 5 * cells + cell, cells, classes.length);
    const confidence = part(0, cell) ** 0.6 * score ** 0.4;
    const what = classes[best];
    if (what === null || what === undefined || !(confidence >= least)) continue;
    const x = ((cell % across) + Math.tanh(part(1, cell))) / across;
    const y = (Math.floor(cell / across) + Math.tanh(part(2, cell))) / down;
    const box = around(x * width, y * height, sigmoid(part(3, cell)) * width, sigmoid(part(4, cell)) * height);
    found.push({ what, confidence, box });
  }
  return found;
}

/** The largest of `count` values that begin at `at` and lie `step` apart. */
function highest(
  values: Float32Array,
  at: number,
  step: number,
  count: number,
): { readonly best: number; readonly score: number } {
  let best = -1;
  let score = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    const value = values[at + index * step] ?? Number.NEGATIVE_INFINITY;
    if (value > score) {
      score = value;
      best = index;
    }
  }
  return { best, score };
}
