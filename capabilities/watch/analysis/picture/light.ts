/** How the light on the whole picture changed: a value v of the background now shows as gain * v + offset. */
export interface Light {
  readonly gain: number;
  readonly offset: number;
}

const ROW_STEP = 5;
const COLUMN_STEP = 7;
/** Below this many grey levels the slow background follows by itself. */
const LEAST_CHANGE = 1.25;
const CLOSE = 8;

/**
 * Compares the picture with the background at a few thousand points. Medians of the dark and of the bright half give gain and
 * offset, so that whatever covers less than half of each does not count. Undefined when the light did not change, or when
 * a change of light does not explain the difference.
 */
export function estimateLight(frame: Uint8Array, mean: Uint8Array, stride: number): Light | undefined {
  const usual = new Int32Array(256);
  let samples = 0;
  for (let row = 0; row < frame.length; row += stride * ROW_STEP) {
    for (let at = row; at < row + stride; at += COLUMN_STEP) {
      const was = mean[at] ?? 0;
      usual[was] = (usual[was] ?? 0) + 1;
      samples++;
    }
  }
  const divide = medianOf(usual, samples, 0);
  const dark = new Int32Array(511);
  const bright = new Int32Array(511);
  const sum = { dark: 0, bright: 0 };
  const number = { dark: 0, bright: 0 };
  for (let row = 0; row < frame.length; row += stride * ROW_STEP) {
    for (let at = row; at < row + stride; at += COLUMN_STEP) {
      const was = mean[at] ?? 0;
      const bin = (frame[at] ?? 0) - was + 255;
      if (was <= divide) {
        dark[bin] = (dark[bin] ?? 0) + 1;
        sum.dark += was;
        number.dark++;
      } else {
        bright[bin] = (bright[bin] ?? 0) + 1;
        sum.bright += was;
        number.bright++;
      }
    }
  }
  const darkChange = medianOf(dark, number.dark, 255);
  const brightChange = number.bright < samples / 10 ? darkChange : medianOf(bright, number.bright, 255);
  if (Math.abs(darkChange) < LEAST_CHANGE && Math.abs(brightChange) < LEAST_CHANGE) return undefined;
  const darkMean = sum.dark / Math.max(1, number.dark);
  const brightMean = number.bright < samples / 10 ? darkMean : sum.bright / number.bright;
  const apart = brightMean - darkMean;
  const gain = apart < 15 ? 1 : Math.min(3, Math.max(0.33, 1 + (brightChange - darkChange) / apart));
  const offset = darkMean + darkChange - gain * darkMean;

  let before = 0;
  let after = 0;
  for (let row = 0; row < frame.length; row += stride * ROW_STEP) {
    for (let at = row; at < row + stride; at += COLUMN_STEP) {
      const now = frame[at] ?? 0;
      const was = mean[at] ?? 0;
      if (Math.abs(now - was) <= CLOSE) before++;
      if (Math.abs(now - gain * was - offset) <= CLOSE) after++;
    }
  }
  const change = Math.max(Math.abs(darkChange), Math.abs(brightChange));
  // A small change moves few pixels over the line, a large one must explain most of the picture.
  const explained = change <= CLOSE ? after >= before - samples * 0.02 : after > before && after >= samples * 0.5;
  return explained ? { gain, offset } : undefined;
}

/** Median of a histogram whose first bin stands for `-zero`, interpolated inside its bin. */
function medianOf(histogram: Int32Array, total: number, zero: number): number {
  let before = 0;
  for (let bin = 0; bin < histogram.length; bin++) {
    const here = histogram[bin] ?? 0;
    if (before + here >= total / 2 && here > 0) return bin - zero - 0.5 + (total / 2 - before) / here;
    before += here;
  }
  return 0;
}
