import type { Frame } from "node-av/lib";
import type { FrameTap } from "./source.ts";

/** Hands frames to whoever is there by then: a source is told of it before there is a source. */
export class FrameSwitch implements FrameTap {
  #tap: FrameTap | undefined;

  to(tap: FrameTap): void {
    this.#tap = tap;
  }

  seen(stamp: bigint, seconds: number): boolean {
    return this.#tap?.seen(stamp, seconds) ?? false;
  }

  take(frame: Frame, seconds: number): void {
    this.#tap?.take(frame, seconds);
  }
}
