import { isRefusal, ShiftId } from "@cordon/kernel";
import { z } from "zod";
import { takeUp } from "../rules/press.ts";
import { shiftsNear, standingShift } from "../tables/shift.ts";
import { Press, ShiftStep } from "../words.ts";
import { answer, command, moves, shifted } from "./operating.ts";
import { pressed } from "./press-shift.ts";

/** How far a shift that is on may lie back: longer than any shift, and whoever stayed. */
const BACK_MS = 4 * 24 * 3600_000;

export const takeUpShift = command({
  name: "command.take-up-shift",
  summary:
    "Say that the unit of a shift is at its post. It leaves what it was on, and relieves whoever's turn is over.",
  input: z.object({ shift: ShiftId, ...Press }),
  output: ShiftStep,
  allow: moves,
  async run(context) {
    const { input, by, read, now } = context;
    const found = await pressed(context, "take-up");
    if (isRefusal(found)) return found;
    if ("before" in found) return found.before;
    const { shift } = found;
    const own = await shiftsNear(read, [shift.unit], shifted(shift.from, -BACK_MS), shift.until);
    const atPost = await read
      .selectFrom("shift")
      .selectAll()
      .where("place", "=", shift.place)
      .where("capability", "=", shift.capability)
      .where("state", "=", "on")
      .where("relieved_by", "is", null)
      .execute();
    const press = { commandId: input.commandId, pressedAt: input.pressedAt };
    const around = { own, atPost: atPost.map(standingShift) };
    const step: ShiftStep = { shift: shift.id, state: "on" };
    return answer(takeUp(shift, by, press, around, now), step);
  },
});
