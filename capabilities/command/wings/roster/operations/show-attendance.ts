import { Instant } from "@cordon/kernel";
import { z } from "zod";
import { shifts, shiftView } from "../tables/shift.ts";
import { ShiftView } from "../words.ts";
import { query, shifted, watches } from "./operating.ts";

const MINUTE_MS = 60_000;
const Group = z.object({ count: z.int().nonnegative(), shifts: z.array(ShiftView) });

export const showAttendance = query({
  name: "command.show-attendance",
  summary:
    "Who is due soon, who is on, and who is missing: due and not there after some minutes, or said not to have come. Such a unit may still come. And who left lately, with what it handed over.",
  input: z.object({
    dueWithinMinutes: z.int().min(1).max(1440).default(60),
    missingAfterMinutes: z.int().min(0).max(240).default(10),
    leftWithinMinutes: z.int().min(1).max(1440).default(120),
    limit: z.int().min(1).max(500).default(100),
  }),
  output: z.object({ due: Group, on: Group, missing: Group, left: Group, at: Instant }),
  allow: watches,
  past: true,
  async run({ input, by, read, now }) {
    const late = shifted(now, -input.missingAfterMinutes * MINUTE_MS);
    const soon = shifted(now, input.dueWithinMinutes * MINUTE_MS);
    const all = shifts(read, by.contingent).where("unit.withdrawn_at", "is", null);
    const planned = all.where("shift.state", "=", "planned").where("shift.until_at", ">", now);
    const group = async (rows: typeof all) => {
      const { count } = await rows
        .clearSelect()
        .select((row) => row.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      const shown = await rows.orderBy("shift.from_at").orderBy("shift.seq").limit(input.limit).execute();
      return { count, shifts: shown.map(shiftView) };
    };
    return {
      due: await group(planned.where("shift.from_at", ">", late).where("shift.from_at", "<=", soon)),
      on: await group(all.where("shift.state", "=", "on")),
      missing: await group(
        all
          .where("shift.until_at", ">", now)
          .where((where) =>
            where.or([
              where("shift.state", "=", "missed"),
              where.and([where("shift.state", "=", "planned"), where("shift.from_at", "<=", late)]),
            ]),
          ),
      ),
      left: await group(
        all
          .where("shift.state", "=", "ended")
          .where("shift.ended_at", ">", shifted(now, -input.leftWithinMinutes * MINUTE_MS)),
      ),
      at: now,
    };
  },
});
