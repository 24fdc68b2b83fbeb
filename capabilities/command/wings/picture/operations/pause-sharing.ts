import { isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { answer, holdsTasks } from "../../../operations/operating.ts";
import { line } from "../../../words.ts";
import { pause } from "../rules/sharing.ts";
import { command, ownSharing } from "./picturing.ts";

export const pauseSharing = command({
  name: "command.pause-sharing",
  summary:
    "Keep the position of the caller's own unit to itself, and say why. The command room sees that and the reason.",
  input: z.object({ because: line(200).meta({ description: "Without personal data." }) }),
  output: z.object({ paused: z.literal(true) }),
  allow: holdsTasks,
  async run({ input, by, read }) {
    const own = await ownSharing(read, by);
    return isRefusal(own) ? own : answer(pause(own, input.because), { paused: true as const });
  },
});
