import { newId } from "@cordon/ground";
import { type Instant, isRefusal, ShiftId } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing } from "../../../words.ts";
import { allOrNothing, mayOverride, notYoursToShorten, plan, sameShift } from "../rules/plan.ts";
import { standingShift } from "../tables/shift.ts";
import { Shift } from "../words.ts";
import { answer, arranges, command, rosterUnits, unknownPlace } from "./operating.ts";
import { sql } from "kysely";
import { noSuch } from "../../../words/refusals.ts";
import { refuseShift } from "../words/refusals.ts";

const WantedShift = Shift.pick({ unit: true, place: true, capability: true, from: true, until: true }).extend({
  /** Named by the sender, so that sending it twice plans it once. */
  id: ShiftId.optional(),
});

export const planShifts = command({
  name: "command.plan-shifts",
  summary:
    "Plan shifts, all or none. Overlaps and broken rest are refused by name; a supervisor may shorten rest, saying why.",
  input: z.object({
    shifts: z.array(WantedShift).min(1).max(300),
    override: lineOrNothing(300).default(""),
  }),
  output: z.object({ shifts: z.array(ShiftId) }),
  allow: arranges,
  async run({ input, by, read, now }) {
    if (input.override !== "" && !mayOverride(by)) return notYoursToShorten;
    const named = input.shifts.flatMap(({ id }) => id ?? []);
    const before = new Map(
      (await read.selectFrom("shift").selectAll().where(sql<boolean>`id = any(${named})`).execute()).map((row) => [
        row.id,
        standingShift(row),
      ]),
    );
    const unknown = await unknownPlace(
      read,
      input.shifts.map(({ place }) => place),
    );
    if (unknown !== null) return unknown;
    const units = await rosterUnits(
      read,
      input.shifts.map(({ unit }) => unit),
      by,
      spanOf(input.shifts),
    );
    const wanted: Shift[] = [];
    const ids: ShiftId[] = [];
    for (const { id = newId(ShiftId), ...shift } of input.shifts) {
      const contingent = units.get(shift.unit)?.contingent;
      if (contingent === undefined) return noSuch("unit", shift.unit);
      const standing = before.get(id);
      const whole = { id, ...shift, contingent };
      ids.push(id);
      if (standing === undefined) wanted.push(whole);
      else if (!sameShift(standing, whole))
        return refuseShift("shift-id-used", "conflict", "this id is another shift's", id);
    }
    const decision = allOrNothing(plan(wanted, units, { override: input.override, now }));
    return isRefusal(decision) ? decision : answer(decision, { shifts: ids });
  },
});

/** From the first beginning to the last end. */
export function spanOf(periods: readonly { readonly from: Instant; readonly until: Instant }[]) {
  const [first, ...more] = periods;
  if (first === undefined) throw new RangeError("no periods have no span");
  let { from, until } = first;
  for (const each of more) {
    if (each.from < from) from = each.from;
    if (each.until > until) until = each.until;
  }
  return { from, until };
}
