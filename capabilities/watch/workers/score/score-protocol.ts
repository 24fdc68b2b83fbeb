import { z } from "zod";
import { EVENT_KINDS, SceneSchema } from "../../words/scene.ts";
import { ScoreLine, Setting } from "../../words/score.ts";
import { TruthEvent } from "../../words/truth.ts";

/** What the process that replays one clip is told, once. */
export const ScoreOrder = z.object({
  path: z.string(),
  events: z.array(TruthEvent),
  trials: z.array(z.object({ scene: SceneSchema, setting: Setting.nullable(), kinds: z.array(z.enum(EVENT_KINDS)) })),
});
export type ScoreOrder = z.infer<typeof ScoreOrder>;

/** What it says. It takes apart what strangers filmed, so what it says is checked like anything from outside. */
export const ScoreReport = z.discriminatedUnion("report", [
  z.object({ report: z.literal("progress"), share: z.number().min(0).max(1).nullable() }),
  z.object({
    report: z.literal("scored"),
    seconds: z.number().nonnegative(),
    lines: z.array(ScoreLine).max(200).readonly(),
  }),
  z.object({ report: z.literal("failed"), because: z.string().max(300) }),
]);
export type ScoreReport = z.infer<typeof ScoreReport>;
