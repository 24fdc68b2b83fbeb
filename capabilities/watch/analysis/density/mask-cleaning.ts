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
    const row = y * stride;
    // Column by column of three: each pixel is read once for its row, not once for each of its neighbours.
    let before = 0;
    let here = 0;
    for (let x = 0; x < width; x++) {
      const at = row + x;
      const next = ((raw[at - stride] ?? 0) & 1) + ((raw[at] ?? 0) & 1) + ((raw[at + stride] ?? 0) & 1);
      if (x > 1 && before + here + next >= 4) mask[at - 1] = 255;
      before = here;
      here = next;
    }
  }
}
