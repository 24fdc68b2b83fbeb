import { isRefusal, type Refusal, refuse } from "@cordon/kernel";
import { COCO, classNamesIn, wordFor } from "./classes.ts";
import { biometric, refuseBiometrics } from "./forbidden.ts";
import type { Family, Feeding, Layout, Output } from "./layout.ts";
import { FLOAT, INT64, type ModelFile, type ModelValue } from "./model-file.ts";

/** What a model wants to be given: one picture, and perhaps its size. */
export interface ModelInput {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly sizeInput: string | null;
}

const LEAST_SIDE = 64;
const MOST_SIDE = 2048;

/** What can be told without running it; refuses in words what is no detector of a picture. */
export function inputOf(file: ModelFile): ModelInput | Refusal {
  const pictures = file.inputs.filter(({ shape }) => shape?.length === 4);
  const [picture] = pictures;
  const sizes = file.inputs.filter((value) => value !== picture);
  const [size] = sizes;
  if (picture === undefined || pictures.length > 1 || sizes.length > 1)
    return refuse(
      "invalid",
      `its inputs are ${said(file.inputs)}; a detector takes one picture, [1, 3, height, width]`,
    );
  const [batch, channels, height, width] = picture.shape ?? [];
  if (picture.elementType !== FLOAT)
    return refuse("invalid", `its input ${said([picture])} does not take 32-bit floating point numbers`);
  if (typeof height === "string" || typeof width === "string")
    return refuse("invalid", `its input ${said([picture])} has an open size (dynamic axes): export it for one size`);
  if (channels !== 3 || !(batch === 1 || typeof batch === "string"))
    return refuse("invalid", `its input is ${said([picture])}, and not [1, 3, height, width]`);
  if (
    height === undefined ||
    width === undefined ||
    [height, width].some((side) => side < LEAST_SIDE || side > MOST_SIDE)
  )
    return refuse(
      "invalid",
      `its input is ${said([picture])}: sides of ${LEAST_SIDE} to ${MOST_SIDE} pixels are taken`,
    );
  if (size !== undefined && (size.elementType !== INT64 || size.shape?.length !== 2 || size.shape[1] !== 2))
    return refuse(
      "invalid",
      `its second input is ${said([size])}; only the size of the picture, int64 [1, 2], is known`,
    );
  return { name: picture.name, width, height, sizeInput: size?.name ?? null };
}

/**
 * How a model's outputs are to be read, told by one run over a picture of noise: shapes declare little, and what separates offsets from
 * pixels or scores from coordinates are the numbers.
 * @param given class names that the operator gave, in the model's order
 */
export function layoutOf(
  file: ModelFile,
  input: ModelInput,
  outputs: readonly Output[],
  given?: readonly string[],
): Layout | Refusal {
  const names = given ?? classNamesIn(file.metadata);
  const forbidden = refuseBiometrics(file, names ?? []);
  if (forbidden !== null) return forbidden;
  const shapes = outputs.map(({ name, shape }) => `${name} [${shape.join(", ")}]`).join(", ");
  const found = familyOf(input, outputs);
  if (isRefusal(found)) return { ...found, because: `${found.because} (outputs ${shapes.slice(0, 200)})` };
  const classNames = names ?? (found.classes === COCO.length || found.classes === undefined ? COCO : undefined);
  if (classNames === undefined)
    return refuse(
      "invalid",
      `it has ${found.classes} classes and names none of them: give their names (outputs ${shapes})`,
    );
  if (found.classes !== undefined && found.classes !== classNames.length)
    return refuse(
      "invalid",
      `it has ${found.classes} classes, but ${classNames.length} names of classes (outputs ${shapes})`,
    );
  if (found.highestClass >= classNames.length)
    return refuse(
      "invalid",
      `it tells a class ${found.highestClass} of ${classNames.length}: give the names of its classes`,
    );
  const classes = classNames.map(wordFor);
  if (classes.every((word) => word === null))
    return refuse("invalid", "none of its classes is a person, a vehicle, a bag or an animal");
  const { name, ...size } = input;
  return {
    family: found.family,
    input: name,
    ...size,
    feeding: FEEDING[found.feeding],
    outputs: found.outputs,
    classes,
  };
}

const FEEDING: Readonly<Record<"yolox" | "yolo" | "detr" | "fastest-det", Feeding>> = {
  yolox: { channels: "bgr", white: 255, fit: "letterbox" },
  yolo: { channels: "rgb", white: 1, fit: "letterbox" },
  detr: { channels: "rgb", white: 1, fit: "stretch" },
  "fastest-det": { channels: "bgr", white: 1, fit: "stretch" },
};

interface Found {
  readonly family: Family;
  readonly feeding: keyof typeof FEEDING;
  readonly outputs: readonly string[];
  /** Undefined: the outputs do not say how many there are. */
  readonly classes: number | undefined;
  /** Highest class that was named in the run; -1 where classes are not named. */
  readonly highestClass: number;
}

function familyOf(input: ModelInput, outputs: readonly Output[]): Found | Refusal {
  if (outputs.every(({ shape }) => shape.filter((side) => side !== 1).length <= 1))
    return biometric("a picture's feature vector or class, and no boxes");
  if (outputs.length === 3) return listedDetr(outputs);
  if (outputs.length === 2) return detr(outputs);
  const [output] = outputs;
  if (output === undefined || outputs.length > 1) return unknown("these are not boxes and classes of a known family");
  if (output.shape.length === 4) return fastestDet(input, output);
  const [batch, rows, columns] = output.shape;
  if (output.shape.length !== 3 || batch !== 1 || rows === undefined || columns === undefined)
    return unknown("this is not the output of a known family");
  if (columns === 6 && rows <= 1000 && !cellCounts(input).includes(rows)) return listed(output, rows);
  const isByRow = anchorsOf(input, rows) !== undefined;
  const isByColumn = anchorsOf(input, columns) === 1;
  if (!isByRow && !isByColumn)
    return unknown(`neither ${rows} nor ${columns} is the grid of a ${input.width} x ${input.height} picture`);
  return isByRow && (!isByColumn || rows > columns)
    ? scored(input, output, rows, columns)
    : unscored(output, rows, columns);
}

/** [1, N, 5 + C]: YOLOX, YOLOv5 to v7. */
function scored(input: ModelInput, output: Output, cells: number, channels: number): Found | Refusal {
  const perCell = anchorsOf(input, cells);
  const classes = channels - 5;
  if (classes < 1) return unknown("its rows have no classes");
  const column = (at: number): Float32Array =>
    Float32Array.from({ length: cells }, (_, row) => at_(output, row * channels + at));
  if (!isShare(output, cells, channels, 4)) return landmarks(channels - 5);
  const [middle] = extent(column(0));
  const isDecoded = middle > input.width / 8;
  const found = { outputs: [output.name], classes, highestClass: -1 };
  if (!isDecoded && perCell === 1) return { family: "yolox", feeding: "yolox", ...found };
  if (!isDecoded) return unknown("its boxes are not decoded: export it with its detection head");
  // YOLOv6 writes ones where its forerunners have an objectness; YOLOX, which also has one box a cell, never does.
  const hasObjectness = column(4).some((value) => value < 0.999);
  return { family: "yolo-scored", feeding: perCell === 1 && hasObjectness ? "yolox" : "yolo", ...found };
}

/** [1, 4 + C, N]: YOLOv8 and later. */
function unscored(output: Output, channels: number, cells: number): Found | Refusal {
  if (channels < 5) return unknown("its columns have no classes");
  for (let at = 4 * cells; at < channels * cells; at++) {
    const value = at_(output, at);
    if (!(value >= 0 && value <= 1)) return landmarks(channels - 4);
  }
  return { family: "yolo", feeding: "yolo", outputs: [output.name], classes: channels - 4, highestClass: -1 };
}

/** [1, N, 6]: corners, score, class. */
function listed(output: Output, rows: number): Found | Refusal {
  let highestClass = -1;
  for (let row = 0; row < rows; row++) {
    const score = at_(output, row * 6 + 4);
    const kind = at_(output, row * 6 + 5);
    if (!(score >= 0 && score <= 1) || !Number.isInteger(kind) || kind < 0)
      return unknown("its rows are not corners, score and class");
    highestClass = Math.max(highestClass, kind);
  }
  return { family: "yolo-listed", feeding: "yolo", outputs: [output.name], classes: undefined, highestClass };
}

/** Labels, boxes, scores of RT-DETR's and D-FINE's postprocessor. */
function listedDetr(outputs: readonly Output[]): Found | Refusal {
  const boxes = outputs.find(({ shape }) => shape.length === 3 && shape[2] === 4);
  const flat = outputs.filter(({ shape }) => shape.length === 2 && shape[1] === boxes?.shape[1]);
  const labels = flat.find(({ name }) => /label|class/i.test(name));
  const scores = flat.find((each) => each !== labels);
  if (
    boxes === undefined ||
    labels === undefined ||
    scores === undefined ||
    !scores.values.every((score) => score >= 0 && score <= 1)
  )
    return unknown("these are not labels, boxes and scores");
  const [, highestClass] = extent(labels.values);
  return {
    family: "detr-listed",
    feeding: "detr",
    outputs: [labels.name, boxes.name, scores.name],
    classes: undefined,
    highestClass,
  };
}

/** Logits and boxes of RT-DETR and D-FINE without a postprocessor. */
function detr(outputs: readonly Output[]): Found | Refusal {
  if (outputs.some(({ shape }) => shape.length === 4)) return unknown("masks beside the boxes are not taken");
  const boxes = outputs.find(({ shape }) => shape.length === 3 && shape[2] === 4);
  const logits = outputs.find((each) => each !== boxes);
  const classes = logits?.shape[2];
  if (boxes === undefined || logits === undefined || classes === undefined || logits.shape[1] !== boxes.shape[1])
    return unknown("these are not logits and boxes");
  if (!boxes.values.every((share) => share >= -0.5 && share <= 1.5))
    return unknown("its boxes are not shares of the picture");
  return { family: "detr", feeding: "detr", outputs: [logits.name, boxes.name], classes, highestClass: -1 };
}

/** [1, 5 + C, H / 16, W / 16]. */
function fastestDet(input: ModelInput, output: Output): Found | Refusal {
  const [batch, channels, rows, columns] = output.shape;
  if (
    batch !== 1 ||
    channels === undefined ||
    rows !== input.height / 16 ||
    columns !== input.width / 16 ||
    channels < 6
  )
    return unknown("this is a map of the picture, and no boxes");
  const cells = rows * columns;
  const isScore = (channel: number): boolean =>
    output.values.subarray(channel * cells, (channel + 1) * cells).every((value) => value >= 0 && value <= 1);
  if (!isScore(0) || Array.from({ length: channels - 5 }, (_, at) => at + 5).some((channel) => !isScore(channel)))
    return landmarks(channels - 5);
  return {
    family: "fastest-det",
    feeding: "fastest-det",
    outputs: [output.name],
    classes: channels - 5,
    highestClass: -1,
  };
}

/** Cells of strides 8, 16 and 32, and of 64 for larger models. */
function cellCounts({ width, height }: ModelInput): readonly number[] {
  const cells = (strides: readonly number[]): number =>
    strides.reduce((sum, stride) => sum + Math.ceil(width / stride) * Math.ceil(height / stride), 0);
  return [cells([8, 16, 32]), cells([8, 16, 32, 64])];
}

/** Boxes a cell: 1 or 3; undefined when the rows are no such grid. */
function anchorsOf(input: ModelInput, rows: number): 1 | 3 | undefined {
  const counts = cellCounts(input);
  if (counts.includes(rows)) return 1;
  return counts.some((count) => rows === 3 * count) ? 3 : undefined;
}

/** True when every column from `first` on holds numbers from 0 to 1. */
function isShare(output: Output, rows: number, channels: number, first: number): boolean {
  for (let row = 0; row < rows; row++) {
    for (let channel = first; channel < channels; channel++) {
      const value = at_(output, row * channels + channel);
      if (!(value >= 0 && value <= 1)) return false;
    }
  }
  return true;
}

/** What stands where classes should and is no score: points of bodies or faces, the only thing detectors add to their boxes there. */
function landmarks(channels: number): Refusal {
  return biometric(`landmarks: ${channels} numbers beside each box are not scores of classes but places`);
}

function extent(values: Float32Array): readonly [mean: number, highest: number] {
  let sum = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    sum += value;
    highest = Math.max(highest, value);
  }
  return [sum / values.length, highest];
}

const at_ = (output: Output, index: number): number => output.values[index] ?? Number.NaN;
const unknown = (because: string): Refusal => refuse("invalid", because);

function said(values: readonly ModelValue[]): string {
  return values.map(({ name, shape }) => `${name.slice(0, 40)} [${shape?.join(", ") ?? "?"}]`).join(", ") || "none";
}
