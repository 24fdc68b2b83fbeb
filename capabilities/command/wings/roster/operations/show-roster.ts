import { Instant, PlaceId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { shifts, shiftView } from "../tables/shift.ts";
import { ShiftState, ShiftView } from "../words.ts";
import { query, watches } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

export const showRoster = query({
  name: "command.show-roster",
  summary: "Shifts of a post, of a unit or of all that touch a window of time, in the order in which they begin.",
  input: z.object({
    from: Instant,
    until: Instant,
    places: z.array(PlaceId).max(200).optional(),
    unit: UnitId.optional(),
    states: z.array(ShiftState).max(ShiftState.options.length).optional(),
    /** `next` of the page before. */
    after: z.object({ from: Instant, seq: z.int().nonnegative() }).optional(),
    limit: z.int().min(1).max(1000).default(200),
  }),
  output: z.object({
    shifts: z.array(ShiftView),
    next: z.object({ from: Instant, seq: z.int().nonnegative() }).nullable(),
  }),
  allow: watches,
  past: true,
  async run({ input, by, read }) {
    const { from, until, places, unit, states, after, limit } = input;
    if (from >= until) return refuseAs("period-backwards", "invalid", "a window must end after it begins", "until");
    let page = shifts(read, by.contingent)
      .where("shift.until_at", ">", from)
      .where("shift.from_at", "<", until)
      .orderBy("shift.from_at")
      .orderBy("shift.seq")
      .limit(limit + 1);
    if (places !== undefined && places.length > 0) page = page.where("shift.place", "in", places);
    if (unit !== undefined) page = page.where("shift.unit", "=", unit);
    if (states !== undefined && states.length > 0) page = page.where("shift.state", "in", states);
    if (after !== undefined) {
      page = page.where((where) =>
        where.or([
          where("shift.from_at", ">", after.from),
          where.and([where("shift.from_at", "=", after.from), where("shift.seq", ">", after.seq)]),
        ]),
      );
    }
    const rows = await page.execute();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      shifts: shown.map(shiftView),
      next: rows.length > limit && last !== undefined ? { from: last.from_at, seq: last.seq } : null,
    };
  },
});
