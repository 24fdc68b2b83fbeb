import { accept } from "@cordon/ground";
import { z } from "zod";
import { escalationTimes } from "../tables/clocks.ts";
import { EscalationSet, EscalationTimes } from "../words.ts";
import { command, supervises } from "./operating.ts";

export const setEscalation = command({
  name: "command.set-escalation",
  summary: "Say how long an order of each priority may wait to be acknowledged before it goes up.",
  input: z.object({ times: EscalationTimes }),
  output: z.object({ times: EscalationTimes }),
  allow: supervises,
  async run({ input: { times }, read }) {
    const now = await escalationTimes(read);
    const same = ([1, 2, 3, 4] as const).every((priority) => now[priority] === times[priority]);
    return accept(same ? [] : [EscalationSet.of({ times })], { times });
  },
});
