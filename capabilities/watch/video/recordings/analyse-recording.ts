import { Analyser, type Sighting } from "../../analysis/analyser.ts";
import type { Scene } from "../../analysis/scene.ts";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import type { VideoFailure } from "../source/failure.ts";
import { openVideo } from "../source/open.ts";
import type { VideoSource } from "../source/source.ts";

/** Pictures a second that the analysis looks at. */
export const ANALYSED_PER_SECOND = 10;

export type RecordingAnalysis =
  | { readonly outcome: "analysed"; readonly pictures: number; readonly seconds: number }
  | { readonly outcome: "aborted" }
  | { readonly outcome: "failed"; readonly failure: VideoFailure };

/** What is told while a recording is analysed. */
export interface Listener {
  /** What a picture raised or ended. */
  noticed(sighting: Sighting): void;
  /** How far it is, and of how long a recording; undefined where its container does not say. */
  reached?(seconds: number, ofSeconds: number | undefined): void;
}

/**
 * Analyses a recording from its beginning to its end, as fast as it can be decoded. `notice` receives each event once, when it
 * has ended (or with the last picture), so that its `toSeconds` is final.
 */
export function analyseRecording(
  address: string,
  scene: Scene,
  signal: AbortSignal,
  notice: (sighting: Sighting) => void,
): Promise<RecordingAnalysis> {
  return replayRecording(address, scene, signal, {
    noticed: (sighting) => {
      if (sighting.change === "ended") notice(sighting);
    },
  });
}

/** The same, telling of each event as it is raised and again as it ends, and how far it is. */
export async function replayRecording(
  address: string,
  scene: Scene,
  signal: AbortSignal,
  listener: Listener,
): Promise<RecordingAnalysis> {
  const opening = await openVideo(address, {
    signal,
    picturesPerSecond: ANALYSED_PER_SECOND,
    timeoutSeconds: 10,
    now: () => performance.now() / 1000,
  });
  if (opening.outcome !== "open") return opening;
  await using video = opening.video;
  let analyser: Analyser | undefined;
  let size = { width: 0, height: 0 };
  let pictures = 0;
  let seconds = 0;
  const tell = (sightings: readonly Sighting[]): void => {
    for (const sighting of sightings) listener.noticed(sighting);
  };
  const length = lengthOf(video);
  for (;;) {
    const reading = await video.read();
    if (reading.outcome === "end") {
      tell(analyser?.end() ?? []);
      return { outcome: "analysed", pictures, seconds };
    }
    if (reading.outcome !== "picture") return reading;
    const { luma } = reading.picture;
    if (analyser === undefined || luma.width !== size.width || luma.height !== size.height) {
      tell(analyser?.end() ?? []);
      size = { width: luma.width, height: luma.height };
      analyser = new Analyser(scene, size, makeWasmKernels);
    }
    pictures++;
    seconds = reading.picture.seconds;
    tell(analyser.step(seconds, luma));
    listener.reached?.(seconds, length);
  }
}

/** In seconds, as the container says. */
function lengthOf({ stream }: VideoSource): number | undefined {
  const { duration, timeBase } = stream;
  return duration > 0n && timeBase.den > 0 ? (Number(duration) * timeBase.num) / timeBase.den : undefined;
}
