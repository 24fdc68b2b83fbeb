/** A stretch of the evening as one rendered camera sees it, as a transport stream in memory: for tests and benchmarks. */
import { createEncoder, quietFfmpeg, readConcourse, transportStream } from "@cordon/scenes";
import { type AnalysisScene, analysisSceneOf } from "../scene/analysis-scene.ts";
import type { Truth } from "../scene/renderer.ts";
import { renderedCameras, rendererFor } from "./cameras.ts";
import { framesPerSecond } from "./feed.ts";

export type Recording = {
  readonly video: Buffer;
  readonly scene: AnalysisScene;
  /** What is in each frame; its time is its index over ten frames a second. */
  readonly truth: readonly (readonly Truth[])[];
};

/**
 * @param reference a camera that has a stage, e.g. `cam-07`
 * @param tracksFolder measured walks, or null to generate them
 */
export async function record(
  reference: string,
  fromSeconds: number,
  untilSeconds: number,
  tracksFolder: string | null,
): Promise<Recording> {
  quietFfmpeg();
  const camera = renderedCameras.find((each) => each.reference === reference);
  if (!camera) throw new Error(`${reference} has no rendered picture`);
  const renderer = await rendererFor(camera, tracksFolder ? await readConcourse(tracksFolder) : null);
  using encoder = createEncoder(renderer.widthPx, renderer.heightPx, framesPerSecond);
  const stream = transportStream();
  const chunks: Buffer[] = [];
  const truth: (readonly Truth[])[] = [];
  for (let frame = 0; frame < (untilSeconds - fromSeconds) * framesPerSecond; frame++) {
    const drawn = renderer.render(fromSeconds + frame / framesPerSecond);
    truth.push(drawn.truth);
    const atMs = (frame * 1000) / framesPerSecond;
    for (const { data, key } of encoder.encode(drawn.bytes, atMs, false)) chunks.push(stream.picture(data, atMs, key));
  }
  return { video: Buffer.concat(chunks), scene: analysisSceneOf(renderer.stage), truth };
}
