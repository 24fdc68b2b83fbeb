import { describe, expect, it } from "vitest";
import { ALWAYS, type Verdict } from "../words.ts";
import { caseOf } from "./example.ts";
import { type Case, judge } from "./judge.ts";
import { prepare } from "./prepared.ts";
import { claimsOf, paris, perimeters, placeOf, ruleOf, ruleSetOf } from "./testing/perimeter.ts";

const rules = prepare(ruleSetOf());
const [gate7, gate8, gate3, gate4, gate5] = [17, 18, 13, 14, 15].map(placeOf);

/** A resident born in 1980 with a pass for the grey zone, on foot at gate 7 on the morning of 24 July. */
const usual: Case = {
  gate: placeOf(17),
  lane: null,
  direction: "in",
  means: "foot",
  at: paris("07-24T10:00"),
  credential: { kind: "pass", claims: claimsOf(1980) },
  revoked: false,
  presence: null,
  mandateUntil: paris("07-28T00:00"),
};
const say = (said: Partial<Case>, by = rules) => judge(by, { ...usual, ...said });
const pass = (...said: Parameters<typeof claimsOf>): Pick<Case, "credential"> => ({
  credential: { kind: "pass", claims: claimsOf(...said) },
});
const isVerdict = (verdict: Verdict, is: Verdict["is"]) => expect(verdict).toMatchObject({ is });

describe("a resident, 12 years old, by car, 26 July, gate 7", () => {
  const example = { gate: placeOf(17), category: "resident", ageYears: 12, pass: "here" } as const;
  const tried = (at: string, said: Partial<Parameters<typeof caseOf>[1]> = {}) =>
    judge(rules, caseOf(rules, { ...example, at: paris(at), means: "car", ...said }));

  it("is let in until 13:00 and not from then on, and is told since when", () => {
    expect(tried("07-26T12:59")).toEqual({ is: "admit" });
    expect(tried("07-26T12:59:59")).toEqual({ is: "admit" });
    expect(tried("07-26T13:00")).toMatchObject({ is: "vehicle-not-allowed", since: paris("07-26T13:00") });
    expect(tried("07-26T13:01")).toEqual({ is: "vehicle-not-allowed", go: null, since: paris("07-26T13:00") });
  });

  it("is let in on foot at 13:01, without an identity check until 13", () => {
    expect(tried("07-26T13:01", { means: "foot" })).toEqual({ is: "admit" });
    isVerdict(tried("07-26T13:01", { means: "foot", ageYears: 13 }), "admit-with-id-check");
  });
});

describe("the law's regimes", () => {
  it("asks residents of the grey zone for their pass and, if they could be 13, for an identity document", () => {
    expect(say({})).toEqual({ is: "admit-with-id-check", identity: { initials: "AM", birthYear: 1980 } });
    // Born in 2011 one is 12 or 13 in 2024; born in 2012, 11 or 12.
    isVerdict(say(pass(2011)), "admit-with-id-check");
    expect(say(pass(2012))).toEqual({ is: "admit" });
  });

  it("lets pedestrians into red and blue zones freely, and vehicles with a pass or a justification", () => {
    const nobody = { credential: { kind: "none", category: null, ageYears: null } } as const;
    expect(say({ ...nobody, gate: gate3 ?? usual.gate })).toEqual({ is: "admit" });
    expect(say({ ...nobody, gate: gate4 ?? usual.gate })).toEqual({ is: "admit" });
    isVerdict(say({ ...nobody, gate: gate3 ?? usual.gate, means: "car" }), "vehicle-not-allowed");
    expect(say({ ...nobody, gate: gate4 ?? usual.gate, means: "car" })).toEqual({
      is: "admit-with-id-check",
      identity: null,
    });
    expect(say({ ...pass(1980, { zones: ["R1"] }), gate: gate3 ?? usual.gate, means: "car" })).toEqual({ is: "admit" });
  });

  it("lets ticket holders into black and grey zones with an identity document alone", () => {
    const ticket = { credential: { kind: "none", category: "ticket", ageYears: 30 } } as const;
    const verdict = { is: "admit-with-id-check", identity: null };
    expect(say({ ...ticket, gate: gate5 ?? usual.gate })).toEqual(verdict);
    expect(say(ticket)).toEqual(verdict);
    isVerdict(say({ credential: { kind: "none", category: "visitor", ageYears: 30 } }), "unreadable");
  });

  it("lets emergency vehicles through in every zone, also where no lane is for vehicles", () => {
    for (const gate of rules.gates.keys()) {
      const credential = { kind: "none", category: null, ageYears: null } as const;
      expect(say({ gate, credential, means: "emergency-vehicle", at: paris("07-26T20:00") })).toEqual({ is: "admit" });
    }
  });
});

describe("reasons", () => {
  it("names the nearest gate that lets this case in, how far it is and in which direction", () => {
    const verdict = say({ ...pass(1980, { zones: ["N1", "R1"] }), at: paris("07-26T10:00") });
    expect(verdict).toMatchObject({ is: "wrong-zone", go: { gate: gate3, code: "3" } });
    if (verdict.is !== "wrong-zone" || verdict.go === null) throw new Error("no way");
    // 731 m along the parallel, times 1.3 for the streets.
    expect(verdict.go.metres).toBeCloseTo(951, -1);
    expect(verdict.go.minutes).toBe(12);
    expect(verdict.go.headingDegrees).toBeCloseTo(90, 0);
  });

  it("sends nobody to a gate that would not let them in", () => {
    // The black zone takes residents, not workers.
    expect(say(pass(1980, { zones: ["N1"], category: "worker" }))).toEqual({ is: "wrong-zone", go: null });
    isVerdict(say(pass(1980, { zones: ["N1"], category: "resident" })), "wrong-zone");
    const closed = prepare(
      ruleSetOf({
        gates: perimeters.gates.map((gate) =>
          gate.code === "3"
            ? { ...gate, hours: { ...ALWAYS, weekly: [{ days: [1], fromMinute: 0, untilMinute: 60 }] } }
            : gate,
        ),
      }),
    );
    expect(say(pass(1980, { zones: ["R1"] }), closed)).toEqual({ is: "wrong-zone", go: null });
  });

  it("tells when a pass begins and that it has ended, the end before a wrong zone and that before the beginning", () => {
    const at = paris("07-20T10:00");
    const later = { notBefore: paris("07-25T06:00") };
    expect(say({ ...pass(1980, later), at })).toEqual({ is: "not-yet", from: later.notBefore });
    isVerdict(say({ ...pass(1980, { ...later, zones: ["R1"] }), at }), "wrong-zone");
    const ended = { notAfter: paris("07-19T06:00") };
    expect(say({ ...pass(1980, ended), at })).toEqual({ is: "no-longer", until: ended.notAfter });
    expect(say({ ...pass(1980, { ...ended, zones: ["R1"] }), at })).toMatchObject({ is: "no-longer" });
    // Half open: at its first moment it is good, at its last it is not.
    isVerdict(say({ ...pass(1980, later), at: later.notBefore }), "admit-with-id-check");
    isVerdict(say({ ...pass(1980, ended), at: ended.notAfter }), "no-longer");
  });

  it("tells when a rule will let a case in, and when it last did", () => {
    const mornings = { ...ALWAYS, weekly: [{ days: [1, 2, 3, 4, 5], fromMinute: 360, untilMinute: 600 }] };
    const deliveries = prepare(
      ruleSetOf({ rules: [ruleOf("deliveries", { categories: ["delivery"], when: mornings })] }),
    );
    const driver = pass(1980, { category: "delivery" });
    // Wednesday 24 July at ten sharp; then Saturday: on Monday again; then Friday the 26th after ten, when the pass ends before Monday.
    expect(say({ ...driver, means: "van" }, deliveries)).toEqual({ is: "not-yet", from: paris("07-25T06:00") });
    isVerdict(say({ ...driver, means: "van", at: paris("07-24T09:59") }, deliveries), "admit");
    expect(say({ ...driver, means: "van", at: paris("07-20T09:00") }, deliveries)).toEqual({
      is: "not-yet",
      from: paris("07-22T06:00"),
    });
    expect(say({ ...driver, means: "van", at: paris("07-26T11:00") }, deliveries)).toEqual({
      is: "no-longer",
      until: paris("07-26T10:00"),
    });
  });

  it("judges a vehicle's pass as a vehicle's even where people walk", () => {
    expect(say(pass(null))).toEqual({ is: "admit" });
    isVerdict(say({ ...pass(null), at: paris("07-26T14:00") }), "vehicle-not-allowed");
    expect(say({ ...pass(null), lane: "A" })).toMatchObject({ is: "vehicle-not-allowed", go: { gate: gate7 } });
    expect(say({ ...pass(null), lane: "V" })).toEqual({ is: "admit" });
  });

  it("says revoked before anything about place or time, and nothing before a closed gate", () => {
    expect(say({ ...pass(1980, { zones: ["R1"] }), revoked: true })).toEqual({ is: "revoked" });
    expect(say({ revoked: true, mandateUntil: null })).toEqual({ is: "gate-closed", because: "no-mandate" });
    expect(say({ mandateUntil: usual.at })).toEqual({ is: "gate-closed", because: "no-mandate" });
    expect(judge(null, usual)).toEqual({ is: "gate-closed", because: "no-rules" });
    expect(say({ at: paris("07-28T00:00"), mandateUntil: paris("07-30T00:00") })).toEqual({
      is: "gate-closed",
      because: "no-rules",
    });
    expect(say({ gate: placeOf(99) })).toEqual({ is: "gate-closed", because: "no-rules" });
  });

  it("lets nobody in twice where who is inside must leave first, and anybody where not", () => {
    const presence = { inside: true, at: paris("07-24T09:00"), gate: placeOf(18) };
    expect(say({ presence })).toEqual({ is: "already-inside", since: presence.at, gate: gate8 });
    isVerdict(say({ presence: { ...presence, inside: false } }), "admit-with-id-check");
    expect(say({ ...pass(1980, { zones: ["R1"] }), gate: gate3 ?? usual.gate, presence })).toEqual({ is: "admit" });
    // What is wrong anyway is said first.
    isVerdict(say({ ...pass(1980, { zones: ["R1"] }), presence }), "wrong-zone");
  });
});

describe("people before papers", () => {
  it("turns away nobody who comes to help, be the gate closed, and holds nobody inside", () => {
    const responder = { credential: { kind: "responder", service: "medical" } } as const;
    const escort = { is: "escort", service: "medical" };
    expect(say(responder)).toEqual(escort);
    expect(judge(null, { ...usual, ...responder, mandateUntil: null })).toEqual(escort);
    for (const said of [{ revoked: true }, pass(1980, { zones: ["R1"], notAfter: paris("07-19T06:00") })]) {
      expect(judge(null, { ...usual, ...said, direction: "out", mandateUntil: null })).toEqual({ is: "admit" });
    }
  });

  it("does not hold an unknown age against anybody", () => {
    const minors = ruleOf("no-minors", { effect: "refuse", ages: { from: 0, below: 18 } });
    const young = prepare(ruleSetOf({ rules: [minors, ruleOf("all")] }));
    // Born in 2006 one is 17 or 18 in 2024; born in 2007, 16 or 17.
    isVerdict(say(pass(2006), young), "admit");
    isVerdict(say(pass(2007), young), "wrong-zone");
    const grownUps = prepare(ruleSetOf({ rules: [ruleOf("grown-ups", { ages: { from: 18, below: 131 } })] }));
    isVerdict(say(pass(2006), grownUps), "admit");
    isVerdict(say(pass(2007), grownUps), "wrong-zone");
    isVerdict(say({ ...pass(2006), ageYears: 17 }, grownUps), "wrong-zone");
  });

  it("treats a pass that is not for here as no pass: its category opens nothing", () => {
    const ticket = pass(1980, { category: "ticket", zones: ["R1"] });
    isVerdict(say({ ...ticket, gate: gate5 ?? usual.gate }), "wrong-zone");
    isVerdict(
      say({ ...pass(1980, { category: "ticket", zones: ["N1"] }), gate: gate5 ?? usual.gate }),
      "admit-with-id-check",
    );
  });
});
