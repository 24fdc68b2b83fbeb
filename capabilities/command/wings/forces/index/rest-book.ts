import {
  type ContingentId,
  type Envelope,
  instantOf,
  type ShiftId,
  type UnitId,
  type UnitKind,
  UnitRegistered,
} from "@cordon/kernel";
import { restRuleOf, type RuledRest } from "../../roster/rules/rest.ts";
import {
  RestRuled,
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  ShiftMissed,
  ShiftPlanned,
  ShiftTakenUp,
} from "../../roster/words.ts";
import { restDue, type Worked } from "../rules/rest-due.ts";
import { workedOf } from "../tables/rest.ts";
import type { ForceIndex } from "./force-index.ts";

interface Kept {
  readonly kind: UnitKind;
  readonly contingent: ContingentId;
}
interface Planned {
  readonly unit: UnitId;
  readonly worked: readonly Worked[];
  readonly counts: boolean;
}

/**
 * What rest rests on, in memory: who every unit is, its shifts, the rules. Whatever changes is told to the index at once, and what merely
 * ages when `age` is called. Taking an entry twice changes nothing.
 */
export class RestBook {
  readonly #index: Pick<ForceIndex, "rest">;
  readonly #units = new Map<UnitId, Kept>();
  readonly #shifts = new Map<ShiftId, Planned>();
  readonly #shiftsOf = new Map<UnitId, Set<ShiftId>>();
  readonly #holdsUntilMs = new Map<UnitId, number>();
  #ruled: readonly RuledRest[] = [];

  constructor(index: Pick<ForceIndex, "rest">) {
    this.#index = index;
  }

  rules(ruled: readonly RuledRest[]): void {
    this.#ruled = ruled;
  }

  unit(id: UnitId, kept: Kept): void {
    this.#units.set(id, kept);
  }

  shift(id: ShiftId, planned: Planned): void {
    this.#shifts.set(id, planned);
    const own = this.#shiftsOf.get(planned.unit) ?? new Set();
    own.add(id);
    this.#shiftsOf.set(planned.unit, own);
  }

  learn(envelope: Envelope, nowMs: number): void {
    if (UnitRegistered.is(envelope)) {
      const { id, kind, contingent } = envelope.data;
      this.unit(id, { kind, contingent });
      if (this.#shiftsOf.has(id)) this.#say(id, nowMs);
    } else if (ShiftPlanned.is(envelope) || ShiftChanged.is(envelope)) {
      const { id, unit, from, until } = envelope.data;
      this.shift(id, { unit, worked: workedOf(from, until, null), counts: true });
      this.#say(unit, nowMs);
    } else if (ShiftCancelled.is(envelope) || ShiftMissed.is(envelope)) this.#count(envelope.data, false, nowMs);
    else if (ShiftTakenUp.is(envelope)) this.#count(envelope.data, true, nowMs);
    else if (ShiftEnded.is(envelope)) {
      const { shift, unit } = envelope.data;
      const worked = this.#shifts.get(shift)?.worked.flatMap(({ from, until }) => workedOf(from, until, envelope.at));
      this.shift(shift, { unit, worked: worked ?? [], counts: true });
      this.#say(unit, nowMs);
    } else if (RestRuled.is(envelope)) {
      const { kind, contingent, rule } = envelope.data;
      const others = this.#ruled.filter((each) => each.kind !== kind || each.contingent !== contingent);
      this.#ruled = rule === null ? others : [...others, { kind, contingent, rule }];
      this.all(nowMs);
    }
  }

  /** Says of every unit anew when it must rest. */
  all(nowMs: number): void {
    for (const unit of this.#shiftsOf.keys()) this.#say(unit, nowMs);
  }

  /** Says anew what is no longer true for the time that has passed. Shifts that rest no longer looks at are let go. */
  age(nowMs: number, keptMs: number): void {
    for (const [unit, until] of this.#holdsUntilMs) if (until <= nowMs) this.#say(unit, nowMs);
    const since = instantOf(nowMs - keptMs);
    for (const [id, { unit, worked }] of this.#shifts) {
      if (worked.some(({ until }) => until > since)) continue;
      this.#shifts.delete(id);
      this.#shiftsOf.get(unit)?.delete(id);
    }
  }

  #count({ shift, unit }: { readonly shift: ShiftId; readonly unit: UnitId }, counts: boolean, nowMs: number): void {
    const known = this.#shifts.get(shift);
    if (known === undefined) return;
    this.#shifts.set(shift, { ...known, counts });
    this.#say(unit, nowMs);
  }

  #say(unit: UnitId, nowMs: number): void {
    const kept = this.#units.get(unit);
    const worked = [...(this.#shiftsOf.get(unit) ?? [])].flatMap((id) => {
      const shift = this.#shifts.get(id);
      return shift?.counts === true ? shift.worked : [];
    });
    const due = kept === undefined ? null : restDue(worked, instantOf(nowMs), restRuleOf(kept, this.#ruled));
    this.#index.rest(unit, due?.dueMs ?? null);
    if (due === null) this.#holdsUntilMs.delete(unit);
    else this.#holdsUntilMs.set(unit, due.holdsUntilMs);
  }
}
