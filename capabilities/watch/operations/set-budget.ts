import { instantOf, isRefusal, millisecondsOf } from "@cordon/kernel";
import { z } from "zod";
import { setBudget } from "../rules/quality.ts";
import { DAY_MS, triagedOf } from "../rules/statistics.ts";
import { signalsFrom } from "../tables/quality.ts";
import { EventOfCamera, FalseAlertsADay } from "../words/quality.ts";
import { answer, command, findEvent, judges } from "./operating.ts";

export const setBudgetOf = command({
  name: "watch.set-budget",
  summary: "Say how many false alerts a day one event of a camera may cost before it is flagged.",
  input: EventOfCamera.extend({ falseAlertsADay: FalseAlertsADay }),
  output: z.object({}),
  allow: judges,
  async run({ input: { falseAlertsADay, ...of }, read, now }) {
    const standing = await findEvent(read, of);
    if (isRefusal(standing)) return standing;
    const lately = await signalsFrom(read, instantOf(millisecondsOf(now) - DAY_MS), of);
    return answer(setBudget(standing, falseAlertsADay, triagedOf(lately).wrong), {});
  },
});
