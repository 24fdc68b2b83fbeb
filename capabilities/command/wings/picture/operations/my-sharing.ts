import { Instant, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { holdsTasks } from "../../../operations/operating.ts";
import { sharingOf } from "../rules/sharing.ts";
import { dutyOf } from "../duty.ts";
import { Sharing } from "../words.ts";
import { ownSharing, query } from "./picturing.ts";

export const mySharing = query({
  name: "command.my-sharing",
  summary: "Whether the position of the caller's own unit is taken now, and why not.",
  input: z.object({}),
  output: z.object({
    sharing: Sharing,
    /** The number its positions carry on the live plane. */
    track: z.int().nonnegative(),
    since: Instant.nullable(),
    because: z.string(),
  }),
  allow: holdsTasks,
  async run({ by, read }) {
    const own = await ownSharing(read, by);
    if (isRefusal(own)) return own;
    const [unit] = await dutyOf(read, [own.unit]);
    const duty = unit?.duty ?? { withdrawn: true, rostered: false, shiftOn: false, openTasks: 0, paused: own.paused };
    return { sharing: sharingOf(duty), track: unit?.track ?? 0, since: own.since, because: own.because };
  },
});
