import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { renderer } from "../../analysis/rendered-scene.ts";
import { type AccessUnit, codedPictures, type Elementary } from "../../testing/h264.ts";
import { rtspCamera, type Sent } from "../../testing/rtsp-server.ts";
import { shownAddress, transportOf, usbDevice } from "./address.ts";
import { inputOf } from "./input.ts";
import { openVideo } from "./open.ts";
import type { Reading, SourceOptions, VideoSource } from "./source.ts";

const options = (over: Partial<SourceOptions> = {}): SourceOptions => ({
  signal: new AbortController().signal,
  picturesPerSecond: 10,
  timeoutSeconds: 5,
  now: () => performance.now() / 1000,
  ...over,
});

function film(width: number, height: number, count: number, gop: number): Promise<Elementary> {
  const draw = renderer({ width, height, seed: 1, noise: 1, texture: 20, ground: 120, draw: () => [] });
  return codedPictures({ width, height, count, gop }, (index) => draw(index / 25).luma.pixels);
}
const small = film(160, 120, 100, 25);

/** The units one after the other, `rate` a second. */
function* paced(
  units: readonly AccessUnit[],
  rate: number,
  stamp = (seconds: number): number => seconds,
): Iterable<Sent> {
  for (const [index, unit] of units.entries())
    yield { unit, stampSeconds: stamp(index / rate), atSeconds: index / rate };
}

interface Read {
  readonly video: VideoSource;
  readonly seconds: readonly number[];
  readonly last: Reading;
}

/** Reads until it ends, taking `workMs` for each picture. */
async function readAll(url: string, workMs = 0, over: Partial<SourceOptions> = {}): Promise<Read> {
  const opening = await openVideo(url, options(over));
  if (opening.outcome !== "open") throw new Error(JSON.stringify(opening));
  await using video = opening.video;
  const seconds: number[] = [];
  for (;;) {
    const last = await video.read();
    if (last.outcome !== "picture") return { video, seconds, last };
    seconds.push(last.picture.seconds);
    if (workMs > 0) await sleep(workMs);
  }
}

const steps = (seconds: readonly number[]): number[] => seconds.slice(1).map((at, index) => at - (seconds[index] ?? 0));

describe.concurrent("a camera over RTSP", () => {
  it("is read evenly, nothing dropped, and is lost when it hangs up", async () => {
    const { headers, units } = await small;
    await using camera = await rtspCamera({ headers }, () => paced(units, 25));
    const { video, seconds, last } = await readAll(camera.url);
    expect(last).toMatchObject({ outcome: "failed", failure: { kind: "vanished" } });
    expect([video.live, video.width, video.height, video.codec, video.decodedBy]).toEqual([
      true,
      160,
      120,
      "h264",
      expect.stringMatching(/^(software|vaapi|cuda|v4l2m2m)$/),
    ]);
    expect(seconds.length).toBeGreaterThan(30);
    expect(Math.max(...steps(seconds))).toBeLessThan(0.2);
    expect([video.damaged, video.jumps]).toEqual([0, 0]);
    expect(seconds.at(-1)).toBeCloseTo(3.9, 0);
  });

  it("has a variable rate", async () => {
    const { headers, units } = await small;
    // Two pictures a second, then fifty, then none for a second and a half.
    const at = (index: number): number =>
      index < 4 ? index / 2 : index < 60 ? 2 + (index - 4) / 50 : index / 50 + 3.4;
    await using camera = await rtspCamera({ headers }, function* () {
      for (const [index, unit] of units.slice(0, 80).entries())
        yield { unit, stampSeconds: at(index), atSeconds: at(index) };
    });
    const { video, seconds } = await readAll(camera.url);
    expect(Math.max(...steps(seconds))).toBeGreaterThan(1);
    // Of the first picture's time FFmpeg only knows that it came before the second's.
    expect(Math.abs((seconds.at(-1) ?? 0) - at(79))).toBeLessThan(0.6);
    expect(video.jumps).toBe(0);
  });

  it("sets its clock an hour ahead, and back: no second becomes an hour, and none is lived twice", async () => {
    const { headers, units } = await small;
    await using camera = await rtspCamera({ headers }, () =>
      paced(units, 25, (seconds) => (seconds < 1.5 ? seconds : seconds < 2.8 ? seconds + 3600 : seconds)),
    );
    const { video, seconds } = await readAll(camera.url);
    expect(Math.min(...steps(seconds))).toBeGreaterThan(0);
    expect(Math.max(...steps(seconds))).toBeLessThan(1);
    expect(seconds.at(-1)).toBeCloseTo(3.9, 0);
    expect(video.jumps).toBe(2);
  });

  it("sends damage: what is damaged is counted and not looked at, and it goes on with the next whole picture", async () => {
    const { headers, units } = await small;
    const harmed = units.map((unit, index) => {
      if (index < 30 || index > 40) return unit;
      const nals = unit.nals.map((nal) => {
        const bytes = Uint8Array.from(nal);
        for (let at = 6; at < bytes.length; at += 5) bytes[at] = 0xa5;
        return bytes;
      });
      return { ...unit, nals };
    });
    await using camera = await rtspCamera({ headers }, () => paced(harmed, 25));
    const { video, seconds, last } = await readAll(camera.url, 0, { picturesPerSecond: 25 });
    expect(last).toMatchObject({ failure: { kind: "vanished" } });
    expect(video.damaged).toBeGreaterThan(0);
    expect(seconds.filter((at) => at > 2.1).length).toBeGreaterThan(40);
  });

  it("comes faster than it can be looked at: pictures are dropped and counted, and the last is as late as the first", async () => {
    const { headers, units } = await small;
    await using camera = await rtspCamera({ headers }, () => paced([...units, ...units], 50));
    const began = performance.now();
    const { video, seconds } = await readAll(camera.url, 400);
    const tookSeconds = (performance.now() - began) / 1000;
    expect(video.dropped).toBeGreaterThan(3);
    // Four seconds of pictures at ten a second, 400 ms of work each, would be sixteen seconds.
    expect(tookSeconds).toBeLessThan(8);
    expect(seconds.at(-1)).toBeGreaterThan(2.5);
  });

  it("sends 3840x2160 sixty times a second: whatever the machine can, it is never far behind, and goes on", async () => {
    const grain = Uint8Array.from({ length: 3840 * 2160 + 64 }, (_none, at) => 90 + ((at * 2654435761) >>> 27));
    const { headers, units } = await codedPictures({ width: 3840, height: 2160, count: 12, gop: 12 }, (index) =>
      grain.subarray(index, index + 3840 * 2160),
    );
    const repeated = Array.from({ length: 13 }, () => units).flat();
    await using camera = await rtspCamera({ headers }, () => paced(repeated, 60));
    const opening = await openVideo(camera.url, options({ picturesPerSecond: 6 }));
    if (opening.outcome !== "open") throw new Error(JSON.stringify(opening));
    await using video = opening.video;
    let pictures = 0;
    let last = 0;
    for (;;) {
      const reading = await video.read();
      if (reading.outcome !== "picture") break;
      pictures++;
      last = reading.picture.seconds;
    }
    expect(pictures).toBeGreaterThan(1);
    expect(last).toBeGreaterThan(1.2);
    // Unhurried it would be as late as all that could not be decoded in time.
    expect(video.lagSeconds).toBeLessThan(2.5);
  }, 30_000);
});

describe("sound without pictures", () => {
  it("is no camera", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cordon-watch-"));
    afterAll(() => rm(folder, { recursive: true }));
    const path = join(folder, "sound.wav");
    const wav = Buffer.alloc(44 + 16_000);
    wav.write("RIFF", 0);
    wav.writeUInt32LE(36 + 16_000, 4);
    wav.write("WAVEfmt ", 8);
    wav.writeUInt32LE(16, 16);
    wav.writeUInt16LE(1, 20);
    wav.writeUInt16LE(1, 22);
    wav.writeUInt32LE(8000, 24);
    wav.writeUInt32LE(16_000, 28);
    wav.writeUInt16LE(2, 32);
    wav.writeUInt16LE(16, 34);
    wav.write("data", 36);
    wav.writeUInt32LE(16_000, 40);
    await writeFile(path, wav);
    expect(await openVideo(path, options())).toMatchObject({ failure: { kind: "no-video-stream" } });
  });
});

describe("a camera that is plugged in", () => {
  it("has an address of its own: a device for video and nothing else, with what is asked of it", () => {
    expect(usbDevice("usb:/dev/video2?size=1280x720&rate=15&coding=mjpeg")).toEqual({
      path: "/dev/video2",
      wishes: { size: "1280x720", rate: "15", coding: "mjpeg" },
    });
    expect(transportOf("usb:/dev/v4l/by-id/usb-Some_Camera-video-index0")).toBe("usb");
    for (const address of ["usb:/dev/sda", "usb:/dev/video0/../mem", "usb:/etc/passwd", "usb:/dev/video0?x=1"])
      expect(transportOf(address)).toBeUndefined();
    expect(shownAddress("usb:/dev/video2?size=1280x720")).toBe("usb:/dev/video2");
  });

  it("is taken apart by Video4Linux, and said not to be there when it is not", async () => {
    expect(inputOf("usb:/dev/video1?size=640x480&rate=10", "usb", 5)).toEqual({
      target: "/dev/video1",
      demuxer: "v4l2",
      asked: { video_size: "640x480", framerate: "10" },
    });
    expect(await openVideo("usb:/dev/video987", options())).toMatchObject({ failure: { kind: "not-found" } });
    expect(await openVideo("usb:/dev/sda", options())).toMatchObject({ failure: { kind: "not-allowed" } });
  });
});
