import { instantOf, millisecondsOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseOf } from "../rules/example.ts";
import { judge } from "../rules/judge.ts";
import { prepare, type PreparedRules } from "../rules/prepared.ts";
import { paris, perimeters, ruleOf, ruleSetOf } from "../rules/testing/perimeter.ts";
import { admits, ALWAYS, type Calendar, type RuleSet, type Wait } from "../words.ts";
import { KINDS, MEANS_OF, type Visitor } from "./asked.ts";
import { hoursOn } from "./hours.ts";
import { type Standing, viewOf, type ZoneView } from "./view.ts";
import { publicWait } from "./wait.ts";

const daily = (fromMinute: number, untilMinute: number): Calendar => ({
  ...ALWAYS,
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, untilMinute }],
});
const resident: Visitor = { kind: "resident", means: "foot" };
const car: Visitor = { kind: "resident", means: "car" };

interface Said {
  readonly at?: string;
  readonly rules?: Partial<RuleSet> | null;
  readonly mandateUntil?: string | null;
  readonly waits?: Readonly<Record<string, readonly Wait[]>>;
}
function standingOf({ at = "07-20T12:00", rules = {}, mandateUntil = "07-30T00:00", waits = {} }: Said = {}): Standing {
  return {
    rules: rules === null ? null : prepare(ruleSetOf(rules)),
    now: paris(at),
    mandateUntil: () => (mandateUntil === null ? null : paris(mandateUntil)),
    waits: ({ code }) => waits[code] ?? [],
  };
}
function zonesOf(said: Said, visitor: Visitor, zone: string | null = null): readonly ZoneView[] {
  const view = viewOf(standingOf(said), visitor, zone);
  if (view.is !== "in-force") throw new Error(view.is);
  return view.zones;
}
function zoneOf(said: Said, visitor: Visitor, code = "G1"): ZoneView {
  const [zone] = zonesOf(said, visitor, code);
  if (zone === undefined) throw new Error(`no zone ${code}`);
  return zone;
}
const states = ({ gates }: ZoneView) => gates.map(({ code, state }) => [code, state.is]);
const withHours = (code: string, hours: Calendar) => ({
  gates: perimeters.gates.map((gate) => (gate.code === code ? { ...gate, hours } : gate)),
});
const known = (minutes: number, at: string): Wait => ({ known: true, minutes, by: "steward", asOf: paris(at) });

describe("which gate now", () => {
  it("says nothing of gates before rules were published, before they hold and after", () => {
    expect(viewOf(standingOf({ rules: null }), resident, null)).toEqual({ is: "no-rules" });
    expect(viewOf(standingOf({ at: "07-17T12:00" }), resident, null)).toEqual({
      is: "coming",
      from: paris("07-18T00:00"),
    });
    expect(viewOf(standingOf({ at: "07-28T00:00" }), resident, null)).toEqual({
      is: "over",
      until: paris("07-28T00:00"),
    });
    expect(zonesOf({ rules: { zones: [], gates: [] } }, resident)).toEqual([]);
    expect(zonesOf({}, resident, "NONE")).toEqual([]);
  });

  it("says what each brings: pass and identity document from 13 on into the grey zone, nothing into the red one on foot", () => {
    expect(zoneOf({}, resident).bring).toEqual({ pass: "needed", idFromAge: 13 });
    expect(zoneOf({}, resident, "R1").bring).toEqual({ pass: "not-needed", idFromAge: null });
    expect(zoneOf({}, { kind: "ticket", means: "foot" }).bring).toEqual({ pass: "needed", idFromAge: 0 });
    expect(zoneOf({}, { kind: "visitor", means: "foot" }, "N1").bring).toBeNull();
    // Without a pass vehicles justify themselves at the blue zone.
    expect(zoneOf({}, { kind: "delivery", means: "van" }, "B1").bring).toEqual({ pass: "or-identity", idFromAge: 0 });
  });

  it("puts those that may not be entered last, and of a visitor's black zone says that it is not for their pass", () => {
    const zones = zonesOf({}, { kind: "visitor", means: "foot" });
    expect(zones.map(({ code }) => code)).toEqual(["G1", "R1", "B1", "N1"]);
    expect(zones.at(-1)?.gates[0]?.state).toEqual({ is: "not-for-them", because: "never", opensAt: null });
  });

  it("lets vehicles in until the minute that the rules say, and not after it", () => {
    expect(zoneOf({ at: "07-26T12:59" }, car).gates[0]?.state).toEqual({ is: "open", until: paris("07-26T13:00") });
    const after = zoneOf({ at: "07-26T13:00" }, car);
    expect(after.gates[0]?.state).toEqual({ is: "not-for-them", because: "vehicle", opensAt: null });
    expect(after.bring).toBeNull();
    // Whoever walks goes on walking.
    expect(zoneOf({ at: "07-26T13:00" }, resident).gates[0]?.state.is).toBe("open");
  });

  it("says when a closed gate opens, and which one is open meanwhile with the way there", () => {
    const said = { at: "07-20T05:00", rules: withHours("7", daily(360, 1320)) };
    const { gates } = zoneOf(said, resident);
    expect(gates.map(({ code, state }) => [code, state])).toEqual([
      ["8", { is: "open", until: null }],
      ["7", { is: "closed", opensAt: paris("07-20T06:00") }],
    ]);
    expect(gates[1]?.other).toMatchObject({ code: "8", headingDegrees: expect.closeTo(90, 0) });
    expect(gates[1]?.wait).toBeNull();
    expect(gates[0]?.other).toBeNull();
    expect(gates[1]?.hours).toEqual([{ from: paris("07-20T06:00"), until: paris("07-20T22:00") }]);
  });

  it("offers no way to a gate that does not let them in either, and knows when all are closed", () => {
    const hours = daily(360, 420);
    const all = { gates: perimeters.gates.map((gate) => ({ ...gate, hours })) };
    for (const zone of zonesOf({ rules: all }, resident))
      for (const gate of zone.gates) expect([gate.state.is === "open", gate.other]).toEqual([false, null]);
  });

  it("is closed where no mandate is in force, and closes when it ends", () => {
    expect(states(zoneOf({ mandateUntil: null }, resident))).toEqual([
      ["7", "not-checking"],
      ["8", "not-checking"],
    ]);
    const ends = zoneOf({ mandateUntil: "07-20T18:00" }, resident).gates[0]?.state;
    expect(ends).toEqual({ is: "open", until: paris("07-20T18:00") });
  });

  it("puts the shortest known wait first; one that is not known is not zero", () => {
    const waits = { "7": [{ known: false } as const], "8": [known(25, "07-20T11:59")] };
    const { gates } = zoneOf({ waits }, resident);
    expect(gates.map(({ code, wait }) => [code, wait])).toEqual([
      ["8", { known: true, minutes: 25, asOf: paris("07-20T11:59"), old: false }],
      ["7", { known: false }],
    ]);
  });

  it("takes the lane of least wait, rounds up, never below, and says when a figure is old", () => {
    const now = paris("07-20T12:00");
    const wait = (minutes: number, at = "07-20T11:58:40") => publicWait([{ known: false }, known(minutes, at)], now);
    expect(publicWait([], now)).toEqual({ known: false });
    expect(publicWait([known(9, "07-20T11:58"), known(2, "07-20T11:50")], now)).toMatchObject({
      minutes: 2,
      old: true,
    });
    expect(wait(0)).toEqual({ known: true, minutes: 0, asOf: paris("07-20T11:58"), old: false });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5000, noNaN: true }), (minutes) => {
        const told = wait(minutes);
        if (!told.known) throw new Error("unknown");
        expect(told.minutes).toBeGreaterThanOrEqual(Math.min(minutes, 120));
        expect(told.minutes === 0).toBe(minutes === 0);
        expect(Number.isInteger(told.minutes)).toBe(true);
      }),
    );
  });
});

describe("hours of a day", () => {
  const hours = (calendar: Calendar, at: string) => {
    const rules = prepare(ruleSetOf(withHours("7", calendar)));
    const gate = [...rules.gates.values()].find(({ gate: { code } }) => code === "7");
    if (gate === undefined) throw new Error("no gate 7");
    return hoursOn(gate.hours, rules.localTime, paris(at));
  };

  it("tell a night with the day it began on, and what began before only by its end", () => {
    expect(hours(ALWAYS, "07-20T12:00")).toEqual([{ from: null, until: null }]);
    expect(hours(daily(1200, 120), "07-20T12:00")).toEqual([
      { from: null, until: paris("07-20T02:00") },
      { from: paris("07-20T20:00"), until: paris("07-21T02:00") },
    ]);
    const except = { ...ALWAYS, except: [{ from: paris("07-20T00:00"), until: paris("07-21T00:00") }] };
    expect(hours(except, "07-20T12:00")).toEqual([]);
  });
});

describe("the page and the gates", () => {
  /** As a gate itself would judge, asked without the page. */
  const isLetIn = (rules: PreparedRules, place: string, { kind, means }: Visitor, ms: number, mandateUntil: number) => {
    const gate = [...rules.gates.values()].find((one) => one.gate.place === place)?.gate.place;
    if (gate === undefined) throw new Error("no such gate");
    const pass = kind === "ticket" ? null : ("here" as const);
    const example = { gate, at: instantOf(ms), means, category: kind, ageYears: null, pass };
    return admits(judge(rules, { ...caseOf(rules, example), mandateUntil: instantOf(mandateUntil) }));
  };
  const visitors = KINDS.flatMap((kind) => MEANS_OF[kind].map((means) => ({ kind, means })));
  const calendar = fc.oneof(
    fc.constant(ALWAYS),
    fc.tuple(fc.nat(1440), fc.nat(1440)).map(([from, until]) => daily(from, until)),
    fc.nat(200).map((hour) => {
      const from = millisecondsOf(paris("07-18T00:00")) + hour * 3_600_000;
      return { ...ALWAYS, except: [{ from: instantOf(from), until: instantOf(from + 7_200_000) }] };
    }),
  );
  const situation = fc.record({
    visitor: fc.constantFrom(...visitors),
    hours: fc.array(calendar, { minLength: 5, maxLength: 5 }),
    when: calendar,
    minute: fc.nat(10 * 1440),
    mandateMinutes: fc.integer({ min: 1, max: 20 * 1440 }),
  });

  it("never disagree, at the moment and at the moments that are told", () => {
    fc.assert(
      fc.property(situation, ({ visitor, hours, when, minute, mandateMinutes }) => {
        const own = ruleOf("own", { categories: ["delivery"], means: ["van", "lorry"], when });
        const ruleSet = ruleSetOf({
          gates: perimeters.gates.map((gate, at) => ({ ...gate, hours: hours[at] ?? ALWAYS })),
          rules: [...perimeters.rules, own],
        });
        const rules = prepare(ruleSet);
        const ms = millisecondsOf(paris("07-18T00:00")) + minute * 60_000;
        const mandateUntil = ms + mandateMinutes * 60_000;
        const view = viewOf(
          { rules, now: instantOf(ms), mandateUntil: () => instantOf(mandateUntil), waits: () => [] },
          visitor,
          null,
        );
        if (view.is !== "in-force") {
          expect(ms).toBeGreaterThanOrEqual(rules.validUntil);
          return;
        }
        expect(view.zones.flatMap(({ gates }) => gates)).toHaveLength(ruleSet.gates.length);
        for (const { gates } of view.zones) {
          for (const { code, state, wait, other } of gates) {
            const place = ruleSet.gates.find((gate) => gate.code === code)?.place ?? "";
            const isIn = (then: number) => isLetIn(rules, place, visitor, then, mandateUntil);
            expect(state.is === "open").toBe(isIn(ms));
            expect(wait === null).toBe(state.is !== "open");
            const turns = state.is === "open" ? state.until : state.opensAt;
            if (turns !== null) {
              expect(isIn(millisecondsOf(turns))).toBe(state.is !== "open");
              expect(isIn(millisecondsOf(turns) - 1)).toBe(state.is === "open");
            } else if (state.is === "open") expect(isIn(ms + 86_400_000 - 1)).toBe(true);
            if (other !== null) expect(isLetIn(rules, other.gate, visitor, ms, mandateUntil)).toBe(true);
            if (other !== null) expect(other.gate).not.toBe(place);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
