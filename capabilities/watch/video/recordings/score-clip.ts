import type { Sighting } from "../../analysis/analyser.ts";
import { scoreLine, unknownPlaces } from "../../analysis/score/score-lines.ts";
import type { EventKind, Scene } from "../../analysis/scene.ts";
import type { ScoreLine, Setting } from "../../words/score.ts";
import type { Truth } from "../../words/truth.ts";
import { replayRecording } from "./analyse-recording.ts";

export type ClipScore =
  | { readonly outcome: "scored"; readonly seconds: number; readonly lines: readonly ScoreLine[] }
  | { readonly outcome: "aborted" }
  | { readonly outcome: "failed"; readonly because: string };

/** One way of looking at the clip: a scene, what was changed in it, and the kinds of event that are scored. */
export interface Trial {
  readonly scene: Scene;
  readonly setting: Setting | null;
  readonly kinds: readonly EventKind[];
}

/**
 * Replays a clip once for each trial and scores what was signalled against its labels.
 * @param progress of all trials together, 0 to 1; undefined where the clip does not say how long it is
 */
export async function scoreClip(
  path: string,
  { events }: Pick<Truth, "events">,
  trials: readonly Trial[],
  signal: AbortSignal,
  progress: (share: number | undefined) => void,
): Promise<ClipScore> {
  const lines: ScoreLine[] = [];
  let length = 0;
  for (const [done, { scene, setting, kinds }] of trials.entries()) {
    const unknown = unknownPlaces(
      scene,
      events.filter(({ kind }) => kinds.includes(kind)),
    );
    if (unknown.length > 0)
      return {
        outcome: "failed",
        because: `the label speaks of places the scene does not have: ${unknown.join(", ")}`,
      };
    const sightings: Sighting[] = [];
    const analysis = await replayRecording(path, scene, signal, {
      noticed: (sighting) => void sightings.push(sighting),
      reached: (seconds, of) =>
        progress(of === undefined ? undefined : Math.min(1, (done + Math.min(1, seconds / of)) / trials.length)),
    });
    if (analysis.outcome === "aborted") return analysis;
    if (analysis.outcome === "failed") return { outcome: "failed", because: analysis.failure.message };
    length = analysis.seconds;
    lines.push(...kinds.map((kind) => scoreLine(kind, setting, scene, events, sightings)));
  }
  return { outcome: "scored", seconds: length, lines };
}
