import { isRefusal, ShiftId } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing } from "../../../words.ts";
import { end } from "../rules/press.ts";
import { Press, ShiftStep } from "../words.ts";
import { answer, command, moves } from "./operating.ts";
import { pressed } from "./press-shift.ts";

export const endShift = command({
  name: "command.end-shift",
  summary: "Say that the unit of a shift leaves its post, and what it hands over.",
  input: z.object({ shift: ShiftId, note: lineOrNothing(500).default(""), ...Press }),
  output: ShiftStep,
  allow: moves,
  async run(context) {
    const { input, by } = context;
    const found = await pressed(context, "end");
    if (isRefusal(found)) return found;
    if ("before" in found) return found.before;
    const press = { commandId: input.commandId, pressedAt: input.pressedAt };
    const step: ShiftStep = { shift: found.shift.id, state: "ended" };
    return answer(end(found.shift, by, press, input.note), step);
  },
});
