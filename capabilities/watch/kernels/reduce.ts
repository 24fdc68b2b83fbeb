/** Averages `factor` x `factor` source pixels into one and pads each row by repeating its last pixel. */
export type Reduce = (
  source: number,
  sourceStride: number,
  factor: number,
  target: number,
  width: number,
  height: number,
  stride: number,
) => void;

/** In plain TypeScript, over the memory `u8`. */
export function plainReduce(u8: Uint8Array): Reduce {
  const at8 = (at: number): number => u8[at] as number;
  return (source, sourceStride, factor, target, width, height, stride) => {
    const count = factor * factor;
    const half = count >> 1;
    for (let y = 0; y < height; y++) {
      const out = target + y * stride;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        let row = source + y * factor * sourceStride + x * factor;
        for (let j = 0; j < factor; j++) {
          for (let i = 0; i < factor; i++) sum += at8(row + i);
          row += sourceStride;
        }
        u8[out + x] = Math.floor((sum + half) / count);
      }
      u8.fill(at8(out + width - 1), out + width, out + stride);
    }
  };
}
