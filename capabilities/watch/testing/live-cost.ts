import { AV_PIX_FMT_YUV420P } from "node-av/constants";
import { Frame } from "node-av/lib";
import { pixelate } from "../analysis/privacy/pixelate.ts";
import type { Cover } from "../analysis/privacy/pixelation.ts";
import { H264Encoder } from "../video/made/h264.ts";
import { Copier, planesOf } from "../video/picture420.ts";

const WIDTH = 1280;
const HEIGHT = 720;
const LIVE_WIDTH = 960;

/** Milliseconds of processor time a frame, of all threads. */
export interface LiveCost {
  /** Twenty people in blocks, at 1280 x 720. */
  readonly pixelate: number;
  /** The same frame, all of it in blocks. */
  readonly pixelateWhole: number;
  /** From a decoded frame of 1280 x 720 to a fragment of 960 x 540: copied, hidden, encoded. */
  readonly live: number;
  /** Encoding alone, of the same size and coding. */
  readonly encode: number;
}

/** What it costs to show a camera live, measured over so many frames of a picture that moves. */
export async function liveCost(frames: number): Promise<LiveCost> {
  using frame = movingFrame();
  using copier = new Copier(LIVE_WIDTH);
  using h264 = await opened();
  using bare = await opened();
  const cost = { pixelate: 0, pixelateWhole: 0, live: 0, encode: 0 };
  for (let index = 0; index < frames; index++) {
    draw(frame, index);
    const planes = planesOf(frame);
    if (planes === undefined) throw new Error("no yuv420p");
    cost.live += await timed(async () => {
      const copy = copier.copy(frame);
      if (copy === undefined) throw new Error("no copy");
      const hidden = planesOf(copy);
      if (hidden !== undefined) pixelate(hidden, people(index), LIVE_WIDTH / WIDTH);
      await encoded(h264, copy, index);
    });
    const copy = copier.copy(frame);
    if (copy === undefined) throw new Error("no copy");
    cost.encode += await timed(() => encoded(bare, copy, index));
    cost.pixelate += await timed(async () => pixelate(planes, people(index), 1));
    cost.pixelateWhole += await timed(async () => pixelate(planes, { whole: true, block: 64 }, 1));
  }
  return {
    pixelate: cost.pixelate / frames,
    pixelateWhole: cost.pixelateWhole / frames,
    live: cost.live / frames,
    encode: cost.encode / frames,
  };
}

async function opened(): Promise<H264Encoder> {
  const h264 = await H264Encoder.open({
    width: LIVE_WIDTH,
    height: 540,
    crf: 26,
    picturesPerSecond: 12,
    gop: 24,
    live: true,
  });
  if (h264 === undefined) throw new Error("the FFmpeg inside node-av has no libx264");
  return h264;
}

async function encoded(h264: H264Encoder, picture: Frame, index: number): Promise<void> {
  picture.pts = BigInt(83 * index);
  for (const packet of await h264.encode(picture)) packet.free();
  picture.free();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** Each with the boxes of three pictures before and two after, as a live picture has them. */
function people(index: number): Cover {
  const areas = Array.from({ length: 120 }, (_, at) => {
    const left = (61 * (at % 20) + 3 * index + 8 * Math.floor(at / 20)) % WIDTH;
    const top = 60 + 28 * (at % 20);
    return { box: { left, top, right: left + 70, bottom: top + 170 }, block: 16 };
  });
  return { whole: false, areas };
}

function movingFrame(): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUV420P;
  frame.width = WIDTH;
  frame.height = HEIGHT;
  if (frame.getBuffer() < 0) throw new Error("no memory for a frame");
  return frame;
}

function draw(frame: Frame, index: number): void {
  for (const { samples, stride, width, height } of planesOf(frame) ?? []) {
    for (let y = 0; y < height; y++) {
      const row = y * stride;
      for (let x = 0; x < width; x++)
        samples[row + x] = 110 + 60 * Math.sin((x + 2 * index) / 23) * Math.sin(y / 17) + ((x * 7 + y * 13) & 7);
    }
  }
}
