import type { FlowKernelMaker } from "../../kernels/flow/flow-kernels.ts";
import type { Planes } from "../picture/background.ts";
import { Flow, type FlowField } from "./flow.ts";
import type { Rectangle } from "../tracks/region.ts";
import type { Shift } from "../picture/tremble.ts";

/**
 * The flow of the pictures of one camera, measured where somebody asks and only then: memory, levels and search cost nothing while
 * nothing moves. Its flow is of the foreground's pixels of now and says where they were in the picture before.
 */
export class PictureFlow {
  readonly #make: FlowKernelMaker;
  readonly #size: { readonly width: number; readonly height: number };
  #flow: Flow | undefined;
  #planes: Planes | undefined;
  /** Number of the picture, and of the last one whose levels were made. */
  #picture = 0;
  #taken = -1;
  readonly #measured: Rectangle[] = [];

  constructor(make: FlowKernelMaker, size: { readonly width: number; readonly height: number }) {
    this.#make = make;
    this.#size = size;
  }

  /** The next picture; what was measured of the last one is void. */
  begin(planes: Planes): void {
    this.#planes = planes;
    this.#picture++;
    this.#measured.length = 0;
  }

  /**
   * The field, right inside `box` (analysed pixels) and wherever else it was asked for in this picture.
   * @param guess how far what is there may have come since the picture before
   */
  in(box: Rectangle, guess: Shift): FlowField {
    this.#flow ??= new Flow(this.#make, this.#size);
    if (this.#taken !== this.#picture && this.#planes !== undefined) {
      const { frame, previous, mask, stride } = this.#planes;
      const follows = this.#taken === this.#picture - 1;
      this.#flow.take({ pixels: frame, stride }, { pixels: previous, stride }, follows, { pixels: mask, stride });
      this.#taken = this.#picture;
    }
    if (!this.#measured.some((known) => covers(known, box))) {
      // Of now, where it was before: against the movement.
      this.#flow.measure(box, { x: -guess.x, y: -guess.y });
      this.#measured.push(box);
    }
    return this.#flow.field;
  }
}

function covers(whole: Rectangle, part: Rectangle): boolean {
  return whole.left <= part.left && whole.top <= part.top && whole.right >= part.right && whole.bottom >= part.bottom;
}
