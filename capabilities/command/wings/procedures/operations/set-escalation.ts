import { accept } from "@cordon/ground";
import { z } from "zod";
import { escalationTimes, silentSeconds } from "../tables/clocks.ts";
import { EscalationSet, EscalationTimes, SilentSeconds } from "../words.ts";
import { command, supervises } from "./operating.ts";

export const setEscalation = command({
  name: "command.set-escalation",
  summary:
    "Say how long an order of each priority may wait to be acknowledged before it goes up, and after how long without news a unit on a task is silent.",
  input: z.object({ times: EscalationTimes, silentSeconds: SilentSeconds.optional() }),
  output: z.object({ times: EscalationTimes, silentSeconds: z.int() }),
  allow: supervises,
  async run({ input: { times, silentSeconds: asked }, read }) {
    const now = await escalationTimes(read);
    const silence = await silentSeconds(read);
    const silent = asked ?? silence;
    const same = silent === silence && ([1, 2, 3, 4] as const).every((priority) => now[priority] === times[priority]);
    const said = asked === undefined ? { times } : { times, silentSeconds: asked };
    return accept(same ? [] : [EscalationSet.of(said)], { times, silentSeconds: silent });
  },
});
