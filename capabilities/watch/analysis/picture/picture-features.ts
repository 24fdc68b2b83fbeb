import type { Luma } from "./background.ts";

/** How finely the picture's sharpness and contrast are looked at. */
const BLOCKS_ACROSS = 16;
const BLOCKS_DOWN = 9;
/** How finely the view is remembered: a cell is eight pixels of a picture 640 wide. */
export const CELLS_ACROSS = 80;
export const CELLS_DOWN = 45;
const CELLS_A_BLOCK = CELLS_ACROSS / BLOCKS_ACROSS;
const FAR = 6;
/** Cells at the edge of the picture, where no pixel lies far enough inside, look alike in every picture. */
const MARGIN = 2;

/** What tells a usable picture from one that is not, whoever is in it. */
export interface PictureFeatures {
  /** Mean grey level, and the level that 2 % of the picture exceed. */
  readonly mean: number;
  readonly high: number;
  /** By block: mean square of the difference of neighbours, and of pixels six apart. Blur takes from the first far more than from the second. */
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
  /** By cell, row by row: how strong its outlines are, logarithmic. */
  readonly outlines: Float32Array;
}

/** Measured on every second pixel of every second row. */
export function featuresOf({ pixels, width, height, stride }: Luma): PictureFeatures {
  const fine = new Float32Array(BLOCKS_ACROSS * BLOCKS_DOWN);
  const coarse = new Float32Array(fine.length);
  const blockCount = new Float32Array(fine.length);
  const outlines = new Float32Array(CELLS_ACROSS * CELLS_DOWN);
  const cellCount = new Float32Array(outlines.length);
  const histogram = new Uint32Array(256);
  let sum = 0;
  let count = 0;
  for (let y = 0; y + FAR < height; y += 2) {
    const blockRow = Math.floor((y * BLOCKS_DOWN) / height) * BLOCKS_ACROSS;
    const cellRow = Math.floor((y * CELLS_DOWN) / height) * CELLS_ACROSS;
    const row = y * stride;
    let x = 0;
    // Cell by cell, so that which one a pixel is in is worked out once a cell.
    for (let column = 0; column < CELLS_ACROSS; column++) {
      const end = Math.min(width - FAR, Math.ceil(((column + 1) * width) / CELLS_ACROSS));
      let [near, far, outline, number] = [0, 0, 0, 0];
      for (; x < end; x += 2) {
        const at = row + x;
        const here = pixels[at] ?? 0;
        const right = (pixels[at + 1] ?? 0) - here;
        const down = (pixels[at + stride] ?? 0) - here;
        const farRight = (pixels[at + FAR] ?? 0) - here;
        const farDown = (pixels[at + FAR * stride] ?? 0) - here;
        near += right * right + down * down;
        far += farRight * farRight + farDown * farDown;
        outline += (farRight < 0 ? -farRight : farRight) + (farDown < 0 ? -farDown : farDown);
        histogram[here] = (histogram[here] ?? 0) + 1;
        sum += here;
        number++;
      }
      const block = blockRow + Math.floor(column / CELLS_A_BLOCK);
      fine[block] = (fine[block] ?? 0) + near;
      coarse[block] = (coarse[block] ?? 0) + far;
      blockCount[block] = (blockCount[block] ?? 0) + number;
      outlines[cellRow + column] = (outlines[cellRow + column] ?? 0) + outline;
      cellCount[cellRow + column] = (cellCount[cellRow + column] ?? 0) + number;
      count += number;
    }
  }
  for (let block = 0; block < fine.length; block++) {
    const of = Math.max(1, blockCount[block] ?? 0);
    fine[block] = (fine[block] ?? 0) / of;
    coarse[block] = (coarse[block] ?? 0) / of;
  }
  for (let cell = 0; cell < outlines.length; cell++)
    outlines[cell] = Math.log(1 + (outlines[cell] ?? 0) / Math.max(1, cellCount[cell] ?? 0));
  return { mean: sum / Math.max(1, count), high: highOf(histogram, count), fine, coarse, outlines };
}

function highOf(histogram: Uint32Array, count: number): number {
  let above = 0;
  for (let level = 255; level > 0; level--) {
    above += histogram[level] ?? 0;
    if (above > 0.02 * count) return level;
  }
  return 0;
}

export interface Shift {
  readonly x: number;
  readonly y: number;
  readonly likeness: number;
}

/** Correlation of two maps of outlines, the second moved by whole cells: -1 to 1; 0 where one of them shows nothing. */
export function likeness(one: Float32Array, other: Float32Array, dx = 0, dy = 0): number {
  let n = 0;
  let a = 0;
  let b = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let y = MARGIN + Math.max(0, -dy); y < CELLS_DOWN - MARGIN - Math.max(0, dy); y++) {
    for (let x = MARGIN + Math.max(0, -dx); x < CELLS_ACROSS - MARGIN - Math.max(0, dx); x++) {
      const left = one[y * CELLS_ACROSS + x] ?? 0;
      const right = other[(y + dy) * CELLS_ACROSS + x + dx] ?? 0;
      n++;
      a += left;
      b += right;
      aa += left * left;
      bb += right * right;
      ab += left * right;
    }
  }
  const spread = (aa - (a * a) / n) * (bb - (b * b) / n);
  return spread <= 1e-6 ? 0 : (ab - (a * b) / n) / Math.sqrt(spread);
}

/** Where the second map lies best on the first: moved by up to a third of the picture, searched in steps of two cells and then of one. */
export function bestShift(one: Float32Array, other: Float32Array): Shift {
  let best: Shift = { x: 0, y: 0, likeness: likeness(one, other) };
  const consider = (x: number, y: number): void => {
    const found = likeness(one, other, x, y);
    if (found > best.likeness) best = { x, y, likeness: found };
  };
  const reach = { x: Math.floor(CELLS_ACROSS / 3), y: Math.floor(CELLS_DOWN / 3) };
  for (let y = -reach.y; y <= reach.y; y += 2) for (let x = -reach.x; x <= reach.x; x += 2) consider(x, y);
  const around = best;
  for (let y = around.y - 1; y <= around.y + 1; y++) for (let x = around.x - 1; x <= around.x + 1; x++) consider(x, y);
  return best;
}
