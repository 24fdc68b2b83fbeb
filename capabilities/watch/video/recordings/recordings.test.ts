import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Sighting } from "../../analysis/analyser.ts";
import { readScene } from "../../analysis/scene.ts";
import { analyseRecording } from "./analyse-recording.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/video/", import.meta.url));
const hasData = existsSync(data);
if (!hasData) console.warn("skipped: what real recordings signal (no ../shared/data/video here)");

async function signalsOf(name: string, value: unknown): Promise<Sighting[]> {
  const reading = readScene(value);
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const found: Sighting[] = [];
  const analysis = await analyseRecording(join(data, name), reading.scene, new AbortController().signal, (sighting) =>
    found.push(sighting),
  );
  expect(analysis.outcome).toBe("analysed");
  return found;
}

const left = (dwellSeconds: number): unknown => ({ events: [{ kind: "abandoned-object", dwellSeconds }] });

describe.skipIf(!hasData)("real recordings", () => {
  it.each([2, 5, 8])("a mouse put down on a desk is one object left, dwell %s s", async (dwellSeconds) => {
    const [mouse, ...more] = await signalsOf("aboda/mouse_abandon.mp4", left(dwellSeconds));
    expect(more).toEqual([]);
    expect(mouse?.fromSeconds).toBeGreaterThan(2.5);
    expect(mouse?.fromSeconds).toBeLessThan(5);
    expect(mouse?.toSeconds).toBeGreaterThan(12);
    // As seen by eye: (182, 572) to (325, 665).
    expect(mouse?.box.x).toBeGreaterThan(150);
    expect(mouse?.box.y).toBeGreaterThan(545);
    expect(mouse?.box.width).toBeLessThan(190);
    expect(mouse?.box.height).toBeLessThan(125);
  });

  it.each([
    "intel/bottle-detection.mp4",
    "intel/car-detection.mp4",
    "bgs/video.avi",
    "bgs/video02.avi",
    "traffic/simple_vehicle_counting_video.avi",
    "people/vqpy_pedestrian_10s.mp4",
  ])("nothing is left behind in %s", async (name) => {
    expect(await signalsOf(name, left(5))).toEqual([]);
  });

  it("people and a cart on a street enter it, a few times and not once a picture", async () => {
    const entries = await signalsOf("people/vqpy_pedestrian_10s.mp4", { events: [{ kind: "zone-entry" }] });
    expect(entries.length).toBeGreaterThanOrEqual(3);
    expect(entries.length).toBeLessThanOrEqual(9);
  });

  it("each car on a road enters a zone across its lane once", async () => {
    const zones = [
      {
        name: "lane",
        polygon: [
          [300, 0],
          [420, 0],
          [420, 360],
          [300, 360],
        ],
      },
    ];
    const entries = await signalsOf("bgs/video.avi", { events: [{ kind: "zone-entry", zone: "lane" }], zones });
    expect(entries.length).toBeGreaterThanOrEqual(4);
    expect(entries.length).toBeLessThanOrEqual(7);
  });
});
