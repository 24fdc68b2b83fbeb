import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Analyser } from "../../analysis/analyser.ts";
import type { Luma } from "../../analysis/picture/background.ts";
import type { Mask } from "../../analysis/privacy/mask.ts";
import type { Drawn, RenderedScene } from "../../analysis/rendered-scene.ts";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { recordingOf } from "../../testing/recording.ts";
import { SceneSchema } from "../../words/scene.ts";
import { PacketRing } from "./clip.ts";
import { type ExhibitClips, exhibitClips } from "./exhibit-clip.ts";
import { FrameSwitch } from "../source/frame-switch.ts";
import { openVideo } from "../source/open.ts";
import { StampBook } from "../recordings/stamps.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-clip-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SECONDS = 7;
const WIDTH = 480;
const HEIGHT = 270;

const walkers = (seconds: number): Drawn[] => [
  { what: "person", x: 60 * seconds - 30, y: 220, width: 36, height: 90, level: 60, stride: 7 * seconds },
  { what: "person", x: 500 - 90 * seconds, y: 250, width: 44, height: 110, level: 190, stride: 6 * seconds },
];
const film: RenderedScene = {
  width: WIDTH,
  height: HEIGHT,
  seed: 5,
  noise: 1.5,
  texture: 20,
  ground: 110,
  draw: walkers,
};

async function open(path: string, more: Pick<Parameters<typeof openVideo>[1], "onPacket" | "frames">, rate = 6) {
  const signal = new AbortController().signal;
  const now = (): number => performance.now() / 1000;
  const opening = await openVideo(path, { signal, picturesPerSecond: rate, timeoutSeconds: 5, now, ...more });
  if (opening.outcome !== "open") throw new Error(opening.outcome);
  return opening.video;
}

/** A recording, watched as the process that analyses does it, and the clips of its seconds 1 to 6. */
async function clipsOf(masks: readonly Mask[]): Promise<ExhibitClips> {
  const path = join(folder, `film-${masks.length}.mp4`);
  await writeFile(path, await recordingOf(film, SECONDS, 25));
  using ring = new PacketRing();
  const frames = new FrameSwitch();
  await using video = await open(path, { onPacket: (packet, seconds) => ring.add(packet, seconds), frames });
  const book = new StampBook(video.stream.timeBase);
  frames.to({
    seen(stamp, seconds) {
      book.add(stamp, seconds);
      return false;
    },
    take: () => {},
  });
  const scene = SceneSchema.parse({ events: [{ kind: "zone-entry" }], masks });
  const analyser = new Analyser(scene, { width: WIDTH, height: HEIGHT }, makeWasmKernels);
  for (;;) {
    const reading = await video.read();
    if (reading.outcome !== "picture") break;
    analyser.step(reading.picture.seconds, reading.picture.luma);
  }
  const kept = ring.since(1, video.stream);
  if (kept === undefined) throw new Error("nothing was kept");
  const clips = await exhibitClips({
    kept,
    fromSeconds: 1,
    toSeconds: 6,
    secondsOf: book.copy(),
    coverAt: (seconds) => analyser.pixelation.at(seconds),
    masks,
    signal: new AbortController().signal,
  });
  if (clips === undefined) throw new Error("stopped");
  return clips;
}

async function pictures(clip: Uint8Array | undefined, see: (seconds: number, luma: Luma) => void): Promise<number> {
  const path = join(folder, "clip.mp4");
  await writeFile(path, clip ?? new Uint8Array(0));
  await using video = await open(path, {}, 100);
  let count = 0;
  for (;;) {
    const reading = await video.read();
    if (reading.outcome !== "picture") return count;
    count++;
    see(reading.picture.seconds, reading.picture.luma);
  }
}

/** How much neighbours differ over the heads of a clip that begins at `from`: what there is to recognise. */
async function detail(clip: Uint8Array | undefined, from: number) {
  let sum = 0;
  let count = 0;
  const shown = await pictures(clip, (seconds, { pixels, stride }) => {
    for (const { x, y, width, height } of walkers(seconds + from)) {
      for (let row = Math.round(y - height); row < y - 0.83 * height; row++) {
        for (let column = Math.round(x - 0.28 * width); column < x + 0.28 * width - 1; column++) {
          if (column < 0 || column + 1 >= WIDTH) continue;
          const at = row * stride + column;
          sum += Math.abs((pixels[at] ?? 0) - (pixels[at + 1] ?? 0));
          count++;
        }
      }
    }
  });
  return { mean: sum / count, count, shown };
}

describe("the clips of a signal", () => {
  it("show no head in detail, and seal what the camera saw", async () => {
    const { shown, original } = await clipsOf([]);
    const hidden = await detail(shown, 1);
    const seen = await detail(original, 1);
    expect(seen.count).toBeGreaterThan(3000);
    expect(hidden.count).toBeGreaterThan(1000);
    expect(hidden.mean).toBeLessThan(0.45 * seen.mean);
    // Five seconds at about 13 a second; the original is the camera's own packets from a key frame on.
    expect(hidden.shown).toBeGreaterThan(50);
    expect(hidden.shown).toBeLessThan(80);
    expect(seen.shown).toBeGreaterThanOrEqual(125);
  });

  it("hold nothing of what is masked, neither of them", async () => {
    const mask = {
      name: "windows",
      polygon: [
        { x: 100, y: 40 },
        { x: 300, y: 40 },
        { x: 300, y: 260 },
        { x: 100, y: 260 },
      ],
    };
    const { shown, original } = await clipsOf([mask]);
    for (const clip of [shown, original]) {
      let brightest = 0;
      const count = await pictures(clip, (_, { pixels, stride }) => {
        for (let y = 48; y < 252; y += 3)
          for (let x = 108; x < 292; x += 3) brightest = Math.max(brightest, pixels[y * stride + x] ?? 255);
      });
      expect(count).toBeGreaterThan(50);
      expect(brightest).toBeLessThan(32);
    }
  });
});
