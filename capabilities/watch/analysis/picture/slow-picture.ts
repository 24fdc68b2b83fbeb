import type { LocalLight } from "./local-light.ts";
import type { Windows } from "./stir.ts";
import type { Size } from "../density/mask-cleaning.ts";

/** Windows of which the middle one is believed: who passes through fewer than half of them leaves no trace. */
const WINDOWS = 5;
/** Units of a grey level: means of many pictures are known to less than one. */
export const PARTS = 64;
/** What a black pixel still has, as `LocalLight` counts. */
const DARK = 4 * PARTS;

/**
 * What a camera has shown for the last seconds, without who passed: the median of the means of a few short windows. The noise of one
 * picture falls with the square root of the number of pictures in a window, so that what lies still shows far below it.
 */
export class SlowPicture {
  /** In parts of a level; valid from the first closed window on. */
  readonly median: Uint16Array;
  readonly windowSeconds: number;
  readonly #width: number;
  readonly #height: number;
  readonly #stride: number;
  readonly #sum: Uint32Array;
  readonly #windows: readonly Uint16Array[];
  #pictures = 0;
  #elapsed = 0;
  #filled = 0;
  #next = 0;

  /** The size of the plane it makes: each pixel is the mean of four of the picture's. */
  constructor({ width, height, stride }: Size, windowSeconds: number) {
    const count = stride * height;
    [this.#width, this.#height, this.#stride] = [width, height, stride];
    this.windowSeconds = windowSeconds;
    this.median = new Uint16Array(count);
    this.#sum = new Uint32Array(count);
    this.#windows = Array.from({ length: WINDOWS }, () => new Uint16Array(count));
  }

  /** How late it shows what has come to lie. */
  get lagSeconds(): number {
    return Math.ceil(WINDOWS / 2) * this.windowSeconds;
  }

  forget(): void {
    this.#sum.fill(0);
    this.#pictures = this.#filled = this.#next = this.#elapsed = 0;
  }

  /** Takes a picture; true when a window is full and is to be closed. */
  take(frame: Uint8Array, stride: number, elapsedSeconds: number): boolean {
    const sum = this.#sum;
    for (let y = 0; y < this.#height; y++) {
      let at = y * this.#stride;
      for (let from = 2 * y * stride, end = from + 2 * this.#width; from < end; from += 2, at++) {
        const above = (frame[from] ?? 0) + (frame[from + 1] ?? 0);
        sum[at] = (sum[at] ?? 0) + above + (frame[from + stride] ?? 0) + (frame[from + stride + 1] ?? 0);
      }
    }
    this.#pictures++;
    this.#elapsed += elapsedSeconds;
    return this.#elapsed > this.windowSeconds - 1e-3;
  }

  /** The mean of the open window, in levels. */
  windowInto(levels: Uint8Array): void {
    const share = 0.25 / Math.max(1, this.#pictures);
    for (let at = 0; at < levels.length; at++) levels[at] = Math.round((this.#sum[at] ?? 0) * share);
  }

  /** Closes the window: what it shows under another light than the ground's is kept as the ground's would show it. */
  close(light: LocalLight | undefined): void {
    const window = this.#windows[this.#next];
    if (window === undefined) return;
    const times = PARTS / (4 * Math.max(1, this.#pictures));
    const ratios = new Float32Array(this.#width).fill(1);
    for (let y = 0; y < this.#height; y++) {
      light?.rowInto(y, ratios);
      for (let x = 0, at = y * this.#stride; x < this.#width; x++, at++) {
        const value = ((this.#sum[at] ?? 0) * times + DARK) / (ratios[x] ?? 1) - DARK;
        window[at] = value < 0 ? 0 : value > 65535 ? 65535 : value;
      }
    }
    this.#sum.fill(0);
    this.#pictures = this.#elapsed = 0;
    this.#next = (this.#next + 1) % WINDOWS;
    this.#filled = Math.min(WINDOWS, this.#filled + 1);
    if (this.#filled < WINDOWS) this.median.set(window);
    else this.#middle();
  }

  /** What was closed last and the one before it. */
  get latest(): Windows | undefined {
    const now = this.#windows[(this.#next + WINDOWS - 1) % WINDOWS];
    const before = this.#windows[(this.#next + WINDOWS - 2) % WINDOWS];
    return this.#filled < 2 || now === undefined || before === undefined ? undefined : { now, before, parts: PARTS };
  }

  /** Of two pairs the lesser of the low ones and the greater of the high ones are not the middle of five. */
  #middle(): void {
    const [first, second, third, fourth, fifth] = this.#windows;
    if (!first || !second || !third || !fourth || !fifth) return;
    const median = this.median;
    for (let at = 0; at < median.length; at++) {
      const a = first[at] ?? 0;
      const b = second[at] ?? 0;
      const c = third[at] ?? 0;
      const d = fourth[at] ?? 0;
      const e = fifth[at] ?? 0;
      const lowOne = a < b ? a : b;
      const highOne = a < b ? b : a;
      const lowOther = c < d ? c : d;
      const highOther = c < d ? d : c;
      const x = lowOne > lowOther ? lowOne : lowOther;
      const y = highOne < highOther ? highOne : highOther;
      const least = x < y ? x : y;
      const most = x < y ? y : x;
      median[at] = e < least ? least : e > most ? most : e;
    }
  }
}
