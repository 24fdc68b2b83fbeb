/** Slopes of the ground, grey levels across two pixels each way: of an edge, and of what has none. */
const SHARP = 20;
const FLAT = 8;
/** Grey levels that a picture of a camera that stands still does not differ by. */
const DIFFERENT = 9;
/** Edges differ for other reasons as well; so many more of them than of the rest, and this share of them, only because the camera moved. */
const TIMES = 2;
const LEAST_SHARE = 0.03;
const LEAST_SHARP = 40;

/**
 * Whether the ground itself is beside its place, where nobody was: a camera that moves is seen at edges and nowhere else, while people who come hide
 * edges and plain ground alike. A crowd that moves as one may else be taken for a camera that trembles.
 */
export function groundShakes(frame: Uint8Array, ground: Float32Array, mask: Uint8Array, stride: number): boolean {
  let [sharp, sharpDiffers, flat, flatDiffers] = [0, 0, 0, 0];
  for (let at = stride + 1; at < frame.length - stride - 1; at += 3) {
    if (mask[at] !== 0) continue;
    const slope =
      Math.abs((ground[at + 1] ?? 0) - (ground[at - 1] ?? 0)) +
      Math.abs((ground[at + stride] ?? 0) - (ground[at - stride] ?? 0));
    const differs = Math.abs((frame[at] ?? 0) - (ground[at] ?? 0)) > DIFFERENT ? 1 : 0;
    if (slope >= SHARP) {
      sharp++;
      sharpDiffers += differs;
    } else if (slope <= FLAT) {
      flat++;
      flatDiffers += differs;
    }
  }
  // Without edges there is nothing to be seen of a tremble, and nothing to be lost by it.
  if (sharp < LEAST_SHARP) return false;
  return sharpDiffers / sharp > TIMES * (flatDiffers / Math.max(1, flat)) + LEAST_SHARE;
}
