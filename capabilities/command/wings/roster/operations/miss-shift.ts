import { isRefusal, ShiftId } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing } from "../../../words.ts";
import { miss } from "../rules/plan.ts";
import { ShiftStep } from "../words.ts";
import { answer, command, decides, findShift } from "./operating.ts";

export const missShift = command({
  name: "command.miss-shift",
  summary:
    "Say that the unit of a shift that has begun did not come: the post is void from then on. It may still come.",
  input: z.object({ shift: ShiftId, because: lineOrNothing(300).default("") }),
  output: ShiftStep,
  allow: decides,
  async run({ input, by, read, now }) {
    const shift = await findShift(read, input.shift, by);
    if (isRefusal(shift)) return shift;
    const step = { shift: shift.id, state: "missed" } as const;
    return answer(shift.state === "missed" ? [] : miss(shift, now, input.because), step);
  },
});
