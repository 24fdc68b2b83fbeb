/** A plane of `stride * height` bytes of which the first `width` of each row are the picture. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}

/** Keeps what has company: 255 where at least four of the 3 x 3 neighbourhood are set. The border is left empty. */
export function clean(raw: Uint8Array, mask: Uint8Array, { width, height, stride }: Size): void {
  mask.fill(0);
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * stride + x;
      let set = 0;
      for (let row = at - stride; row <= at + stride; row += stride)
        set += ((raw[row - 1] ?? 0) & 1) + ((raw[row] ?? 0) & 1) + ((raw[row + 1] ?? 0) & 1);
      if (set >= 4) mask[at] = 255;
    }
  }
}
