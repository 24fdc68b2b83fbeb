import type { Kernels } from "../../kernels/kernels.ts";
import type { Size } from "../plane-size.ts";
import type { LightCells, LocalLight } from "./local-light.ts";
import type { SlowOffsets } from "./slow-layout.ts";
import type { Windows } from "./stir.ts";

/** Windows of which the middle one is believed: who passes through fewer than half of them leaves no trace. */
const WINDOWS = 5;
/** Units of a grey level: means of many pictures are known to less than one. */
export const PARTS = 64;
const NO_LIGHT: LightCells = { cells: 0, across: 0, down: 0, side: 1 };

/**
 * What a camera has shown for the last seconds, without who passed: the median of the means of a few short windows. The noise of one
 * picture falls with the square root of the number of pictures in a window, so that what lies still shows far below it.
 */
export class SlowPicture {
  /** In parts of a level; valid from the first closed window on. */
  readonly median: Uint16Array;
  readonly windowSeconds: number;
  readonly #kernels: Kernels;
  readonly #at: SlowOffsets;
  readonly #size: Size;
  readonly #count: number;
  readonly #windows: readonly Uint16Array[];
  #pictures = 0;
  #elapsed = 0;
  #filled = 0;
  #next = 0;

  /** @param size of the plane it makes: each pixel is the mean of four of the picture's */
  constructor(kernels: Kernels, at: SlowOffsets, size: Size, windowSeconds: number) {
    [this.#kernels, this.#at, this.#size] = [kernels, at, size];
    this.#count = size.stride * size.height;
    this.windowSeconds = windowSeconds;
    this.median = new Uint16Array(kernels.buffer, at.median, this.#count);
    this.#windows = at.windows.map((from) => new Uint16Array(kernels.buffer, from, this.#count));
  }

  /** How late it shows what has come to lie. */
  get lagSeconds(): number {
    return Math.ceil(WINDOWS / 2) * this.windowSeconds;
  }

  forget(): void {
    new Uint32Array(this.#kernels.buffer, this.#at.sum, this.#count).fill(0);
    this.#pictures = this.#filled = this.#next = this.#elapsed = 0;
  }

  /** Takes the picture at `quick`; true when a window is full and is to be closed. */
  take(stride: number, elapsedSeconds: number): boolean {
    const { quick, sum } = this.#at;
    const size = this.#size;
    this.#kernels.slow.gather(quick, stride, sum, size.width, size.height, size.stride);
    this.#pictures++;
    this.#elapsed += elapsedSeconds;
    return this.#elapsed > this.windowSeconds - 1e-3;
  }

  /** The mean of the open window, in levels, into `frame`. */
  show(): void {
    const { sum, frame } = this.#at;
    this.#kernels.slow.levels(sum, 0.25 / Math.max(1, this.#pictures), frame, this.#count);
  }

  /** Closes the window: what it shows under another light than the ground's is kept as the ground's would show it. */
  close(light: LocalLight | undefined): void {
    const { sum, row, windows, median } = this.#at;
    const { width, height, stride } = this.#size;
    const window = windows[this.#next];
    if (window === undefined) return;
    const times = PARTS / (4 * Math.max(1, this.#pictures));
    const { cells, across, down, side } = light?.now ?? NO_LIGHT;
    const { slow } = this.#kernels;
    slow.close(sum, times, cells, across, down, side, row, window, width, height, stride);
    const closed = this.#windows[this.#next];
    this.#pictures = this.#elapsed = 0;
    this.#next = (this.#next + 1) % WINDOWS;
    this.#filled = Math.min(WINDOWS, this.#filled + 1);
    if (this.#filled < WINDOWS && closed !== undefined) this.median.set(closed);
    else slow.middle(...windows, median, this.#count);
  }

  /** What was closed last and the one before it. */
  get latest(): Windows | undefined {
    const now = this.#windows[(this.#next + WINDOWS - 1) % WINDOWS];
    const before = this.#windows[(this.#next + WINDOWS - 2) % WINDOWS];
    return this.#filled < 2 || now === undefined || before === undefined ? undefined : { now, before, parts: PARTS };
  }
}
