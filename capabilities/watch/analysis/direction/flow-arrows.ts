import type { Overlay } from "../../words/overlay.ts";
import type { AnalysedPicture } from "../event.ts";
import { cameBy } from "../tracks/track-shift.ts";

/** Pixels a side of a cell that gets one arrow, and how far apart it is looked at in it. */
const CELL = 16;
const STEP = 4;
/** Fewer samples of what moves than this in a cell, or less than this between two pictures in pixels, is no arrow. */
const LEAST_SAMPLES = 4;
const LEAST_SHIFT = 0.5;
const MOST = 1000;

/** Where the picture flows: an arrow for each cell of what moves, in shares of the picture, and shares a second. Measured when it is asked for. */
export function flowArrows({ seconds, elapsedSeconds, tracks, planes, flowIn }: AnalysedPicture): Overlay["flow"] {
  const { width, height } = planes;
  const arrows = new Map<number, Overlay["flow"][number]>();
  for (const track of tracks) {
    if (track.seenSeconds !== seconds) continue;
    const { box } = track;
    const { u, v, stride, factor, width: across, height: down } = flowIn(box, cameBy(track, width, height));
    for (let top = Math.floor(box.top / CELL) * CELL; top < box.bottom; top += CELL) {
      for (let left = Math.floor(box.left / CELL) * CELL; left < box.right; left += CELL) {
        let [x, y, count] = [0, 0, 0];
        for (let row = Math.max(top, box.top); row < Math.min(top + CELL, box.bottom); row += STEP) {
          for (let column = Math.max(left, box.left); column < Math.min(left + CELL, box.right); column += STEP) {
            if (planes.mask[row * planes.stride + column] === 0) continue;
            const at =
              Math.min(down - 1, Math.floor(row / factor)) * stride + Math.min(across - 1, Math.floor(column / factor));
            // The field says where a pixel was: it moved the other way.
            x -= u[at] ?? 0;
            y -= v[at] ?? 0;
            count++;
          }
        }
        const toPixels = factor / 64 / Math.max(1, count);
        if (count < LEAST_SAMPLES || Math.hypot(x, y) * toPixels < LEAST_SHIFT || arrows.size >= MOST) continue;
        const perSecond = toPixels / Math.max(0.02, elapsedSeconds);
        arrows.set(top * width + left, {
          x: Math.min(1, (left + CELL / 2) / width),
          y: Math.min(1, (top + CELL / 2) / height),
          dx: (x * perSecond) / width,
          dy: (y * perSecond) / height,
        });
      }
    }
  }
  return [...arrows.values()];
}
