import { isRefusal, ScoreRunId } from "@cordon/kernel";
import { z } from "zod";
import { cancelRun } from "../rules/score.ts";
import { runById, standingRun } from "../tables/score.ts";
import { answer, arranges, command } from "./operating.ts";

export const cancelScore = command({
  name: "watch.cancel-score",
  summary: "Give up a replay that waits or runs.",
  input: z.object({ run: ScoreRunId }),
  output: z.object({}),
  allow: arranges,
  async run({ input, read }) {
    const run = await runById(read, input.run);
    return isRefusal(run) ? run : answer(cancelRun(standingRun(run)), {});
  },
});
