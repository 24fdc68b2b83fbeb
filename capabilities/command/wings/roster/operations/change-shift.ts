import { isRefusal, ShiftId } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing } from "../../../words.ts";
import { allOrNothing, change, mayOverride, notYoursToShorten } from "../rules/plan.ts";
import { Shift } from "../words.ts";
import { answer, arranges, command, findShift, rosterUnits, unknownPlace } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseShift } from "../words/refusals.ts";

export const changeShift = command({
  name: "command.change-shift",
  summary: "Make a shift longer or shorter, or move it to another post or time. What is left out stays.",
  input: z.object({
    shift: ShiftId,
    ...Shift.pick({ place: true, capability: true, from: true, until: true }).partial().shape,
    override: lineOrNothing(300).default(""),
  }),
  output: z.object({ shift: ShiftId }),
  allow: arranges,
  async run({ input, by, read, now }) {
    if (input.override !== "" && !mayOverride(by)) return notYoursToShorten;
    const shift = await findShift(read, input.shift, by);
    if (isRefusal(shift)) return shift;
    const { place = shift.place, capability = shift.capability, from = shift.from, until = shift.until } = input;
    const unknown = place === shift.place ? null : await unknownPlace(read, [place]);
    if (unknown !== null) return unknown;
    if (from >= until) return refuseShift("shift-period", "invalid", "a shift must end after it begins", "until", {});
    const unit = (await rosterUnits(read, [shift.unit], by, { from, until })).get(shift.unit);
    if (unit === undefined) return noSuch("unit", shift.unit);
    const changed = change(shift, { place, capability, from, until }, unit, { override: input.override, now });
    return isRefusal(changed) ? changed : answer(allOrNothing(changed), { shift: shift.id });
  },
});
