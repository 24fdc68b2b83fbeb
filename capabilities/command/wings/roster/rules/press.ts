import {
  type CommandId,
  type Instant,
  isRefusal,
  type NewEntry,
  type Principal,
  type Role,
  type ShiftId,
  step,
} from "@cordon/kernel";
import { DECIDES, type Decision } from "../../../rules.ts";
import { type Shift, ShiftEnded, shiftMachine, ShiftTakenUp } from "../words.ts";
import { standsAs, type StandingShift, workOf } from "./plan.ts";
import { minuteOf } from "./rest.ts";
import { refuseShift } from "../words/refusals.ts";

/** Those who may say for a unit that it is there. */
const MOVES_ANY: readonly Role[] = [...DECIDES, "system", "exercise"];
/** How long before its beginning a shift is taken up: whoever relieves is there before. */
export const EARLY_MINUTES = 60;

export interface ShiftPress {
  readonly commandId: CommandId | null;
  readonly pressedAt: Instant | null;
}

/** What else stands around a shift when it is taken up. */
export interface Around {
  /** All of the unit's shifts near this one. It leaves those that are on for this one. */
  readonly own: readonly StandingShift[];
  /** Shifts that are on at the same post for the same capability and that nobody relieved yet. */
  readonly atPost: readonly StandingShift[];
}

/**
 * The unit is there. It leaves what it was on, so that it is never in two places, and relieves whoever's turn ends first about when its own
 * begins.
 */
export function takeUp(shift: StandingShift, by: Principal, press: ShiftPress, around: Around, now: Instant): Decision {
  const refused = moves(shift, by);
  if (refused !== null) return refused;
  const next = step(shiftMachine, shift.state, "take-up");
  if (isRefusal(next)) return standsAs(next, shift);
  if (minuteOf(now) < minuteOf(shift.from) - EARLY_MINUTES)
    return refuseShift(
      "shift-early",
      "not-possible-now",
      `the shift begins at ${shift.from}: it is taken up at most an hour before`,
      shift.id,
      { from: shift.from },
    );
  if (shift.until <= now) return refuseShift("shift-over", "not-possible-now", "the shift is over", shift.id, {});
  const others = around.own.filter((own) => own.id !== shift.id);
  // One that was missed held nobody, so the unit may have been planned elsewhere since.
  const elsewhere = others
    .filter((own) => own.state !== "on")
    .find((own) => {
      const work = workOf(own);
      return work !== null && work.from < minuteOf(shift.until) && work.until > minuteOf(shift.from);
    });
  if (elsewhere !== undefined)
    return refuseShift(
      "shift-elsewhere",
      "conflict",
      `the unit has another shift meanwhile, from ${elsewhere.from} to ${elsewhere.until}`,
      elsewhere.id,
      { from: elsewhere.from, until: elsewhere.until },
    );
  const entries: NewEntry[] = others
    .filter((own) => own.state === "on")
    .map((own) => ShiftEnded.of({ ...moved(own), commandId: null, pressedAt: press.pressedAt, note: "" }));
  entries.push(ShiftTakenUp.of({ ...moved(shift), ...press, relieves: relievedBy(shift, around.atPost) }));
  return entries;
}

export function end(shift: StandingShift, by: Principal, press: ShiftPress, note: string): Decision {
  const refused = moves(shift, by);
  if (refused !== null) return refused;
  const next = step(shiftMachine, shift.state, "end");
  return isRefusal(next) ? standsAs(next, shift) : [ShiftEnded.of({ ...moved(shift), ...press, note })];
}

/** Whose turn ends within an hour of when the new one begins, the first to end before the others. */
function relievedBy(shift: Shift, atPost: readonly StandingShift[]): ShiftId | null {
  const begins = minuteOf(shift.from);
  const [first] = atPost
    .filter((each) => each.unit !== shift.unit && minuteOf(each.until) <= begins + EARLY_MINUTES)
    .toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.id < b.id ? -1 : 1));
  return first?.id ?? null;
}

function moves(shift: StandingShift, by: Principal) {
  if (by.unit === shift.unit || by.roles.some((role) => MOVES_ANY.includes(role))) return null;
  return refuseShift(
    "shift-not-yours",
    "not-permitted",
    "only the unit whose shift it is, or the command room, moves it",
    shift.id,
  );
}

const moved = ({ id, unit, contingent }: Shift) => ({ shift: id, unit, contingent });
