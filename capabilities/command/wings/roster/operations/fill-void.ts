import { newId } from "@cordon/ground";
import { isRefusal, type NewEntry, PlaceId, ShiftId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing } from "../../../words.ts";
import { allOrNothing, change, mayOverride, notYoursToShorten, plan } from "../rules/plan.ts";
import { CapabilityCode, FixHow, Minute, type Shift } from "../words.ts";
import { answer, arranges, command, findShift, rosterUnits, unknownPlace } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseShift } from "../words/refusals.ts";

export const fillVoid = command({
  name: "command.fill-void",
  summary:
    "Do what suggest-fixes said: make a shift longer, send a unit over from where it is one too many, or plan a free one. A supervisor may shorten rest, saying why.",
  input: z.object({
    place: PlaceId,
    capability: CapabilityCode,
    how: FixHow,
    unit: UnitId,
    shift: ShiftId.nullable().default(null),
    from: Minute,
    until: Minute,
    /** Names the shift that is planned, so that sending it twice plans it once. */
    id: ShiftId.optional(),
    /** Why rest may be shortened; empty: it may not. */
    override: lineOrNothing(300).default(""),
  }),
  output: z.object({ shift: ShiftId }),
  allow: arranges,
  async run({ input, by, read, now }) {
    const { place, capability, how, from, until, id = newId(ShiftId), override } = input;
    if (override !== "" && !mayOverride(by)) return notYoursToShorten;
    if (from >= until) return refuseShift("shift-period", "invalid", "a shift must end after it begins", "until", {});
    const unknown = await unknownPlace(read, [place]);
    if (unknown !== null) return unknown;
    const planned = await read.selectFrom("shift").select("unit").where("id", "=", id).executeTakeFirst();
    if (planned !== undefined)
      return planned.unit === input.unit
        ? answer([], { shift: id })
        : refuseShift("shift-id-used", "conflict", "this id is another shift's", id);
    const units = await rosterUnits(read, [input.unit], by, { from, until });
    const unit = units.get(input.unit);
    if (unit === undefined) return noSuch("unit", input.unit);
    const allowed = { override, now };
    const added: Shift = { id, unit: unit.id, contingent: unit.contingent, place, capability, from, until };
    if (how === "spare" || how === "reserve") return answer(allOrNothing(plan([added], units, allowed)), { shift: id });

    if (input.shift === null)
      return refuseShift("shift-unnamed", "invalid", "which shift is changed must be said", "shift");
    const shift = await findShift(read, input.shift, by);
    if (isRefusal(shift)) return shift;
    if (shift.unit !== unit.id)
      return refuseShift("shift-of-another", "invalid", "the shift is another unit's", "shift");
    if (how === "extend") {
      const longer = {
        ...{ place, capability },
        from: from < shift.from ? from : shift.from,
        until: until > shift.until ? until : shift.until,
      };
      if (shift.place !== place || shift.capability !== capability)
        return refuseShift("shift-at-another-post", "invalid", "the shift is at another post", "shift");
      const changed = change(shift, longer, unit, allowed);
      return isRefusal(changed) ? changed : answer(allOrNothing(changed), { shift: shift.id });
    }
    if (from < shift.from || until > shift.until)
      return refuseShift("shift-not-spanning", "invalid", "a unit is sent over within its own shift", "from");
    // The shift is divided: what is before stays (or the shift itself goes over), what is after is planned anew.
    const entries: NewEntry[] = [];
    const goesItself = from === shift.from;
    const first = goesItself ? { place, capability, from, until } : { ...shift, until: from };
    const changed = change(shift, first, unit, allowed);
    if (isRefusal(changed)) return changed;
    if (changed.problems.length > 0) return answer(allOrNothing(changed), { shift: id });
    entries.push(...changed.entries);
    const shorter = {
      ...unit,
      shifts: unit.shifts.map((each) => (each.id === shift.id ? { ...each, ...first } : each)),
    };
    const rest: Shift[] = goesItself ? [] : [added];
    if (until < shift.until)
      rest.push({
        ...added,
        id: newId(ShiftId),
        place: shift.place,
        capability: shift.capability,
        from: until,
        until: shift.until,
      });
    const more = allOrNothing(plan(rest, new Map([[unit.id, shorter]]), allowed));
    if (isRefusal(more)) return more;
    return answer([...entries, ...more], { shift: goesItself ? shift.id : id });
  },
});
