import { AV_PIX_FMT_YUV420P, type AVPixelFormat, SWS_FAST_BILINEAR } from "node-av/constants";
import { Frame, SoftwareScaleContext } from "node-av/lib";
import type { Plane, Planes420 } from "../analysis/privacy/pixelate.ts";

/**
 * Makes a picture's own copy as yuv420p, no wider than asked and of even sides: what is hidden in it is hidden in no decoder's reference,
 * and everything that is shown or kept can be made from it. Remembers how to scale for as long as pictures stay the same.
 */
export class Copier implements Disposable {
  readonly #mostWidth: number;
  #scaler:
    | { readonly context: SoftwareScaleContext; readonly of: string; readonly width: number; readonly height: number }
    | undefined;

  constructor(mostWidth: number) {
    this.#mostWidth = mostWidth;
  }

  /** The caller's own to free; undefined when FFmpeg cannot make one. */
  copy(frame: Frame): Frame | undefined {
    const scaler = this.#scalerFor(frame);
    const picture = new Frame();
    picture.alloc();
    picture.format = AV_PIX_FMT_YUV420P;
    picture.width = scaler.width;
    picture.height = scaler.height;
    if (picture.getBuffer() >= 0 && scaler.context.scaleFrameSync(picture, frame) >= 0) return picture;
    picture.free();
    return undefined;
  }

  [Symbol.dispose](): void {
    this.#scaler?.context.freeContext();
    this.#scaler = undefined;
  }

  #scalerFor({ width, height, format }: Frame) {
    const of = `${width} ${height} ${format}`;
    if (this.#scaler?.of === of) return this.#scaler;
    this.#scaler?.context.freeContext();
    const shrink = Math.max(1, width / this.#mostWidth);
    const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / shrink / 2));
    const target = { width: even(width), height: even(height) };
    const context = new SoftwareScaleContext();
    context.getContext(
      width,
      height,
      format as AVPixelFormat,
      target.width,
      target.height,
      AV_PIX_FMT_YUV420P,
      SWS_FAST_BILINEAR,
    );
    this.#scaler = { context, of, ...target };
    return this.#scaler;
  }
}

/** Its planes, to be written to in place; undefined for what is no yuv420p. */
export function planesOf(frame: Frame): Planes420 | undefined {
  const plane = (index: number): Plane | undefined => {
    const samples = frame.data?.[index];
    const stride = frame.linesize[index];
    if (frame.format !== AV_PIX_FMT_YUV420P || samples === undefined || stride === undefined || stride <= 0)
      return undefined;
    const half = index === 0 ? 0 : 1;
    return { samples, stride, width: (frame.width + half) >> half, height: (frame.height + half) >> half };
  };
  const [luma, u, v] = [plane(0), plane(1), plane(2)];
  return luma === undefined || u === undefined || v === undefined ? undefined : [luma, u, v];
}
