import type { Alert, Analyser } from "@cordon/watch";

/**
 * The textbook rule on the same background model: what is foreground and has not changed for the dwell is an abandoned object
 * (static foreground regions, e.g. Porikli 2008 with one model instead of two). No story, no carrier, no owner.
 */
export class StaticRegions {
  readonly #dwellSeconds: number;
  /** Seconds each pixel has been foreground without a break. */
  #still = new Float32Array(0);
  #last = 0;
  readonly #raised: Alert[] = [];

  constructor(dwellSeconds: number) {
    this.#dwellSeconds = dwellSeconds;
  }

  get alerts(): readonly Alert[] {
    return this.#raised;
  }

  step(seconds: number, { background }: Analyser): void {
    const { mask, width, height, stride } = background.planes;
    if (this.#still.length !== mask.length) this.#still = new Float32Array(mask.length);
    const elapsed = seconds - this.#last;
    this.#last = seconds;
    const due = new Uint8Array(mask.length);
    for (let at = 0; at < mask.length; at++) {
      const still = mask[at] === 0 ? 0 : (this.#still[at] ?? 0) + elapsed;
      this.#still[at] = still;
      due[at] = still >= this.#dwellSeconds ? 1 : 0;
    }
    for (const box of boxesOf(due, width, height, stride)) {
      const known = this.#raised.findLast((alert) => touches(alert.box, box) && seconds - alert.toSeconds < 2);
      if (known !== undefined) Object.assign(known, { toSeconds: seconds });
      else
        this.#raised.push({
          ...{ kind: "abandoned-object", zone: null, raisedSeconds: seconds, box },
          ...{ fromSeconds: seconds - this.#dwellSeconds, toSeconds: seconds },
        });
    }
  }
}

/** As small a thing as our own rule looks at. */
const LEAST_SHARE = 0.0006;

/** Boxes of regions connected by their sides, of what is 1 in a plane; it is used up. */
export function boxesOf(due: Uint8Array, width: number, height: number, stride: number): Alert["box"][] {
  const boxes: Alert["box"][] = [];
  for (let start = 0; start < stride * height; start++) {
    if (due[start] !== 1) continue;
    const found = { left: width, top: height, right: 0, bottom: 0, area: 0 };
    const open = [start];
    due[start] = 2;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % stride, Math.floor(at / stride)];
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x + 1);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y + 1);
      found.area++;
      for (const next of [at - 1, at + 1, at - stride, at + stride]) {
        if (due[next] !== 1) continue;
        due[next] = 2;
        open.push(next);
      }
    }
    const { left, top, right, bottom, area } = found;
    if (area >= LEAST_SHARE * width * height)
      boxes.push({ x: left, y: top, width: right - left, height: bottom - top });
  }
  return boxes;
}

function touches(a: Alert["box"], b: Alert["box"]): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
