/**
 * The rehearsal's rendered cameras before the real analysis: what happens in front of them is found, and a quiet stretch
 * stays quiet. Frames are encoded and decoded as any camera's are.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, happenings, record } from "@cordon/seine";
import { analyseRecording, readScene } from "@cordon/watch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-rendered-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function seenBy(camera: string, fromSeconds: number, untilSeconds: number) {
  const recording = await record(camera, fromSeconds, untilSeconds, null);
  const file = join(folder, `${camera}-${fromSeconds}.ts`);
  await writeFile(file, recording.video);
  const reading = readScene(recording.scene);
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const sightings: Parameters<Parameters<typeof analyseRecording>[3]>[0][] = [];
  const analysis = await analyseRecording(file, reading.scene, new AbortController().signal, (sighting) =>
    sightings.push(sighting),
  );
  expect(analysis).toMatchObject({ outcome: "analysed", pictures: recording.truth.length });
  return { sightings, truth: recording.truth };
}

describe("the real analysis of the rendered cameras", { timeout: 120_000 }, () => {
  it("finds the bag left at Pont d'Iéna: when it was put down, and where", async () => {
    const from = at(20, 14);
    const { sightings, truth } = await seenBy("cam-07", from, at(20, 15, 40));
    const putDown = happenings.find(
      (each) => each.kind === "abandoned-object" && each.stage === "iena" && each.fromSeconds > from,
    );
    if (!putDown) throw new Error("the script leaves a bag");
    expect(sightings).toHaveLength(1);
    const [sighting] = sightings;
    if (!sighting) return;
    expect(sighting.kind).toBe("abandoned-object");
    expect(Math.abs(sighting.fromSeconds - (putDown.fromSeconds - from))).toBeLessThan(3);
    const bag = truth.at(-1)?.find((each) => each.what === "object")?.box;
    if (!bag) throw new Error("the bag is in the last frame");
    expect(overlap(sighting.box, bag)).toBeGreaterThan(0.4);
  });

  it("finds the one who walks on the closed quay, once", async () => {
    const from = at(20, 15);
    const { sightings } = await seenBy("cam-06", from, at(20, 16, 20));
    expect(sightings.map(({ kind, zone }) => ({ kind, zone }))).toEqual([
      { kind: "zone-entry", zone: "quai-interdit" },
    ]);
    const entered = happenings.find((each) => each.kind === "zone-entry" && each.fromSeconds > from);
    expect(Math.abs((sightings[0]?.fromSeconds ?? 0) - ((entered?.fromSeconds ?? 0) - from))).toBeLessThan(4);
  });

  it.each([
    ["cam-03", at(20, 14), at(20, 15, 15)],
    ["cam-06", at(20, 17), at(20, 18, 15)],
    ["cam-07", at(20, 25), at(20, 26, 15)],
  ] as const)("says nothing of a quiet stretch of %s", async (camera, from, until) => {
    expect((await seenBy(camera, from, until)).sightings).toEqual([]);
  });
});

type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Intersection over union. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x));
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}
