import {
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV444P,
  type AVPixelFormat,
} from "node-av/constants";
import { Frame } from "node-av/lib";
import { describe, expect, it } from "vitest";
import { colourOf } from "./colour.ts";

const WIDTH = 64;
const HEIGHT = 32;
// BT.601, limited range: pure red, and pure blue.
const RED = { y: 81, u: 90, v: 240 };
const BLUE = { y: 41, u: 240, v: 110 };

/** Left half red, right half blue. */
function frameOf(format: AVPixelFormat): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.format = format;
  frame.width = WIDTH;
  frame.height = HEIGHT;
  if (frame.getBuffer() < 0) throw new Error("no memory for a frame");
  const at = (x: number, width: number) => (x < width / 2 ? RED : BLUE);
  const chroma = {
    across: format === AV_PIX_FMT_YUV444P ? WIDTH : WIDTH / 2,
    down: format === AV_PIX_FMT_YUV444P ? HEIGHT : HEIGHT / 2,
  };
  const luma = Array.from({ length: WIDTH * HEIGHT }, (_, index) => at(index % WIDTH, WIDTH).y);
  const half = (pick: (colour: typeof RED) => number): number[] =>
    Array.from({ length: chroma.across * chroma.down }, (_, index) => pick(at(index % chroma.across, chroma.across)));
  const u = half((colour) => colour.u);
  const v = half((colour) => colour.v);
  if (format === AV_PIX_FMT_GRAY8) return frame;
  const planes = format === AV_PIX_FMT_NV12 ? u.flatMap((value, index) => [value, v[index] ?? 0]) : [...u, ...v];
  frame.fromBuffer(Buffer.from([...luma, ...planes]));
  return frame;
}

const whole = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT };
const target = { width: 40, height: 40, fillWidth: 40, fillHeight: 20 };
const pixel = (planes: Uint8Array | undefined, x: number, y: number): (number | undefined)[] =>
  [0, 1, 2].map((plane) => planes?.[plane * 1600 + y * 40 + x]);
const near = (found: readonly (number | undefined)[], expected: readonly number[]): void => {
  for (const [index, value] of expected.entries())
    expect(Math.abs((found[index] ?? -999) - value), `${found.join()} for ${expected.join()}`).toBeLessThan(12);
};

describe("a window in colour", () => {
  it.each([
    ["yuv420p", AV_PIX_FMT_YUV420P],
    ["yuv444p", AV_PIX_FMT_YUV444P],
    ["nv12", AV_PIX_FMT_NV12],
  ] as const)("of %s is planes in the asked order, grey where it does not reach", (_, format) => {
    using frame = frameOf(format);
    const rgb = colourOf(frame, whole, { ...target, channels: "rgb" });
    near(pixel(rgb, 5, 10), [255, 0, 0]);
    near(pixel(rgb, 35, 10), [0, 0, 255]);
    expect(pixel(rgb, 5, 30)).toEqual([114, 114, 114]);
    const bgr = colourOf(frame, whole, { ...target, channels: "bgr" });
    near(pixel(bgr, 5, 10), [0, 0, 255]);
    near(pixel(bgr, 35, 10), [255, 0, 0]);
  });

  it("holds what is in the window and nothing beside it", () => {
    using frame = frameOf(AV_PIX_FMT_YUV420P);
    const right = colourOf(frame, { left: 36, top: 6, right: 60, bottom: 18 }, { ...target, channels: "rgb" });
    for (const x of [0, 20, 39]) near(pixel(right, x, 10), [0, 0, 255]);
    const across = colourOf(frame, { left: 24, top: 6, right: 40, bottom: 14 }, { ...target, channels: "rgb" });
    near(pixel(across, 5, 10), [255, 0, 0]);
    near(pixel(across, 36, 10), [0, 0, 255]);
  });

  it("is undefined for a frame laid out in another way", () => {
    using frame = frameOf(AV_PIX_FMT_GRAY8);
    expect(colourOf(frame, whole, { ...target, channels: "rgb" })).toBeUndefined();
  });
});
