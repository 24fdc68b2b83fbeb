import {
  type Instant,
  instantOf,
  isRefusal,
  millisecondsOf,
  type NewEntry,
  PlaceId,
  ShiftId,
  step,
  UnitId,
} from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../../rules.ts";
import { id, operator, unit } from "../../../testing/standing.ts";
import {
  type Shift,
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  type ShiftEvent,
  shiftMachine,
  ShiftMissed,
  ShiftPlanned,
  type ShiftState,
  ShiftTakenUp,
} from "../words.ts";
import { allOrNothing, cancel, change, miss, plan, type RosterUnit, type StandingShift } from "./plan.ts";
import { end, takeUp } from "./press.ts";
import { breachesOf, mayWorkMinutes, minuteOf, mustRestAt, REST_OF_DOGS, REST_OF_PEOPLE, restOf } from "./rest.ts";

const START = Date.parse("2024-07-26T06:00:00.000Z");
const hour = (hours: number): Instant => instantOf(START + hours * 3600_000);
const PLANNED = { state: "planned", endedAt: null } as const;
const work = (from: number, until: number) => ({ from: from * 60, until: until * 60 });

describe("rest", () => {
  it("takes shifts with too little between them for one stretch", () => {
    expect(breachesOf(REST_OF_PEOPLE, [work(0, 8)], work(20, 24))).toEqual([]);
    expect(breachesOf(REST_OF_PEOPLE, [work(0, 8)], work(16, 20))).toMatchObject([{ rule: "stretch", minutes: 1200 }]);
    expect(breachesOf(REST_OF_PEOPLE, [], work(0, 12))).toEqual([]);
    expect(breachesOf(REST_OF_PEOPLE, [], work(0, 13))).toMatchObject([{ rule: "stretch" }]);
  });

  it("counts any 24 hours and any seven days", () => {
    const dog = [work(0, 4), work(6, 10)];
    expect(breachesOf(REST_OF_DOGS, dog, work(12, 14))).toMatchObject([{ rule: "day", minutes: 600 }]);
    expect(breachesOf(REST_OF_DOGS, dog, work(24, 28))).toEqual([]);
    const week = [0, 24, 48, 72].map((from) => work(from, from + 11));
    expect(breachesOf(REST_OF_PEOPLE, week, work(96, 101))).toMatchObject([{ rule: "week", minutes: 2940 }]);
    expect(breachesOf(REST_OF_PEOPLE, week, work(168, 172))).toEqual([]);
  });

  it("says who is rested, works, or must rest until when", () => {
    const shift = { ...PLANNED, from: hour(0), until: hour(12) };
    expect(restOf([shift], hour(3), REST_OF_PEOPLE)).toEqual({ is: "working", until: hour(12) });
    expect(restOf([shift], hour(13), REST_OF_PEOPLE)).toEqual({ is: "resting", until: hour(23) });
    expect(restOf([shift], hour(24), REST_OF_PEOPLE)).toMatchObject({ is: "rested" });
    expect(restOf([], hour(0), REST_OF_PEOPLE)).toEqual({ is: "rested", mayWorkMinutes: 720 });
    // Free, and soon due: that is no rest it must take.
    expect(restOf([{ ...PLANNED, from: hour(2), until: hour(8) }], hour(0), REST_OF_PEOPLE)).toEqual({
      is: "rested",
      mayWorkMinutes: 120,
    });
  });

  it("counts overtime: who stays longer rests later: property", () => {
    const hours = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(hours, hours, fc.integer({ min: 0, max: 30 }), (length, late, after) => {
        const from = hour(0);
        const stayed = { from, until: hour(length), state: "ended", endedAt: hour(length + late) } as const;
        const meant = { ...PLANNED, from, until: hour(length + late) };
        const at = hour(length + late + after);
        expect(restOf([stayed], at, REST_OF_PEOPLE)).toEqual(restOf([meant], at, REST_OF_PEOPLE));
        expect(mustRestAt([stayed], at, REST_OF_PEOPLE)).toBe(mustRestAt([meant], at, REST_OF_PEOPLE));
      }),
    );
    const overdue = { from: hour(0), until: hour(4), state: "on", endedAt: null } as const;
    expect(restOf([overdue], hour(6), REST_OF_PEOPLE)).toEqual({ is: "working", until: hour(4) });
    expect(mustRestAt([overdue], hour(6), REST_OF_PEOPLE)).toBe(hour(12));
    expect(mustRestAt([], hour(6), REST_OF_DOGS)).toBe(hour(10));
    expect(mustRestAt([{ ...overdue, state: "missed" }], hour(6), REST_OF_PEOPLE)).toBe(hour(18));
  });

  it("does not plan for who stayed longer what their rest does not allow", () => {
    const place = PlaceId.parse(id());
    const shift = { id: ShiftId.parse(id()), unit: unit.id, contingent: unit.contingent, place, capability: "patrol" };
    const stayed: StandingShift = {
      ...{ ...shift, from: hour(0), until: hour(8), state: "ended", override: "" },
      endedAt: hour(11),
    };
    const next = { ...shift, id: ShiftId.parse(id()), from: hour(20), until: hour(24) };
    const units = (endedAt: Instant) =>
      new Map([[unit.id, { ...unit, rest: REST_OF_PEOPLE, can: ["patrol"], shifts: [{ ...stayed, endedAt }] }]]);
    const context = { override: "", now: hour(12) };
    expect(plan([next], units(hour(8)), context).problems).toEqual([]);
    expect(plan([next], units(hour(11)), context).problems).toMatchObject([
      {
        kind: "rest",
        breaches: [
          { rule: "stretch", minutes: 24 * 60 },
          { rule: "day", minutes: 15 * 60 },
        ],
      },
    ]);
  });

  it("lets work exactly as long as no rule breaks: property", () => {
    const works = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 10 })), { maxLength: 6 })
      .map((drawn) => {
        const list: { from: number; until: number }[] = [];
        for (const [from, hours] of drawn.toSorted((a, b) => a[0] - b[0])) {
          if ((list.at(-1)?.until ?? 0) <= from * 60) list.push(work(from, from + hours));
        }
        return list;
      });
    fc.assert(
      fc.property(works, fc.integer({ min: 0, max: 12_000 }), (list, from) => {
        const minutes = mayWorkMinutes(REST_OF_PEOPLE, list, from);
        const ok = (length: number) => {
          const added = { from, until: from + length };
          const free = !list.some((each) => each.from < added.until && added.from < each.until);
          return free && breachesOf(REST_OF_PEOPLE, list, added).length === 0;
        };
        if (minutes > 0) expect(ok(minutes)).toBe(true);
        expect(ok(minutes + 1)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

const POSTS = [PlaceId.parse(id()), PlaceId.parse(id())];
const UNITS = [UnitId.parse(id()), UnitId.parse(id())];

/** The roster as its entries say it is, folded by hand. */
class Roster {
  readonly shifts: StandingShift[] = [];
  now = 0;

  take(decision: Decision): boolean {
    if (isRefusal(decision)) return false;
    for (const entry of decision) this.#apply(entry);
    return true;
  }

  unit(which: UnitId): RosterUnit {
    const shifts = this.shifts.filter((shift) => shift.unit === which && shift.state !== "cancelled");
    return { ...unit, id: which, rest: REST_OF_PEOPLE, can: ["patrol"], shifts };
  }

  #apply(entry: NewEntry): void {
    const set = (shift: ShiftId, to: Partial<StandingShift>) => {
      const at = this.shifts.findIndex((each) => each.id === shift);
      const was = this.shifts[at];
      if (was === undefined) throw new Error("an entry about no shift");
      this.shifts[at] = { ...was, ...to };
    };
    const { kind, data } = entry;
    if (kind === ShiftPlanned.kind)
      this.shifts.push({ ...ShiftPlanned.data.parse(data), state: "planned", endedAt: null });
    else if (kind === ShiftChanged.kind) {
      const changed = ShiftChanged.data.parse(data);
      set(changed.id, changed);
    } else if (kind === ShiftCancelled.kind) set(ShiftCancelled.data.parse(data).shift, { state: "cancelled" });
    else if (kind === ShiftTakenUp.kind) set(ShiftTakenUp.data.parse(data).shift, { state: "on" });
    else if (kind === ShiftMissed.kind) set(ShiftMissed.data.parse(data).shift, { state: "missed" });
    else if (kind === ShiftEnded.kind)
      set(ShiftEnded.data.parse(data).shift, { state: "ended", endedAt: hour(this.now) });
    else throw new Error(`nobody said what ${kind} does`);
  }
}

describe("a unit is never in two places at once in the roster, whatever is asked and in whatever order", () => {
  const HOURS = fc.integer({ min: 0, max: 60 });
  const LENGTH = fc.integer({ min: 1, max: 11 });
  const WHICH = fc.nat(11);
  const asked = fc.oneof(
    fc.record({ ask: fc.constant("plan" as const), unit: fc.nat(1), post: fc.nat(1), from: HOURS, length: LENGTH }),
    fc.record({ ask: fc.constant("change" as const), which: WHICH, post: fc.nat(1), from: HOURS, length: LENGTH }),
    fc.record({
      ask: fc.constantFrom("cancel" as const, "take-up" as const, "end" as const, "miss" as const),
      which: WHICH,
    }),
    fc.record({ ask: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 6 }) }),
  );

  it("holds after every step", () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 60 }), fc.boolean(), (steps, overriding) => {
        const roster = new Roster();
        const allowed = { override: overriding ? "needed" : "" };
        for (const each of steps) {
          const now = hour(roster.now);
          const context = { ...allowed, now };
          if (each.ask === "wait") roster.now += each.hours;
          else if (each.ask === "plan") {
            const which = UNITS[each.unit] ?? unit.id;
            const shift: Shift = {
              ...{ id: ShiftId.parse(id()), unit: which, contingent: unit.contingent, capability: "patrol" },
              place: POSTS[each.post] ?? PlaceId.parse(id()),
              from: hour(each.from),
              until: hour(each.from + each.length),
            };
            roster.take(allOrNothing(plan([shift], new Map([[which, roster.unit(which)]]), context)));
          } else {
            const shift = roster.shifts[each.which];
            if (shift === undefined) continue;
            const own = roster.unit(shift.unit).shifts;
            const press = { commandId: null, pressedAt: null };
            if (each.ask === "change") {
              const to = {
                ...{ place: POSTS[each.post] ?? shift.place, capability: "patrol" },
                from: hour(each.from),
                until: hour(each.from + each.length),
              };
              const changed = change(shift, to, roster.unit(shift.unit), context);
              roster.take(isRefusal(changed) ? changed : allOrNothing(changed));
            } else if (each.ask === "cancel") roster.take(cancel(shift, "x"));
            else if (each.ask === "miss") roster.take(miss(shift, now, ""));
            else if (each.ask === "end") roster.take(end(shift, operator, press, ""));
            else roster.take(takeUp(shift, operator, press, { own, atPost: [] }, now));
          }
          neverTwice(roster);
        }
      }),
      { numRuns: 400 },
    );
  });

  /** Said without the rules' own words: minute by minute of the hour grid, who is where. */
  function neverTwice(roster: Roster): void {
    for (const which of UNITS) {
      const held = roster.shifts.filter(
        ({ unit: of, state }) => of === which && (state === "planned" || state === "on" || state === "ended"),
      );
      expect(held.filter(({ state }) => state === "on").length).toBeLessThanOrEqual(1);
      for (let h = 0; h < 80; h++) {
        const there = held.filter(
          ({ from, until, endedAt }) => from <= hour(h) && hour(h) < until && (endedAt === null || hour(h) < endedAt),
        );
        expect(there.length, `at hour ${h}`).toBeLessThanOrEqual(1);
      }
    }
  }

  it("finds the shift that a planned one would overlap, in any order", () => {
    const shift = (from: number, until: number): Shift => ({
      ...{ id: ShiftId.parse(id()), unit: unit.id, contingent: unit.contingent, capability: "patrol" },
      place: POSTS[0] ?? PlaceId.parse(id()),
      from: hour(from),
      until: hour(until),
    });
    const list = [shift(30, 34), shift(0, 4), shift(3, 6), shift(33, 35)];
    const units = new Map([[unit.id, { ...unit, rest: REST_OF_PEOPLE, can: ["patrol"], shifts: [] }]]);
    const { problems } = plan(list, units, { override: "", now: hour(0) });
    expect(problems.map((each) => [each.kind, each.with])).toEqual([
      ["overlap", list[1]?.id],
      ["overlap", list[0]?.id],
    ]);
    expect(minuteOf(hour(1)) * 60_000).toBe(millisecondsOf(hour(1)));
  });
});

describe("the table of a shift", () => {
  it("answers every event in every state as it was promised", () => {
    const promised: Record<ShiftEvent, Partial<Record<ShiftState, ShiftState>>> = {
      change: { planned: "planned", on: "on" },
      "take-up": { planned: "on", missed: "on" },
      end: { on: "ended" },
      miss: { planned: "missed" },
      cancel: { planned: "cancelled", missed: "cancelled" },
    };
    const events = ["change", "take-up", "end", "miss", "cancel"] as const;
    const states = ["planned", "on", "ended", "missed", "cancelled"] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 12 }), (played) => {
        let state: ShiftState = shiftMachine.initial;
        for (const event of played) {
          const next = step(shiftMachine, state, event);
          const to = promised[event][state] ?? null;
          expect(isRefusal(next) ? null : next.to).toBe(to);
          if (!isRefusal(next)) state = next.to;
        }
      }),
    );
    for (const state of states)
      for (const event of events) expect(shiftMachine.table[state][event]).toBe(promised[event][state] ?? null);
  });
});
