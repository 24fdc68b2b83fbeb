import { isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { answer, holdsTasks } from "../../../operations/operating.ts";
import { resume } from "../rules/sharing.ts";
import { command, ownSharing } from "./picturing.ts";

export const resumeSharing = command({
  name: "command.resume-sharing",
  summary: "Share the position of the caller's own unit again, for as long as it is on duty.",
  input: z.object({}),
  output: z.object({ paused: z.literal(false) }),
  allow: holdsTasks,
  async run({ by, read }) {
    const own = await ownSharing(read, by);
    return isRefusal(own) ? own : answer(resume(own), { paused: false as const });
  },
});
