import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newId } from "@cordon/ground";
import { CameraId, isRefusal } from "@cordon/kernel";
import { readScene } from "@cordon/watch";
import { checkModel, decodeOnly, Eyes, type EyesParts } from "@cordon/watch/testing/eyes.ts";
import type { Measurement } from "./measurement.ts";
import { percentile } from "./numbers.ts";
import { type CameraFilm, cameraFilm } from "./watch/camera-film.ts";
import { liveCameras } from "./watch/live-cameras.ts";
import { processorSeconds } from "./watch/processor-time.ts";

/** Less than one core carries: what is measured is the processor time they take, and a machine that does more than this must not be in the way. */
const CAMERAS = 10;
const CAMERAS_WITH_DETECTOR = 6;
const ANALYSED_PER_SECOND = 5;
/** FFmpeg looks into a stream for seconds before it says what it is, and the background is learned. */
const WARM_SECONDS = 16;
const MEASURED_SECONDS = 25;
const REFERENCE_SECONDS = 12;
/** One camera after the other has a visitor: a signal costs a clip, and a centre has none every second. */
const VISITS_EVERY_SECONDS = 3;
const VISIT_SECONDS = 12;
const NEVER_SECONDS = 999;
const MODEL = fileURLToPath(new URL("../../shared/data/models/yolox_nano.onnx", import.meta.url));

/**
 * How many cameras one core carries: 1280 x 720, H.264 at 15 pictures a second over HTTP in real time, 5 analysed a second, all events
 * that need no detector. A core is a second of processor time a second, all threads of the process that analyses counted, decoders and
 * kernel among them, and a picture that was dropped is none, while a crowd walks and nothing is signalled; the reference is the same streams decoded by the same reader and looked
 * at by nobody. Then one camera after the other has a visitor in a forbidden gate: from the picture that first shows them there, as it
 * is sent, to the signal.
 */
export async function* watchCamerasBench(): AsyncGenerator<Measurement> {
  const film = cameraFilm();
  const decoded = await decodedOnly(film, CAMERAS);
  const plain = await watched(film, CAMERAS, null);
  const what = `decoding alone, the same ${CAMERAS} streams`;
  yield perCore("cameras-per-core", plain, { what, value: decoded }, 15);
  yield {
    bench: "watch-cameras",
    metric: "frame-to-signal-p95",
    value: rounded(plain.p95Seconds),
    unit: "s",
    reference: {
      what: `visitors signalled, of ${CAMERAS}`,
      value: plain.signalled,
    },
    ratio: rounded(plain.p95Seconds / 1),
    target: 1,
  };
  const bytes = await readFile(MODEL).catch(() => undefined);
  if (bytes === undefined) {
    process.stderr.write("cordon: yolox_nano.onnx is not there: cameras with a detector are not measured\n");
    return;
  }
  const layout = await checkModel(bytes, null, AbortSignal.timeout(60_000));
  if (isRefusal(layout)) throw new Error(layout.because);
  const detecting = await watched(film, CAMERAS_WITH_DETECTOR, { bytes: new Uint8Array(bytes), layout });
  yield perCore("cameras-per-core-with-detector", detecting, { what, value: decoded }, 8);
  yield {
    bench: "watch-cameras",
    metric: "frame-to-signal-p95-with-detector",
    value: rounded(detecting.p95Seconds),
    unit: "s",
    reference: {
      what: `visitors signalled, of ${CAMERAS_WITH_DETECTOR}`,
      value: detecting.signalled,
    },
    ratio: rounded(detecting.p95Seconds / 1),
    target: 1,
  };
}

interface Watched {
  readonly camerasPerCore: number;
  readonly p95Seconds: number;
  readonly signalled: number;
  readonly analysedPerSecond: number;
  readonly droppedPerSecond: number;
  /** Of all cameras: each costs two stills and a clip. */
  readonly signalsPerMinute: number;
}

function perCore(metric: string, found: Watched, reference: Measurement["reference"], target: number): Measurement {
  process.stderr.write(
    `${metric}: each camera analysed ${found.analysedPerSecond.toFixed(2)} times a second, ${found.droppedPerSecond.toFixed(2)} dropped; ${found.signalsPerMinute.toFixed(1)} signals a minute\n`,
  );
  return {
    bench: "watch-cameras",
    metric,
    value: rounded(found.camerasPerCore),
    unit: "cameras",
    reference: { ...reference, value: rounded(reference.value) },
    ratio: rounded(found.camerasPerCore / reference.value),
    target,
  };
}

/** Cameras through the real process, as a server has it. @param model null: none */
async function watched(
  film: CameraFilm,
  count: number,
  model: Awaited<ReturnType<EyesParts["model"]>>,
): Promise<Watched> {
  const scene = sceneOf(film);
  await using cameras = await liveCameras(film, count);
  const ids = cameras.addresses.map(() => newId(CameraId));
  const delays = new Map<CameraId, number>();
  let signals = 0;
  const analysed = new Map<CameraId, number>();
  const dropped = new Map<CameraId, number>();
  await using eyes = new Eyes({
    crashed: (_, how) => {
      throw new Error(`the process that analyses died: ${how}`);
    },
    elapsedMs: () => performance.now(),
    model: async () => model,
    report(report) {
      // Too little processor for its reader is a camera that is lost, and found again: its pictures are missing in what was analysed.
      if (report.report === "lost") process.stderr.write(`camera ${ids.indexOf(report.camera)}: ${report.detail}\n`);
      if (report.report === "over") throw new Error(report.detail);
      if (report.report === "pulse") {
        analysed.set(report.camera, report.pulse.analysedPerSecond);
        dropped.set(report.camera, report.pulse.droppedPerSecond);
      }
      if (report.report === "signal") signals++;
      if (report.report !== "signal" || report.zone !== "gate") return;
      const sent = cameras.entrySentMs(ids.indexOf(report.camera));
      if (sent !== undefined && !delays.has(report.camera))
        delays.set(report.camera, (performance.now() - sent) / 1000);
    },
  });
  for (const [index, camera] of ids.entries()) {
    const address = cameras.addresses[index] ?? "";
    eyes.watch({
      order: "watch",
      camera,
      address,
      subAddress: null,
      scene,
      playback: "once",
      picturesPerSecond: ANALYSED_PER_SECOND,
    });
  }
  await sleep(1000 * WARM_SECONDS);
  const { pid } = eyes;
  if (pid === undefined) throw new Error("nothing analyses");
  signals = 0;
  const cores = await coresOf(pid, MEASURED_SECONDS);
  const signalsPerMinute = (60 * signals) / MEASURED_SECONDS;
  const paces = { signalsPerMinute, analysedPerSecond: mean(analysed), droppedPerSecond: mean(dropped) };
  for (const index of ids.keys()) {
    cameras.visit(index);
    await sleep(1000 * VISITS_EVERY_SECONDS);
  }
  await sleep(1000 * VISIT_SECONDS);
  // Who was never signalled was not signalled in time; infinity is no number in JSON.
  const waited = ids.map((id) => delays.get(id) ?? NEVER_SECONDS);
  // What was dropped was not analysed: only as many cameras count as the analysed pictures make.
  const carried = (count * Math.min(ANALYSED_PER_SECOND, paces.analysedPerSecond)) / ANALYSED_PER_SECOND;
  return { camerasPerCore: carried / cores, p95Seconds: percentile(waited, 0.95), signalled: delays.size, ...paces };
}

/** Cameras a core when nothing but decoding is done. */
async function decodedOnly(film: CameraFilm, count: number): Promise<number> {
  await using cameras = await liveCameras(film, count);
  const child = decodeOnly(cameras.addresses);
  try {
    await sleep(1000 * WARM_SECONDS);
    if (child.pid === undefined || child.exitCode !== null) throw new Error("the streams could not be decoded");
    return count / (await coresOf(child.pid, REFERENCE_SECONDS));
  } finally {
    child.kill("SIGKILL");
  }
}

/** Seconds of processor time a second. */
async function coresOf(pid: number, seconds: number): Promise<number> {
  const [startMs, start] = [performance.now(), await processorSeconds(pid)];
  await sleep(1000 * seconds);
  return (1000 * ((await processorSeconds(pid)) - start)) / (performance.now() - startMs);
}

function sceneOf({ scene }: CameraFilm) {
  const read = readScene(scene);
  if (read.outcome === "invalid") throw new Error(read.message);
  return read.scene;
}

function mean(values: ReadonlyMap<unknown, number>): number {
  return [...values.values()].reduce((sum, value) => sum + value, 0) / Math.max(1, values.size);
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
