import { type Instant, millisecondsOf, type PlaceId, type Position } from "@cordon/kernel";
import { momentOf } from "../rules/calendar.ts";
import { caseOf } from "../rules/example.ts";
import { nearestWay } from "../rules/gates.ts";
import { judge } from "../rules/judge.ts";
import type { PreparedGate, PreparedRules } from "../rules/prepared.ts";
import { admits, type Gate, type Verdict, type Wait, type Way, type ZoneCode } from "../words.ts";
import type { Visitor } from "./asked.ts";
import { hoursOn, nextFlip, type Spell } from "./hours.ts";
import { type PublicWait, publicWait } from "./wait.ts";

/** What the page is made from: the rules in force and what the gates do now. */
export interface Standing {
  readonly rules: PreparedRules | null;
  readonly now: Instant;
  /** Who comes like this may be checked there until then; null: no mandate for it is in force. Vehicles have one of their own. */
  mandateUntil(position: Position, means: Visitor["means"]): Instant | null;
  /** Of the lanes that take such a visitor in. */
  waits(gate: Gate, means: Visitor["means"]): readonly Wait[];
}

/** Which gates let somebody of a kind in now, and how long they wait there. */
export type View =
  | { readonly is: "no-rules" }
  | { readonly is: "coming"; readonly from: Instant }
  | { readonly is: "over"; readonly until: Instant }
  | { readonly is: "in-force"; readonly zones: readonly ZoneView[] };

type Name = { readonly fr: string; readonly en: string };

export interface ZoneView {
  readonly code: ZoneCode;
  readonly name: Name;
  /** What they bring when they come now, or when they may next; null where they may not come. */
  readonly bring: Bring | null;
  /** Those open to them first, the shortest known wait before all; then the others by when they open. */
  readonly gates: readonly GateView[];
}

export interface Bring {
  /** A pass, or a ticket for who has one. `not-needed`: anybody may come. `or-identity`: who has none shows an identity document instead. */
  readonly pass: "needed" | "not-needed" | "or-identity";
  /** Completed years from which an identity document is looked at; null: never. */
  readonly idFromAge: number | null;
}

export interface GateView {
  readonly code: string;
  readonly name: Name;
  readonly state: GateState;
  /** On this local day, whoever comes. */
  readonly hours: readonly Spell[];
  /** Null where they are not let in now: there is nothing to wait for. */
  readonly wait: PublicWait | null;
  /** The nearest other gate of the zone that lets them in now. */
  readonly other: Way | null;
}

/** Whether they are let in, by the published rules. `opensAt` null: not within the next days. */
export type GateState =
  /** `until` null: for a day at least. */
  | { readonly is: "open"; readonly until: Instant | null }
  /** Closed to everybody at this hour. */
  | { readonly is: "closed"; readonly opensAt: Instant | null }
  /** Passes may not be checked here: no mandate is in force. */
  | { readonly is: "not-checking"; readonly opensAt: Instant | null }
  /** Open, but not to them. */
  | { readonly is: "not-for-them"; readonly because: NotForThem; readonly opensAt: Instant | null };
export type NotForThem = "not-now" | "vehicle" | "no-pass" | "never";

const DAY_MS = 86_400_000;
/** What closes later than this is open as far as a day is planned. */
const CLOSES_WITHIN_MS = DAY_MS;
const OPENS_WITHIN_MS = 10 * DAY_MS;
const OF_AGE = 18;

/** @param zone null: every zone of the rules; of one that there is not, nothing is shown */
export function viewOf(standing: Standing, visitor: Visitor, zone: ZoneCode | null): View {
  const { rules, now } = standing;
  if (rules === null) return { is: "no-rules" };
  const { valid, zones } = rules.ruleSet;
  if (now < valid.from) return { is: "coming", from: valid.from };
  if (now >= valid.until) return { is: "over", until: valid.until };
  const gatesOf = Map.groupBy(rules.gates.values(), ({ gate }) => gate.zone);
  const seen = zones
    .filter(({ code }) => zone === null || zone === code)
    .map(({ code, name }): ZoneView => {
      // Of one zone alone: to look through a city's five hundred gates for each of them would take longer than all else.
      const own = gatesOf.get(code) ?? [];
      const here = { ...rules, gates: new Map(own.map((gate) => [gate.gate.place, gate])) };
      const asked = own.map((gate) => new AskedGate(standing, here, gate, visitor));
      return { code, name, bring: bringTo(asked), gates: inOrder(asked.map((gate) => gate.view(asked))) };
    });
  // Where they may go comes before where they may not; otherwise as the rules list them.
  return { is: "in-force", zones: seen.toSorted((a, b) => rankOf(a) - rankOf(b)) };
}

const rankOf = ({ gates, bring }: ZoneView) => (gates[0]?.state.is === "open" ? 0 : bring === null ? 2 : 1);

/** One gate and the question whether somebody of a kind is let in there, which the gates' own `judge` answers. */
class AskedGate {
  readonly gate: PreparedGate;
  readonly state: GateState;
  /** Now or when they may next come; null: they may not. */
  readonly comesAt: Instant | null;
  readonly #standing: Standing;
  /** With the gates of this zone. */
  readonly #rules: PreparedRules;
  readonly #visitor: Visitor;
  readonly #mandateUntil: Instant | null;

  constructor(standing: Standing, rules: PreparedRules, gate: PreparedGate, visitor: Visitor) {
    this.gate = gate;
    this.#standing = standing;
    this.#rules = rules;
    this.#visitor = visitor;
    this.#mandateUntil = standing.mandateUntil(gate.gate.position, visitor.means);
    this.state = this.#state(standing.now);
    this.comesAt = this.state.is === "open" ? standing.now : this.state.opensAt;
  }

  get isOpen(): boolean {
    return this.state.is === "open";
  }

  get place(): PlaceId {
    return this.gate.gate.place;
  }

  /** @param asked `anybody`: who has neither pass nor ticket */
  verdict(at: Instant, asked: { readonly ageYears?: number; readonly anybody?: true } = {}): Verdict {
    const { kind, means } = this.#visitor;
    const category = asked.anybody === true ? null : kind;
    const pass = category === null || category === "ticket" ? null : "here";
    const example = { gate: this.place, at, means, category, ageYears: asked.ageYears ?? null, pass } as const;
    return judge(this.#rules, { ...caseOf(this.#rules, example), mandateUntil: this.#mandateUntil });
  }

  view(others: readonly AskedGate[]): GateView {
    const { code, name, position } = this.gate.gate;
    const { now } = this.#standing;
    const open = others.filter((one) => one.isOpen && one !== this).map(({ place, gate }) => [place, gate] as const);
    const nearby = { ...this.#rules, gates: new Map(open) };
    return {
      code,
      name,
      state: this.state,
      hours: hoursOn(this.gate.hours, this.#rules.localTime, now),
      wait: this.isOpen ? publicWait(this.#standing.waits(this.gate.gate, this.#visitor.means), now) : null,
      other: nearestWay(nearby, position, () => true),
    };
  }

  #state(now: Instant): GateState {
    const verdict = this.verdict(now);
    if (admits(verdict)) return { is: "open", until: this.#turnsWithin(CLOSES_WITHIN_MS) };
    if (verdict.is === "gate-closed") {
      return verdict.because === "hours"
        ? { is: "closed", opensAt: this.#turnsWithin(OPENS_WITHIN_MS) }
        : { is: "not-checking", opensAt: null };
    }
    return { is: "not-for-them", because: whyOf(verdict), opensAt: this.#turnsWithin(OPENS_WITHIN_MS) };
  }

  /** When whether they are let in becomes otherwise: hours, rules, the rule set and the mandate all may end it. */
  #turnsWithin(ms: number): Instant | null {
    const { now } = this.#standing;
    const after = millisecondsOf(now);
    const ends = [this.#rules.validUntil, ...(this.#mandateUntil === null ? [] : [millisecondsOf(this.#mandateUntil)])];
    const calendars = [this.gate.hours, ...this.gate.rules.map(({ when }) => when), ...ends.map(endingAt)];
    return momentOf(
      nextFlip(calendars, after, after + ms, (then) => {
        const at = momentOf(then);
        return at !== null && admits(this.verdict(at));
      }),
    );
  }
}

const endingAt = (end: number) => ({ nextChange: (ms: number) => (ms < end ? end : Number.POSITIVE_INFINITY) });

function whyOf(verdict: Verdict): NotForThem {
  if (verdict.is === "not-yet" || verdict.is === "no-longer") return "not-now";
  if (verdict.is === "vehicle-not-allowed") return "vehicle";
  return verdict.is === "unreadable" ? "no-pass" : "never";
}

/** Asked of the gate they may come to first: the gates of one zone share its rules. */
function bringTo(gates: readonly AskedGate[]): Bring | null {
  let first: AskedGate | null = null;
  let at: Instant | null = null;
  for (const gate of gates) {
    if (gate.comesAt === null || (at !== null && at <= gate.comesAt)) continue;
    first = gate;
    at = gate.comesAt;
  }
  if (first === null || at === null) return null;
  const idFromAge = idFrom(first, at, {});
  if (!admits(first.verdict(at, { anybody: true }))) return { pass: "needed", idFromAge };
  const idWithout = idFrom(first, at, { anybody: true });
  return { pass: idWithout === idFromAge ? "not-needed" : "or-identity", idFromAge: idWithout };
}

/** The first of the ages at which a document is asked for; who is of age is as old as anybody. */
function idFrom(gate: AskedGate, at: Instant, who: { readonly anybody?: true }): number | null {
  for (let ageYears = 0; ageYears <= OF_AGE; ageYears++)
    if (gate.verdict(at, { ...who, ageYears }).is === "admit-with-id-check") return ageYears;
  return null;
}

function inOrder(gates: readonly GateView[]): readonly GateView[] {
  const later = Number.POSITIVE_INFINITY;
  const keyOf = ({ state, wait }: GateView): readonly [number, number] => {
    if (state.is === "open") return [0, wait?.known === true ? wait.minutes : later];
    return [1, state.opensAt === null ? later : millisecondsOf(state.opensAt)];
  };
  return gates.toSorted((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    // Two that are both Infinity differ by nothing.
    const byKey = one[0] - other[0] || (one[1] === other[1] ? 0 : one[1] - other[1]);
    return byKey || a.code.localeCompare(b.code, "en", { numeric: true });
  });
}
