import { newId } from "@cordon/ground";
import { CameraId, isRefusal, ScoreRunId } from "@cordon/kernel";
import { z } from "zod";
import { trialsOf, tuningNeed } from "../rules/score.ts";
import { cameraById } from "../tables.ts";
import { kindsOf, unfinishedRuns } from "../tables/score.ts";
import { ClipName, ScoreAsked, ScoredScene, Sweep } from "../words/score.ts";
import { answer, arranges, command } from "./operating.ts";
import { refuseWatch } from "../words/refusals.ts";

/** Replays that wait or run at one time: each costs a core for minutes. */
const MOST_UNFINISHED = 20;

export const scoreRecording = command({
  name: "watch.score-recording",
  summary:
    "Replay a labelled clip for a camera, with its own scene or the label's, once or once for each value of a setting. Needs a mandate whose purpose is tuning.",
  input: z.object({
    camera: CameraId,
    clip: ClipName,
    scene: ScoredScene.default("label"),
    sweep: Sweep.nullable().default(null),
  }),
  output: z.object({ run: ScoreRunId }),
  allow: arranges,
  async mandate({ input, read, now }) {
    const standing = await cameraById(read, input.camera);
    if (standing === null) return refuseWatch("no-such-camera", "not-found", "there is no such camera", input.camera);
    const kinds =
      input.scene === "camera" ? standing.camera.scene.events.map(({ kind }) => kind) : await kindsOf(read, input.clip);
    return tuningNeed(standing.camera.position, kinds, now);
  },
  async run({ input: { camera, clip, scene, sweep }, read, mandate }) {
    const standing = await cameraById(read, camera);
    if (standing === null) return refuseWatch("no-such-camera", "not-found", "there is no such camera", camera);
    const known = await read.selectFrom("labelled_clip").selectAll().where("clip", "=", clip).executeTakeFirst();
    if (known === undefined)
      return refuseWatch("no-such-clip", "not-found", "there is no such clip in the folder of labelled clips", "clip");
    if (known.problem !== null)
      return refuseWatch("clip-unusable", "not-possible-now", known.problem, "clip", { because: known.problem });
    const replayed = scene === "camera" ? standing.camera.scene : null;
    if (replayed !== null) {
      const tried = trialsOf(replayed, sweep);
      if (isRefusal(tried)) return tried;
    }
    if ((await unfinishedRuns(read)).length >= MOST_UNFINISHED)
      return refuseWatch("replays-full", "too-many", `${MOST_UNFINISHED} replays wait already`, "clip", {
        most: String(MOST_UNFINISHED),
      });
    const run = newId(ScoreRunId);
    return answer([ScoreAsked.of({ run, camera, clip, scene: replayed, sweep }, mandate)], { run });
  },
});
