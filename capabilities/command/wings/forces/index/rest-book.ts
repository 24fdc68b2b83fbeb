import {
  type ContingentId,
  type Envelope,
  instantOf,
  type ShiftId,
  type UnitId,
  type UnitKind,
  UnitRegistered,
} from "@cordon/kernel";
import { type RestShift, restRuleOf, type RuledRest } from "../../roster/rules/rest.ts";
import {
  RestRuled,
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  ShiftMissed,
  ShiftPlanned,
  ShiftTakenUp,
} from "../../roster/words.ts";
import { restDue } from "../rules/rest-due.ts";
import type { ForceIndex } from "./force-index.ts";

interface Kept {
  readonly kind: UnitKind;
  readonly contingent: ContingentId;
}
interface Planned extends RestShift {
  readonly unit: UnitId;
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
      const state = ShiftChanged.is(envelope) ? this.#shifts.get(id)?.state : undefined;
      this.shift(id, { unit, from, until, state: state ?? "planned", endedAt: null });
      this.#say(unit, nowMs);
    } else if (ShiftCancelled.is(envelope)) this.#move(envelope.data.shift, { state: "cancelled" }, nowMs);
    else if (ShiftMissed.is(envelope)) this.#move(envelope.data.shift, { state: "missed" }, nowMs);
    else if (ShiftTakenUp.is(envelope)) this.#move(envelope.data.shift, { state: "on" }, nowMs);
    else if (ShiftEnded.is(envelope)) this.#move(envelope.data.shift, { state: "ended", endedAt: envelope.at }, nowMs);
    else if (RestRuled.is(envelope)) {
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
    for (const [id, { unit, until, state }] of this.#shifts) {
      if (until > since || state === "on") continue;
      this.#shifts.delete(id);
      this.#shiftsOf.get(unit)?.delete(id);
    }
  }

  #move(id: ShiftId, to: Partial<RestShift>, nowMs: number): void {
    const known = this.#shifts.get(id);
    if (known === undefined) return;
    this.#shifts.set(id, { ...known, ...to });
    this.#say(known.unit, nowMs);
  }

  #say(unit: UnitId, nowMs: number): void {
    const kept = this.#units.get(unit);
    const shifts = [...(this.#shiftsOf.get(unit) ?? [])].flatMap((id) => this.#shifts.get(id) ?? []);
    const due = kept === undefined ? null : restDue(shifts, instantOf(nowMs), restRuleOf(kept, this.#ruled));
    this.#index.rest(unit, due?.dueMs ?? null);
    if (due === null) this.#holdsUntilMs.delete(unit);
    else this.#holdsUntilMs.set(unit, due.holdsUntilMs);
  }
}
