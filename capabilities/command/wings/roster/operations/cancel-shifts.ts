import { isRefusal, type NewEntry, ShiftId } from "@cordon/kernel";
import { z } from "zod";
import { line } from "../../../words.ts";
import { cancel } from "../rules/plan.ts";
import { answer, arranges, command, findShift } from "./operating.ts";

export const cancelShifts = command({
  name: "command.cancel-shifts",
  summary: "Cancel shifts that are not on, all or none, saying why. One that is cancelled already stays so.",
  input: z.object({ shifts: z.array(ShiftId).min(1).max(300), because: line(300) }),
  output: z.object({ cancelled: z.int().nonnegative() }),
  allow: arranges,
  async run({ input, by, read }) {
    const entries: NewEntry[] = [];
    for (const id of new Set(input.shifts)) {
      const shift = await findShift(read, id, by);
      if (isRefusal(shift)) return shift;
      if (shift.state === "cancelled") continue;
      const decision = cancel(shift, input.because);
      if (isRefusal(decision)) return decision;
      entries.push(...decision);
    }
    return answer(entries, { cancelled: entries.length });
  },
});
