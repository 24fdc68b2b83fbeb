import { Instant, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { handedOver, hearsHandOver } from "../rules/hand-over.ts";
import { restOf, restRuleOf } from "../rules/rest.ts";
import { restRules } from "../tables/rest.ts";
import { shifts, shiftsNear, shiftView } from "../tables/shift.ts";
import { HandOver, Rest, ShiftView } from "../words.ts";
import { holdsTasks, query, shifted } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

const NEXT_SHOWN = 10;
const WEEK_MS = 7 * 24 * 3600_000;
/** How long a phone is told of a shift that is over and was not taken up. */
const MISSED_SHOWN_MS = 12 * 3600_000;
/** How far back whoever left before is looked for: `handedOver` says which of them it is. */
const LEFT_MS = 2 * 24 * 3600_000;

export const myShifts = query({
  name: "command.my-shifts",
  summary:
    "The shifts of the caller's own unit: the one it is on, those to come, who relieves it, what the one before hands over, and until when it rests.",
  input: z.object({}),
  output: z.object({
    /** The one that is on; null when none is. */
    current: ShiftView.nullable(),
    /** Planned ones, the first to begin first; and those missed that can still be taken up. */
    next: z.array(ShiftView),
    /** Who takes over from the current one: the next shift of another unit at the same post. */
    relief: z.object({ callSign: z.string(), from: Instant, here: z.boolean() }).nullable(),
    /** What the one before said at the post of the shift that is on, or due within the hour. */
    handOver: HandOver.nullable(),
    rest: Rest,
    at: Instant,
  }),
  allow: holdsTasks,
  async run({ by, read, now }) {
    const mine = UnitId.safeParse(by.unit);
    if (!mine.success) return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
    const unit = await read.selectFrom("unit").selectAll().where("id", "=", mine.data).executeTakeFirst();
    if (unit === undefined)
      return refuseAs("unit-not-registered", "not-found", "the unit of this phone is not registered", mine.data);
    const own = shifts(read, by.contingent).where("shift.unit", "=", unit.id);
    const on = await own.where("shift.state", "=", "on").orderBy("shift.from_at", "desc").limit(1).executeTakeFirst();
    const next = await own
      .where("shift.state", "in", ["planned", "missed"])
      .where("shift.until_at", ">", shifted(now, -MISSED_SHOWN_MS))
      .where((where) => where.or([where("shift.state", "=", "planned"), where("shift.until_at", ">", now)]))
      .orderBy("shift.from_at")
      .limit(NEXT_SHOWN)
      .execute();
    const current = on === undefined ? null : shiftView(on);
    const relief =
      current === null
        ? undefined
        : await shifts(read, null)
            .where("shift.place", "=", current.place)
            .where("shift.capability", "=", current.capability)
            .where("shift.unit", "<>", unit.id)
            .where("shift.state", "in", ["planned", "on"])
            .where("shift.until_at", ">", current.until)
            .where("shift.from_at", ">=", shifted(current.until, -3600_000))
            .orderBy("shift.from_at")
            .limit(1)
            .executeTakeFirst();
    const coming = next.map(shiftView);
    const relieving = current ?? coming.find((shift) => hearsHandOver(shift, now)) ?? null;
    const left =
      relieving === null
        ? []
        : await shifts(read, null)
            .where("shift.place", "=", relieving.place)
            .where("shift.capability", "=", relieving.capability)
            .where("shift.state", "=", "ended")
            .where("shift.said", "<>", "")
            .where("shift.ended_at", ">", shifted(relieving.from, -LEFT_MS))
            .execute();
    const near = await shiftsNear(read, [unit.id], shifted(now, -WEEK_MS), shifted(now, WEEK_MS));
    return {
      current,
      next: coming,
      relief:
        relief === undefined ? null : { callSign: relief.call_sign, from: relief.from_at, here: relief.state === "on" },
      handOver: relieving === null ? null : handedOver(relieving, left.map(shiftView)),
      rest: restOf(near, now, restRuleOf(unit, await restRules(read))),
      at: now,
    };
  },
});
