// Where the levels of optical flow lie in the memory of their kernels.

/** The first page belongs to the compiled code's own data. */
const FIRST_BYTE = 65536;
const MARGIN = 16;
/** A level lower than this has nothing left to see. */
const LEAST_SIDE = 20;
const MOST_LEVELS = 5;
/** A picture wider than this is looked at in half its size: what moves is as easily seen there, at a quarter of the cost. */
const WIDEST = 400;

/** Offsets in bytes, of pixel (0, 0) for planes with a margin; strides in pixels or values. */
export interface FlowLevel {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  from: number;
  to: number;
  /** Patches across and down. */
  readonly columns: number;
  readonly rows: number;
  readonly patchU: number;
  readonly patchV: number;
  readonly denseStride: number;
  readonly denseU: number;
  readonly denseV: number;
}

export interface FlowLayout {
  /** How many pixels of the picture are one of the finest level, in each direction: 1 or 2. */
  readonly factor: 1 | 2;
  /** Finest first. */
  readonly levels: readonly [FlowLevel, ...FlowLevel[]];
  /** The picture as it was given, where it is halved from; its stride. */
  readonly source: number;
  readonly sourceStride: number;
  /** What of the picture matters, with the source's stride, and which 4 x 4 pixels of the finest level that is: see `FlowKernels.cover`. */
  readonly mask: number;
  readonly cells: number;
  readonly template: number;
  readonly sums: number;
  /** Flow of the whole picture at its own size, i16. */
  readonly wholeU: number;
  readonly wholeV: number;
  readonly wholeStride: number;
  readonly bytes: number;
}

const upTo = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Where everything lies for pictures of this size. */
export function layOutFlow(width: number, height: number): FlowLayout {
  let next = FIRST_BYTE;
  const take = (bytes: number): number => {
    const start = next;
    next += upTo(bytes, 16);
    return start;
  };
  const level = (levelWidth: number, levelHeight: number): FlowLevel => {
    const stride = upTo(levelWidth, 16) + 2 * MARGIN;
    const plane = (): number => take(stride * (levelHeight + 2 * MARGIN)) + stride * MARGIN + MARGIN;
    const columns = Math.ceil(levelWidth / 4) + 1;
    const rows = Math.ceil(levelHeight / 4) + 1;
    // Eight values beyond the last, which `enlarge` reads.
    const denseStride = upTo(levelWidth, 8) + 8;
    return {
      width: levelWidth,
      height: levelHeight,
      stride,
      from: plane(),
      to: plane(),
      columns,
      rows,
      patchU: take(2 * columns * rows),
      patchV: take(2 * columns * rows),
      denseStride,
      denseU: take(2 * denseStride * levelHeight),
      denseV: take(2 * denseStride * levelHeight),
    };
  };
  const factor = width > WIDEST ? 2 : 1;
  const finest = level(Math.floor(width / factor), Math.floor(height / factor));
  const levels: [FlowLevel, ...FlowLevel[]] = [finest];
  let last = finest;
  while (levels.length < MOST_LEVELS && Math.min(last.width, last.height) >= 2 * LEAST_SIDE) {
    last = level(last.width >> 1, last.height >> 1);
    levels.push(last);
  }
  const sourceStride = upTo(width, 16);
  const wholeStride = 2 * (finest.denseStride - 8);
  const whole = factor === 2 ? 2 * wholeStride * height : 0;
  const source = take(factor === 2 ? sourceStride * height : 0);
  return {
    factor,
    levels,
    source,
    sourceStride,
    mask: take(sourceStride * height),
    cells: take((finest.columns + 1) * (finest.rows + 1)),
    template: take(384),
    sums: take(8 * 3 * 16 * (finest.columns + 2)),
    wholeU: factor === 2 ? take(whole) : finest.denseU,
    wholeV: factor === 2 ? take(whole) : finest.denseV,
    wholeStride: factor === 2 ? wholeStride : finest.denseStride,
    bytes: next,
  };
}
