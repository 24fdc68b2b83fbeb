import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { transportStream } from "@cordon/scenes";
import { Decoder, Demuxer } from "node-av/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../scenario/time.ts";
import { renderedCameras, renderedFeeds } from "./cameras.ts";
import { record } from "./recording.ts";
import { type StreamServer, serveFeeds } from "./server.ts";

/** Decodes a stream as any player would; each picture's time in seconds, its size and its mean brightness. */
async function decoded(
  source: string | Buffer,
  most = Number.POSITIVE_INFINITY,
): Promise<{ seconds: number; width: number; height: number }[]> {
  await using demuxer = await Demuxer.open(source);
  const video = demuxer.video();
  if (!video) throw new Error("the stream has a video");
  using decoder = await Decoder.create(video);
  const pictures: { seconds: number; width: number; height: number }[] = [];
  for await (const frame of decoder.frames(demuxer.packets(video.index))) {
    if (!frame) break;
    pictures.push({ seconds: Number(frame.pts) / 90_000, width: frame.width, height: frame.height });
    frame.free();
    if (pictures.length >= most) break;
  }
  return pictures;
}

describe("the transport stream", () => {
  it("is whole packets with continuous counters, for pictures of every awkward size", () => {
    const stream = transportStream();
    const counters = new Map<number, number>();
    for (let size = 1; size < 600; size++) {
      const bytes = stream.picture(new Uint8Array(size).fill(7), size * 100, size % 20 === 1);
      expect(bytes.length % 188).toBe(0);
      for (let offset = 0; offset < bytes.length; offset += 188) {
        expect(bytes[offset]).toBe(0x47);
        const pid = (((bytes[offset + 1] ?? 0) & 31) << 8) | (bytes[offset + 2] ?? 0);
        const counter = (bytes[offset + 3] ?? 0) & 15;
        const before = counters.get(pid);
        if (before !== undefined) expect(counter).toBe((before + 1) & 15);
        counters.set(pid, counter);
      }
    }
  });

  it("is decoded to every picture that went in, at its time", async () => {
    const { video } = await record("cam-06", at(20, 0), at(20, 0, 6), null);
    const pictures = await decoded(video);
    expect(pictures).toHaveLength(60);
    const first = pictures[0]?.seconds ?? 0;
    for (const [i, picture] of pictures.entries()) {
      expect(picture).toMatchObject({ width: 640, height: 360 });
      expect(picture.seconds - first).toBeCloseTo(i / 10, 3);
    }
  });
});

describe("the cameras over HTTP", () => {
  const begun = performance.now();
  const broken: unknown[] = [];
  const feeds = renderedFeeds(
    null,
    () => ({ seconds: at(20, 14) + (performance.now() - begun) / 1000, card: null }),
    (error) => broken.push(error),
  );
  let server: StreamServer;
  beforeAll(async () => {
    server = await serveFeeds(feeds);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    for (const feed of feeds.values()) await feed[Symbol.asyncDispose]();
  });

  const open = async (url: string): Promise<IncomingMessage> => {
    const [response] = await once(get(url), "response");
    return response;
  };

  it("opens like any camera, in real time", async () => {
    const pictures = await decoded(server.url("cam-06"), 15);
    expect(pictures).toHaveLength(15);
    const lasted = (pictures.at(-1)?.seconds ?? 0) - (pictures[0]?.seconds ?? 0);
    expect(lasted).toBeGreaterThan(1.2);
    expect(lasted).toBeLessThan(4);
  }, 30_000);

  it("shows the same camera to a second viewer from a key frame on, and goes on when the first leaves", async () => {
    const first = await open(server.url("cam-06"));
    await once(first, "data");
    const second = await open(server.url("cam-06"));
    const [chunk] = await once(second, "data");
    // The first packet a viewer gets is the association table: everything needed follows.
    expect([chunk[0], ((chunk[1] & 31) << 8) | chunk[2]]).toEqual([0x47, 0]);
    first.destroy();
    for (let i = 0; i < 5; i++) await once(second, "data");
    second.destroy();
  }, 30_000);

  it("answers 404 for a camera that has no picture", async () => {
    const response = await open(`http://127.0.0.1:${server.port}/cam-99.ts`);
    expect(response.statusCode).toBe(404);
    response.resume();
  });

  it("are the cameras that have a stage, and none of them broke", () => {
    expect([...feeds.keys()]).toEqual(renderedCameras.map((camera) => camera.reference));
    expect(broken).toEqual([]);
  });
});
