import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { shownAddress, transportOf } from "./address.ts";
import { openVideo } from "./open.ts";
import type { Opening, Reading, SourceOptions } from "./source.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/video/", import.meta.url));
const clip = join(data, "people/vqpy_pedestrian_10s.mp4");
const hasData = existsSync(clip);
if (!hasData) console.warn("skipped: reading of real recordings (no ../shared/data/video here)");

const options = (over: Partial<SourceOptions> = {}): SourceOptions => ({
  signal: new AbortController().signal,
  picturesPerSecond: 10,
  timeoutSeconds: 5,
  now: () => performance.now() / 1000,
  ...over,
});

async function readAll(opening: Opening): Promise<{ seconds: number[]; last: Reading | Opening }> {
  const seconds: number[] = [];
  if (opening.outcome !== "open") return { seconds, last: opening };
  await using video = opening.video;
  for (;;) {
    const reading = await video.read();
    if (reading.outcome !== "picture") return { seconds, last: reading };
    seconds.push(reading.picture.seconds);
  }
}

async function served(answer: RequestListener): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://user:secret@127.0.0.1:${port}/camera?token=secret`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("a source that is no video", () => {
  it.each([
    ["a text", "Nothing to see here.\n".repeat(400)],
    ["nothing", ""],
    ["noise", "\u0000\u0001\u0002\ufffd".repeat(5000)],
    ["the beginning of an MP4", "\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000mp42isom"],
  ])("says so of %s, in words, without throwing", async (_name, content) => {
    const folder = await mkdtemp(join(tmpdir(), "cordon-watch-"));
    try {
      const path = join(folder, "camera.mp4");
      await writeFile(path, content);
      const opening = await openVideo(path, options());
      expect(opening.outcome).toBe("failed");
      if (opening.outcome === "failed")
        expect(["not-a-video", "no-video-stream", "undecodable"]).toContain(opening.failure.kind);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("tells what is missing, unreachable or not allowed", async () => {
    const kinds = [];
    for (const address of [
      "/nowhere/at/all.mp4",
      "http://127.0.0.1:9/x",
      "concat:/etc/passwd",
      "data:text/plain,x",
      tmpdir(),
    ]) {
      const opening = await openVideo(address, options());
      kinds.push(opening.outcome === "failed" ? opening.failure.kind : opening.outcome);
    }
    expect(kinds).toEqual(["not-found", "unreachable", "not-allowed", "not-allowed", "not-a-video"]);
  });

  it("never lets a playlist from the network read a local file", async () => {
    await using server = await served((_request, response) => {
      response.setHeader("content-type", "application/vnd.apple.mpegurl");
      response.end(`#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://${clip}\n#EXT-X-ENDLIST\n`);
    });
    expect((await openVideo(server.url, options())).outcome).toBe("failed");
  });

  it("gives up on a server that says nothing, and at once when told to stop", async () => {
    await using server = await served(() => {});
    const silent = await openVideo(server.url, options({ timeoutSeconds: 0.5 }));
    expect(silent.outcome === "failed" && ["timeout", "unreachable"].includes(silent.failure.kind)).toBe(true);
    const stop = new AbortController();
    const started = performance.now();
    const stopped = openVideo(server.url, options({ signal: stop.signal, timeoutSeconds: 20 }));
    setTimeout(() => stop.abort(), 200);
    expect((await stopped).outcome).toBe("aborted");
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("shows addresses without what is secret", () => {
    expect(shownAddress("rtsp://admin:pw@10.0.0.7:554/live?key=1")).toBe("rtsp://10.0.0.7:554/live");
    expect(shownAddress("/var/films/gate 3.mp4")).toBe("gate 3.mp4");
    expect(transportOf("C:\\film.mp4")).toBe("file");
    expect(transportOf("subfile,,start,0:x")).toBe("file");
    expect(transportOf("concat:a|b")).toBeUndefined();
  });
});

describe.skipIf(!hasData)("real recordings", () => {
  it.each([
    ["people/vqpy_pedestrian_10s.mp4", 854, 480, 10],
    ["aboda/mouse_abandon.mp4", 544, 960, 12.4],
    ["bgs/video02.avi", 320, 240, 30],
    ["people/mmtracking_demo.mp4", 1920, 1080, 2.7],
  ])("reads %s evenly", async (name, width, height, length) => {
    const opening = await openVideo(join(data, name), options());
    if (opening.outcome === "open")
      expect([opening.video.width, opening.video.height, opening.video.live]).toEqual([width, height, false]);
    const { seconds, last } = await readAll(opening);
    expect(last.outcome).toBe("end");
    expect(seconds[0]).toBe(0);
    expect(Math.abs((seconds.at(-1) ?? 0) - length)).toBeLessThan(0.6);
    seconds.slice(1).forEach((at, index) => expect(at - (seconds[index] ?? 0)).toBeGreaterThan(0.03));
  });

  it("stops when told to", async () => {
    const stop = new AbortController();
    const opening = await openVideo(clip, options({ signal: stop.signal }));
    if (opening.outcome !== "open") throw new Error(opening.outcome);
    await using video = opening.video;
    expect((await video.read()).outcome).toBe("picture");
    stop.abort();
    expect((await video.read()).outcome).toBe("aborted");
  });

  it("reports a camera that vanishes mid-stream", async () => {
    const film = await readFile(join(data, "bgs/video.avi"));
    await using server = await served((_request, response) => {
      response.writeHead(200, { "content-type": "video/x-msvideo" });
      response.write(film.subarray(0, film.length / 2));
      setTimeout(() => response.destroy(), 300);
    });
    const { seconds, last } = await readAll(await openVideo(server.url, options({ timeoutSeconds: 2 })));
    expect(seconds.length).toBeGreaterThan(10);
    expect(last).toMatchObject({ outcome: "failed", failure: { kind: "vanished" } });
  });
});
