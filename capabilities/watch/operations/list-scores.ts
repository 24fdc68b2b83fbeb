import { CameraId } from "@cordon/kernel";
import { z } from "zod";
import { runView } from "../tables/score.ts";
import { ScoreRun } from "../words/score.ts";
import { query, watches } from "./operating.ts";

export const listScores = query({
  name: "watch.list-scores",
  summary: "Replays of labelled clips, the newest first: how far they are, or what they measured.",
  input: z.object({ camera: CameraId.optional(), limit: z.int().min(1).max(200).default(50) }),
  output: z.object({ runs: z.array(ScoreRun) }),
  allow: watches,
  async run({ input, read }) {
    let asked = read
      .selectFrom("score_run")
      .leftJoin("score_progress", "score_progress.run", "score_run.id")
      .selectAll("score_run")
      .select("score_progress.share");
    if (input.camera !== undefined) asked = asked.where("score_run.camera", "=", input.camera);
    const rows = await asked.orderBy("asked_at", "desc").orderBy("id", "desc").limit(input.limit).execute();
    return { runs: rows.map(({ share, ...run }) => runView(run, share)) };
  },
});
