import { isRefusal, ScoreRunId } from "@cordon/kernel";
import { z } from "zod";
import { register } from "../rules.ts";
import { keepScore, sceneWith } from "../rules/score.ts";
import { cameraById } from "../tables.ts";
import { runById, standingRun } from "../tables/score.ts";
import { EVENT_KINDS } from "../words/scene.ts";
import { answer, arranges, command } from "./operating.ts";
import { refuseWatch } from "../words/refusals.ts";

export const keepScoreOf = command({
  name: "watch.keep-score",
  summary:
    "Keep what a replay measured of one event as what is known of its camera, and put its setting into the scene if asked.",
  input: z.object({
    run: ScoreRunId,
    kind: z.enum(EVENT_KINDS),
    /** Of the sweep; null where nothing was swept. */
    value: z.number().nullable(),
    apply: z.boolean().default(false),
  }),
  output: z.object({}),
  allow: arranges,
  async run({ input: { run: id, kind, value, apply }, read }) {
    const run = await runById(read, id);
    if (isRefusal(run)) return run;
    const standing = await cameraById(read, run.camera);
    if (standing === null)
      return refuseWatch("replay-camera-gone", "not-found", "the camera of this replay was removed", run.camera);
    const kept = keepScore(standingRun(run), kind, value, apply);
    if (isRefusal(kept)) return kept;
    if (!apply) return answer([kept.entry], {});
    if (kept.line.setting === null)
      return refuseWatch("nothing-swept", "invalid", "nothing was swept, so there is no setting to apply", "apply");
    const scene = sceneWith(standing.camera.scene, kind, kept.line.setting);
    if (isRefusal(scene)) return scene;
    const changed = register({ ...standing.camera, scene }, standing.camera, false);
    return isRefusal(changed) ? changed : answer([kept.entry, ...changed], {});
  },
});
