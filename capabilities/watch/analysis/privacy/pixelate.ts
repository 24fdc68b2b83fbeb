import type { Area, Cover } from "./pixelation.ts";

/** One plane of a picture, a byte a sample. */
export interface Plane {
  readonly samples: Uint8Array;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** A picture of three planes, those of colour half as wide and high (yuv420p). */
export type Planes420 = readonly [Plane, Plane, Plane];

/**
 * Replaces every block that an area touches by its mean, in place. Areas of different block sizes lie over each other as they come, the finer first,
 * so that what is coarse stays coarse.
 * @param factor what the cover's pixels are multiplied by to be the picture's
 */
export function pixelate(picture: Planes420, cover: Cover, factor: number): void {
  const [luma] = picture;
  const areas: readonly Area[] = cover.whole
    ? [{ box: { left: 0, top: 0, right: luma.width / factor, bottom: luma.height / factor }, block: cover.block }]
    : cover.areas;
  const bySize = Map.groupBy(areas, ({ block }) => Math.max(2, 2 * Math.ceil((block * factor) / 2)));
  for (const [block, same] of [...bySize].toSorted(([a], [b]) => a - b)) {
    const columns = Math.ceil(luma.width / block);
    const rows = Math.ceil(luma.height / block);
    const touched = new Uint8Array(columns * rows);
    for (const { box } of same) {
      const left = Math.max(0, Math.floor((box.left * factor) / block));
      const top = Math.max(0, Math.floor((box.top * factor) / block));
      const right = Math.min(columns, Math.ceil((box.right * factor) / block));
      const bottom = Math.min(rows, Math.ceil((box.bottom * factor) / block));
      for (let row = top; row < bottom; row++)
        if (right > left) touched.fill(1, row * columns + left, row * columns + right);
    }
    for (let at = 0; at < touched.length; at++) {
      if (touched[at] === 0) continue;
      const x = (at % columns) * block;
      const y = Math.floor(at / columns) * block;
      flatten(picture[0], x, y, block);
      flatten(picture[1], x / 2, y / 2, block / 2);
      flatten(picture[2], x / 2, y / 2, block / 2);
    }
  }
}

/** One block at its mean. */
function flatten({ samples, stride, width, height }: Plane, x: number, y: number, block: number): void {
  const right = Math.min(width, x + block);
  const bottom = Math.min(height, y + block);
  let sum = 0;
  for (let row = y; row < bottom; row++) {
    const end = row * stride + right;
    for (let at = row * stride + x; at < end; at++) sum += samples[at] ?? 0;
  }
  const mean = Math.round(sum / ((right - x) * (bottom - y)));
  for (let row = y; row < bottom; row++) samples.fill(mean, row * stride + x, row * stride + right);
}
