import { Frame } from "node-av/lib";
import type { Luma } from "../../analysis/picture/background.ts";

/**
 * The picture being analysed, in memory that stays the same from picture to picture. A decoder's own frames lie somewhere else each
 * time, and every look at one makes a buffer that V8 counts at its full size until it has collected it: a dozen cameras of 720p would
 * have it search the whole heap several times a second. Copying 1280 x 720 takes a tenth of a millisecond.
 */
export class KeptFrame implements Disposable {
  #frame: Frame | undefined;
  /** The first plane of the kept frame; undefined while there is none. */
  luma: Luma | undefined;

  /** @returns the copy, valid until the next; undefined when it cannot be copied */
  keep(decoded: Frame): Frame | undefined {
    const { format, width, height } = decoded;
    if (this.#frame?.format !== format || this.#frame.width !== width || this.#frame.height !== height) {
      this[Symbol.dispose]();
      const frame = new Frame();
      frame.alloc();
      frame.format = format;
      frame.width = width;
      frame.height = height;
      if (frame.getBuffer() < 0) {
        frame.free();
        return undefined;
      }
      this.#frame = frame;
      const pixels = frame.data?.[0];
      const stride = frame.linesize[0];
      this.luma =
        pixels === undefined || stride === undefined || stride <= 0 ? undefined : { pixels, width, height, stride };
    }
    if (this.#frame.copy(decoded) < 0) return undefined;
    this.#frame.copyProps(decoded);
    return this.#frame;
  }

  [Symbol.dispose](): void {
    this.#frame?.free();
    this.#frame = undefined;
    this.luma = undefined;
  }
}
