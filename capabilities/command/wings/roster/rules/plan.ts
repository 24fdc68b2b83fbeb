import {
  type Instant,
  isRefusal,
  type NewEntry,
  type Principal,
  type Refusal,
  type RefusalReason,
  type ShiftId,
  step,
  type UnitId,
} from "@cordon/kernel";
import type { Decision, StandingUnit } from "../../../rules.ts";
import {
  type RestBreach,
  type RestRule,
  type Shift,
  ShiftCancelled,
  ShiftChanged,
  shiftMachine,
  ShiftMissed,
  ShiftPlanned,
  type ShiftState,
} from "../words.ts";
import { breachesOf, minuteOf, overlapOf, type Work, workedOf } from "./rest.ts";
import { type PlanParams, refuseShift } from "../words/refusals.ts";

/** A shift longer than this is a mistake of typing. */
const LONGEST_MINUTES = 2880;

export type StandingShift = Shift & {
  readonly state: ShiftState;
  readonly override: string;
  readonly endedAt: Instant | null;
};

/** A unit as planning needs to know it. */
export interface RosterUnit extends StandingUnit {
  readonly rest: RestRule;
  /** Codes of what it can do. */
  readonly can: readonly string[];
  /** All its shifts that were not cancelled, near what is planned. */
  readonly shifts: readonly StandingShift[];
}

/** Why one shift cannot be planned: `kind` for screens, `because` in words. */
export interface PlanProblem {
  readonly shift: ShiftId;
  readonly kind: "period" | "over" | "unit-unknown" | "withdrawn" | "incapable" | "overlap" | "rest";
  readonly because: string;
  /** What it overlaps. */
  readonly with: ShiftId | null;
  readonly breaches: readonly RestBreach[];
  /** What a screen needs to say it in its own words: see `words/refusals.ts`. */
  readonly params: PlanParams;
}

export interface Planned {
  readonly entries: readonly NewEntry[];
  readonly problems: readonly PlanProblem[];
}

/** Minutes that a unit is (to be) at a post: a missed or cancelled shift holds nobody, an ended one until it ended. */
export function workOf(shift: StandingShift): (Work & { readonly shift: ShiftId }) | null {
  if (shift.state === "cancelled" || shift.state === "missed") return null;
  const from = minuteOf(shift.from);
  const until = Math.min(
    minuteOf(shift.until),
    shift.endedAt === null ? Number.POSITIVE_INFINITY : minuteOf(shift.endedAt),
  );
  return until > from ? { from, until, shift: shift.id } : null;
}

/** What a unit works beside a piece of work, overtime with it: sorted, without overlaps, and cut where the piece itself takes over. */
function workedBeside(shifts: readonly StandingShift[], but: ShiftId, added: Work, now: Instant): readonly Work[] {
  const worked = workedOf(
    shifts.filter(({ id }) => id !== but),
    now,
  );
  return worked.flatMap(({ from, until }) =>
    [
      { from, until: Math.min(until, added.from) },
      { from: Math.max(from, added.until), until },
    ].filter((each) => each.until > each.from),
  );
}

function worksOf(shifts: readonly StandingShift[], but: ShiftId | null) {
  return shifts
    .filter((each) => each.id !== but)
    .flatMap((each) => workOf(each) ?? [])
    .toSorted((a, b) => a.from - b.from);
}

/** Who may let rest be shortened, saying why. */
export function mayOverride(by: Principal): boolean {
  return by.roles.some((role) => role === "supervisor" || role === "commander" || role === "system");
}

/** What whoever may not shorten rest is told. */
export const notYoursToShorten = refuseShift(
  "rest-not-yours-to-shorten",
  "not-permitted",
  "only a supervisor or a commander lets rest be shortened",
  "override",
);

/**
 * Plans shifts one after another, each seeing those before it. What cannot be is a problem, and the others are planned: the caller says
 * whether some without the rest are any use.
 * @param override why rest may be shortened; empty: it may not
 */
export function plan(
  wanted: readonly Shift[],
  units: ReadonlyMap<UnitId, RosterUnit>,
  { override, now }: { readonly override: string; readonly now: Instant },
): Planned {
  const entries: NewEntry[] = [];
  const problems: PlanProblem[] = [];
  const added = new Map<UnitId, StandingShift[]>();
  for (const shift of wanted) {
    const unit = units.get(shift.unit);
    const beside = added.get(shift.unit) ?? [];
    const standing = [...(unit?.shifts ?? []), ...beside];
    const problem = problemOf(shift, unit, standing, override, now);
    if (problem.found !== null) {
      problems.push(problem.found);
      continue;
    }
    entries.push(ShiftPlanned.of({ ...shift, override: problem.overridden ? override : "" }));
    added.set(shift.unit, [...beside, { ...shift, state: "planned", override: "", endedAt: null }]);
  }
  return { entries, problems };
}

/** Makes a shift longer, shorter, or one at another post; its unit stays. */
export function change(
  shift: StandingShift,
  to: Pick<Shift, "place" | "capability" | "from" | "until">,
  unit: RosterUnit,
  { override, now }: { readonly override: string; readonly now: Instant },
): Planned | Refusal {
  const next = step(shiftMachine, shift.state, "change");
  if (isRefusal(next)) return standsAs(next, shift);
  const { id, unit: who, contingent } = shift;
  const changed: Shift = {
    id,
    unit: who,
    contingent,
    place: to.place,
    capability: to.capability,
    from: to.from,
    until: to.until,
  };
  if (sameShift(shift, changed)) return { entries: [], problems: [] };
  if (shift.state === "on" && (to.place !== shift.place || to.from !== shift.from))
    return refuseShift(
      "shift-stays",
      "not-possible-now",
      "a shift that is on stays where and when it began: end it and plan another",
      id,
    );
  const { found, overridden } = problemOf(changed, unit, unit.shifts, override, now);
  if (found !== null) return { entries: [], problems: [found] };
  return { entries: [ShiftChanged.of({ ...changed, override: overridden ? override : "" })], problems: [] };
}

/** What the table of shifts says cannot be, by the state that stands in the way. */
export const standsAs = ({ refused, because, what }: Refusal, { state }: StandingShift) =>
  refuseShift("shift-stands", refused, because, what, { state });

export function sameShift(a: Shift, b: Shift): boolean {
  return (
    a.unit === b.unit &&
    a.place === b.place &&
    a.capability === b.capability &&
    a.from === b.from &&
    a.until === b.until
  );
}

export function cancel(shift: StandingShift, because: string): Decision {
  const next = step(shiftMachine, shift.state, "cancel");
  if (isRefusal(next)) return standsAs(next, shift);
  return [ShiftCancelled.of({ shift: shift.id, unit: shift.unit, contingent: shift.contingent, because })];
}

/** The command room says that nobody came; by itself it is said once the shift is over. */
export function miss(shift: StandingShift, now: Instant, because: string): Decision {
  const next = step(shiftMachine, shift.state, "miss");
  if (isRefusal(next)) return standsAs(next, shift);
  if (shift.from > now) return refuseShift("shift-not-begun", "not-possible-now", "the shift has not begun", shift.id);
  return [ShiftMissed.of({ shift: shift.id, unit: shift.unit, contingent: shift.contingent, because })];
}

function problemOf(
  shift: Shift,
  unit: RosterUnit | undefined,
  standing: readonly StandingShift[],
  override: string,
  now: Instant,
): { readonly found: PlanProblem | null; readonly overridden: boolean } {
  const problem = (
    kind: PlanProblem["kind"],
    because: string,
    more: Partial<Pick<PlanProblem, "with" | "breaches" | "params">> = {},
  ) => ({
    found: {
      ...{ shift: shift.id, kind, because, with: null, breaches: [] },
      ...more,
      params: { unit: unit?.callSign ?? "", ...more.params },
    },
    overridden: false,
  });
  if (unit === undefined) return problem("unit-unknown", "there is no such unit");
  const { callSign } = unit;
  const added = { from: minuteOf(shift.from), until: minuteOf(shift.until) };
  if (shift.from >= shift.until) return problem("period", `${callSign}: a shift must end after it begins`);
  if (added.until - added.from > LONGEST_MINUTES)
    return problem("period", `${callSign}: a shift of more than ${LONGEST_MINUTES / 60} hours is a mistake`);
  if (shift.until <= now) return problem("over", `${callSign}: ${shift.from} to ${shift.until} is over`);
  if (unit.withdrawnAt !== null) return problem("withdrawn", `${callSign} was withdrawn`);
  if (!unit.can.includes(shift.capability))
    return problem("incapable", `${callSign} (${unit.kind}) cannot do ${shift.capability}`, {
      params: { ability: shift.capability },
    });
  const work = worksOf(standing, shift.id);
  const overlap = overlapOf(work, added);
  if (overlap !== null) {
    const other = standing.find((each) => each.id === overlap.shift);
    const when = other === undefined ? "" : ` from ${other.from} to ${other.until}`;
    return problem("overlap", `${callSign} has another shift${when}, which overlaps ${shift.from} to ${shift.until}`, {
      with: overlap.shift,
      params: other === undefined ? {} : { from: other.from, until: other.until },
    });
  }
  const breaches = breachesOf(unit.rest, workedBeside(standing, shift.id, added, now), added);
  if (breaches.length > 0 && override === "")
    return problem("rest", `${callSign}, ${shift.from} to ${shift.until}: ${breaches.map(breachInWords).join("; ")}`, {
      breaches,
      params: minutesOf(breaches),
    });
  return { found: null, overridden: breaches.length > 0 };
}

function minutesOf(breaches: readonly RestBreach[]): PlanParams {
  return breaches.reduce<PlanParams>(
    (said, { rule, minutes, allowedMinutes }) => ({
      ...said,
      ...{ [rule]: String(minutes), [`${rule}Allowed`]: String(allowedMinutes) },
    }),
    {},
  );
}

export function breachInWords({ rule, minutes, allowedMinutes }: RestBreach): string {
  const hours = (value: number) => `${Math.floor(value / 60)} h${value % 60 === 0 ? "" : ` ${value % 60} min`}`;
  const within = { stretch: "without a rest", day: "within 24 hours", week: "within 7 days" }[rule];
  return `${hours(minutes)} of work ${within}, ${hours(allowedMinutes)} are allowed`;
}

/** How many problems a refusal names; a list of hundreds helps nobody. */
const NAMED = 12;
const REASONS: Record<PlanProblem["kind"], RefusalReason> = {
  period: "invalid",
  over: "invalid",
  "unit-unknown": "not-found",
  withdrawn: "not-possible-now",
  incapable: "invalid",
  overlap: "conflict",
  rest: "not-possible-now",
};

/** All or nothing: its entries, or a refusal that names each problem. */
export function allOrNothing({ entries, problems }: Planned): Decision {
  const [first] = problems;
  if (first === undefined) return entries;
  const more = problems.length > NAMED ? `; and ${problems.length - NAMED} more` : "";
  const said = problems
    .slice(0, NAMED)
    .map(({ because }) => because)
    .join("; ");
  const what = problems.map((each) => each.with ?? each.shift).join(" ");
  const reason = REASONS[first.kind];
  return problems.length > 1
    ? refuseShift("shifts-impossible", reason, said + more, what, {
        count: String(problems.length),
        units: [...new Set(problems.slice(0, NAMED).map(({ params }) => params.unit ?? ""))].join(", "),
      })
    : refuseShift(`shift-${first.kind}`, reason, said, what, first.params);
}
