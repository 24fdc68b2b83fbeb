import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CameraId } from "@cordon/kernel";
import { newId } from "@cordon/ground";
import { expect, it } from "vitest";
import { SceneSchema } from "../../analysis/scene.ts";
import { recordingOf } from "../../testing/recording.ts";
import type { Report } from "./protocol.ts";
import { EyeThreads } from "./threads.ts";

const scene = SceneSchema.parse({ events: [{ kind: "zone-entry" }] });

it("loses the cameras of a thread that falls, gets them back, and leaves the other thread's alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cordon-watch-"));
  const address = join(folder, "film.mp4");
  await writeFile(
    address,
    await recordingOf({ width: 64, height: 48, seed: 1, noise: 1, texture: 20, ground: 120, draw: () => [] }, 20, 6),
  );
  const reports: Report[] = [];
  const threads = new EyeThreads({
    report: (report) => reports.push(report),
    fell: () => {},
    most: 2,
    elapsedMs: () => performance.now(),
  });
  const until = async (what: string, count: number): Promise<readonly CameraId[]> => {
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((go) => setTimeout(go, 20))) {
      const found = reports.filter(({ report }) => report === what);
      if (found.length >= count) return found.map(({ camera }) => camera);
    }
    throw new Error(`${what} came ${reports.filter(({ report }) => report === what).length} times, not ${count}`);
  };
  const cameras = Array.from({ length: 6 }, () => newId(CameraId));
  try {
    for (const camera of cameras)
      threads.obey({ order: "watch", camera, address, subAddress: null, scene, playback: "loop" });
    expect(new Set(await until("seeing", 6))).toEqual(new Set(cameras));
    expect(threads.workers).toHaveLength(2);
    // What it cannot understand makes it throw, while FFmpeg reads six films in both.
    threads.workers[0]?.postMessage("nonsense");
    expect(new Set(await until("lost", 4))).toEqual(new Set(cameras.slice(0, 4)));
    expect((await until("seeing", 10)).slice(6).toSorted()).toEqual(cameras.slice(0, 4).toSorted());
    for (const camera of cameras) threads.obey({ order: "stop", camera });
    expect(new Set(await until("stopped", 6))).toEqual(new Set(cameras));
  } finally {
    await Promise.all(threads.workers.map((worker) => worker.terminate()));
    await rm(folder, { recursive: true });
  }
});
