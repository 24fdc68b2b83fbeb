import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AV_PIX_FMT_YUV420P } from "node-av/constants";
import { Frame } from "node-av/lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unitsOf } from "./fragmented-mp4.ts";
import { LiveEncoder, type LivePart } from "./live-encoder.ts";
import { openVideo } from "../source/open.ts";
import { planesOf } from "../picture420.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-live-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FROM = 1000;

/** Pictures that grow lighter, a tenth of a second apart; a viewer comes at the 5th. */
async function encoded(count: number): Promise<LivePart[]> {
  using encoder = new LiveEncoder();
  using frame = new Frame();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUV420P;
  frame.width = 320;
  frame.height = 180;
  frame.getBuffer();
  const parts: LivePart[] = [];
  for (let index = 0; index < count; index++) {
    frame.makeWritable();
    planesOf(frame)?.forEach(({ samples }, plane) => samples.fill(plane === 0 ? 40 + 10 * index : 128));
    parts.push(...(await encoder.encode(frame, FROM + index / 10, index === 5)));
  }
  return parts;
}

describe("fragmented MP4", () => {
  it("is read by FFmpeg as the pictures that went in, at their own times, a fragment each", async () => {
    const parts = await encoded(10);
    expect(parts.map(({ beginning }) => beginning)).toEqual([true, ...Array.from({ length: 10 }, () => false)]);
    const path = join(folder, "live.mp4");
    await writeFile(path, Buffer.concat(parts.map(({ bytes }) => bytes)));
    const stamps: number[] = [];
    const opening = await openVideo(path, {
      signal: new AbortController().signal,
      picturesPerSecond: 100,
      timeoutSeconds: 5,
      now: () => performance.now() / 1000,
      onPacket: (packet) => stamps.push(Number(packet.pts) / 90_000),
    });
    if (opening.outcome !== "open") throw new Error(opening.outcome);
    await using video = opening.video;
    const levels: number[] = [];
    for (;;) {
      const reading = await video.read();
      if (reading.outcome !== "picture") break;
      levels.push(reading.picture.luma.pixels[0] ?? 0);
    }
    expect(stamps.map((seconds) => Math.round(10 * (seconds - FROM)))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(levels).toHaveLength(10);
    levels.forEach((level, index) => expect(Math.abs(level - 40 - 10 * index)).toBeLessThan(4));
  });

  it("can be begun with where somebody came: a key frame", async () => {
    const [beginning, ...fragments] = await encoded(8);
    expect(fragments.map(({ key }) => key)).toEqual([true, false, false, false, false, true, false, false]);
    const path = join(folder, "joined.mp4");
    await writeFile(
      path,
      Buffer.concat([beginning, ...fragments.slice(5)].map((part) => part?.bytes ?? new Uint8Array(0))),
    );
    const opening = await openVideo(path, {
      signal: new AbortController().signal,
      picturesPerSecond: 100,
      timeoutSeconds: 5,
      now: () => performance.now() / 1000,
    });
    if (opening.outcome !== "open") throw new Error(opening.outcome);
    await using video = opening.video;
    const reading = await video.read();
    expect(reading.outcome === "picture" && Math.abs((reading.picture.luma.pixels[0] ?? 0) - 90) < 4).toBe(true);
  });

  it("finds the units of Annex B between start codes of both lengths", () => {
    const bytes = Uint8Array.of(0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 0, 0, 3);
    expect(unitsOf(bytes).map((unit) => [...unit])).toEqual([
      [0x67, 1, 2],
      [0x68, 3],
      [0x65, 0, 0, 3],
    ]);
    expect(unitsOf(new Uint8Array(5))).toEqual([]);
  });
});
