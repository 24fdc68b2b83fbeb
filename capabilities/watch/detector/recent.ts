import { middleX, middleY, type Rectangle } from "../analysis/tracks/region.ts";
import type { Detection } from "../words/detection.ts";

/** One look of a detector at a part of one picture; everything in pixels of the video. */
export interface Look {
  /** Time of the picture, not of the answer. */
  readonly seconds: number;
  readonly window: Rectangle;
  readonly detections: readonly Detection[];
}

/** What was seen longer ago may have gone since. */
const KEEP_SECONDS = 2;

/** What a detector saw lately in one camera's picture: it looks now here, now there, and a newer look replaces what an older saw in the same place. */
export class RecentLooks {
  #looks: Look[] = [];

  /** Looks that still count. */
  get looks(): readonly Look[] {
    return this.#looks;
  }

  add(look: Look): void {
    this.#looks = this.#looks.map((older) => ({
      ...older,
      detections: older.detections.filter(({ box }) => !holds(look.window, middleX(box), middleY(box))),
    }));
    this.#looks.push(look);
  }

  /** Undefined when it has not looked for a while: that nothing was seen then says nothing. */
  at(seconds: number): readonly Detection[] | undefined {
    this.#looks = this.#looks.filter((look) => seconds - look.seconds <= KEEP_SECONDS);
    return this.#looks.length === 0 ? undefined : this.#looks.flatMap(({ detections }) => detections);
  }
}

export function holds(window: Rectangle, x: number, y: number): boolean {
  return x >= window.left && x < window.right && y >= window.top && y < window.bottom;
}
