import { instantOf, PassNumber } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALWAYS,
  admits,
  type Calendar,
  Claims,
  Direction,
  type Lane,
  Means,
  NotGenuineBecause,
  ResponderService,
  type Rule,
  RuleSet,
  UnreadableBecause,
  Verdict,
} from "../words.ts";
import type { Credential } from "./credential.ts";
import { type Case, judge } from "./judge.ts";
import { prepare } from "./prepared.ts";
import { faultsOfPerimeters } from "./perimeters.ts";
import { namesOf } from "./names.ts";
import { sentenceOf, verdictSentence } from "./sentence.ts";
import { VERDICT_ORDER } from "./verdict-order.ts";
import { perimeters, placeOf } from "./testing/perimeter.ts";

/*
 * Any rule set, also one that nobody could mean: rules that name zones, categories and regimes that do not exist, gates into nowhere, the
 * same code twice, periods long past, a time zone of fiction.
 */
const WEEK = 7 * 86_400_000;
const MIDDLE = Date.UTC(2024, 6, 24);
const instants = fc.integer({ min: MIDDLE - 2 * WEEK, max: MIDDLE + 2 * WEEK }).map((ms) => instantOf(ms));
const seconds = fc
  .integer({ min: (MIDDLE - 2 * WEEK) / 1000, max: (MIDDLE + 2 * WEEK) / 1000 })
  .map((s) => instantOf(s * 1000));
const intervals = fc
  .tuple(instants, fc.integer({ min: 1000, max: WEEK }))
  .map(([from, length]) => ({ from, until: instantOf(Date.parse(from) + length) }));
const minutes = fc.integer({ min: 0, max: 1440 });
const calendars: fc.Arbitrary<Calendar> = fc.record({
  spans: fc.array(intervals, { maxLength: 2 }),
  weekly: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fromMinute: minutes,
      untilMinute: minutes,
    }),
    { maxLength: 2 },
  ),
  except: fc.array(intervals, { maxLength: 1 }),
});
const zoneCodes = fc.constantFrom("G1", "R1", "B1", "N1", "ZZ");
const categories = fc.constantFrom("resident", "worker", "ticket", "nobody-knows");
const means = fc.constantFrom(...Means.options);
const places = fc.constantFrom(...[13, 14, 15, 17, 18, 99].map(placeOf));
const lanes: fc.Arbitrary<Lane> = fc.record({
  code: fc.constantFrom("A", "B", "V"),
  direction: fc.constantFrom("in", "out", "both"),
  means: fc.uniqueArray(means, { maxLength: 3 }),
});
const rules: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom("a", "b", "c", "d"),
  zones: fc.uniqueArray(zoneCodes, { maxLength: 2 }),
  regimes: fc.uniqueArray(fc.constantFrom("grey", "red", "own"), { maxLength: 2 }),
  categories: fc.uniqueArray(categories, { maxLength: 2 }),
  means: fc.uniqueArray(means, { maxLength: 3 }),
  ages: fc.option(fc.record({ from: fc.nat(130), below: fc.integer({ min: 1, max: 131 }) })),
  when: calendars,
  effect: fc.constantFrom("admit", "admit", "refuse"),
  pass: fc.constantFrom("needed", "not-needed"),
  idCheckFromAge: fc.option(fc.nat(130)),
  note: fc.constant(""),
});
const ruleSets: fc.Arbitrary<RuleSet> = fc.record({
  number: fc.constant(1),
  publishedAt: fc.constant(instantOf(MIDDLE - WEEK)),
  valid: fc.oneof(
    { weight: 5, arbitrary: fc.constant({ from: instantOf(MIDDLE - 3 * WEEK), until: instantOf(MIDDLE + 3 * WEEK) }) },
    intervals,
  ),
  timeZone: fc.constantFrom("Europe/Paris", "America/New_York", "Nowhere/At-All"),
  zones: fc.subarray([...perimeters.zones, ...perimeters.zones.slice(0, 1)]),
  gates: fc
    .array(
      fc.tuple(
        fc.nat(perimeters.gates.length - 1),
        zoneCodes,
        fc.array(lanes, { minLength: 1, maxLength: 3 }),
        calendars,
      ),
      { maxLength: 6 },
    )
    .map((all) =>
      all.flatMap(([at, zone, some, hours]) => {
        const gate = perimeters.gates[at];
        return gate === undefined ? [] : [{ ...gate, zone, lanes: some, hours }];
      }),
    ),
  categories: fc.subarray([...perimeters.categories]),
  rules: fc.array(rules, { maxLength: 6 }),
});
const claims: fc.Arbitrary<Claims> = fc
  .record({
    category: categories,
    zones: fc.uniqueArray(zoneCodes, { minLength: 1, maxLength: 3 }),
    times: fc.tuple(seconds, seconds),
    holder: fc.oneof(
      fc.record({
        kind: fc.constant("person" as const),
        initials: fc.constant("AM"),
        birthYear: fc.integer({ min: 1900, max: 2100 }),
      }),
      fc.record({ kind: fc.constant("vehicle" as const), plate: fc.constant("AB-123-CD") }),
    ),
  })
  .map(({ times: [notBefore, notAfter], ...said }) => Claims.parse({ ...said, number: 1, notBefore, notAfter }));
const passes = claims.map((said): Credential => ({ kind: "pass", claims: said }));
const credentials: fc.Arbitrary<Credential> = fc.oneof(
  { weight: 4, arbitrary: passes },
  fc.constantFrom(...UnreadableBecause.options).map((because): Credential => ({ kind: "unreadable", because })),
  fc.constantFrom(...NotGenuineBecause.options).map((because): Credential => ({ kind: "not-genuine", because })),
  fc.constantFrom(...ResponderService.options).map((service): Credential => ({ kind: "responder", service })),
  fc
    .tuple(fc.option(categories), fc.option(fc.nat(130)))
    .map(([category, ageYears]): Credential => ({ kind: "none", category, ageYears })),
);
const cases: fc.Arbitrary<Case> = fc.record({
  gate: places,
  lane: fc.option(fc.constantFrom("A", "B", "V", "X")),
  direction: fc.constantFrom(...Direction.options),
  means,
  at: instants,
  credential: credentials,
  revoked: fc.boolean(),
  presence: fc.option(fc.record({ inside: fc.boolean(), at: instants, gate: places })),
  mandateUntil: fc.option(instants, { freq: 5 }),
});
/** Those that come as far as the rules. */
const entries = fc.tuple(cases, passes).map(
  ([given, credential]): Case => ({
    ...given,
    credential,
    direction: "in",
    revoked: false,
    presence: null,
    mandateUntil: instantOf(MIDDLE + 9 * WEEK),
  }),
);

/** What is most often asked: at an open gate that there is, with a pass for its zone, by rules of which most speak of it. */
const OVER: Calendar = {
  ...ALWAYS,
  spans: [{ from: instantOf(MIDDLE - 9 * WEEK), until: instantOf(MIDDLE - 3 * WEEK) }],
};
const likelyRules = fc
  .record({ rule: rules, speaks: fc.boolean(), when: fc.option(fc.constantFrom(ALWAYS, OVER)), asksFrom: fc.nat(20) })
  .map(({ rule, speaks, when, asksFrom }) => ({
    ...rule,
    ...(speaks ? { zones: [], regimes: [], categories: [], means: [], ages: null, idCheckFromAge: asksFrom } : {}),
    when: when ?? rule.when,
  }));
const likely = fc
  .record({
    ruleSet: ruleSets,
    rules: fc.array(likelyRules, { minLength: 1, maxLength: 2 }),
    given: entries,
    at: fc.nat(perimeters.gates.length - 1),
    antiPassback: fc.boolean(),
    presence: fc.option(fc.record({ inside: fc.boolean(), at: instants, gate: places })),
    pass: fc.constantFrom("good", "good", "good", "revoked", "ended", "coming"),
  })
  .map(({ ruleSet, given, at, antiPassback, presence, pass, ...said }): [RuleSet, Case] => {
    const zones = perimeters.zones.map((zone) => ({ ...zone, antiPassback }));
    const gates = perimeters.gates.map((gate) => ({ ...gate, hours: ALWAYS }));
    const open = { ...ruleSet, ...said, zones, gates };
    const gate = gates[at];
    if (gate === undefined || given.credential.kind !== "pass") return [open, given];
    const period = {
      notBefore: instantOf(pass === "coming" ? MIDDLE + 4 * WEEK : 0),
      notAfter: instantOf(pass === "ended" ? MIDDLE - 4 * WEEK : MIDDLE + 99 * WEEK),
    };
    const claims = { ...given.credential.claims, zones: [gate.zone], ...period };
    const credential = { kind: "pass" as const, claims };
    return [open, { ...given, gate: gate.place, lane: null, presence, revoked: pass === "revoked", credential }];
  });

/** Anything at all, and what is likely. */
const any: fc.Arbitrary<[RuleSet, Case]> = fc.oneof(fc.tuple(ruleSets, cases), likely);

const holds = <Given>(property: fc.IProperty<Given>) => fc.assert(property, { numRuns: 800 });

describe("whatever the rules and the case", () => {
  it("there is one verdict, of a known form, the same when asked again and in whatever order; and none is never given", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(any, ([ruleSet, given]) => {
        expect(RuleSet.safeParse(ruleSet).success).toBe(true);
        const prepared = prepare(ruleSet);
        const verdict = judge(prepared, given);
        const ended = given.credential.kind === "pass" && given.at >= given.credential.claims.notAfter;
        reached.add(verdict.is === "no-longer" && !ended ? "no-longer by the rules" : verdict.is);
        expect(Verdict.parse(verdict)).toEqual(verdict);
        judge(prepared, { ...given, at: instantOf(Date.parse(given.at) + 3_600_000) });
        expect(judge(prepared, given)).toEqual(verdict);
        expect(judge(prepare(ruleSet), given)).toEqual(verdict);
      }),
      { numRuns: 2000 },
    );
    // A form that no case had would not have been looked at.
    expect([...reached].toSorted()).toEqual([...VERDICT_ORDER, "no-longer by the rules"].toSorted());
  });

  it("and it can be said, and what is wrong with the rules can be told, in both languages", () => {
    holds(
      fc.property(any, ([ruleSet, given]) => {
        const names = namesOf(ruleSet);
        const verdict = judge(prepare(ruleSet), given);
        for (const language of ["fr", "en"] as const) {
          const sentences = [
            verdictSentence(verdict, names, language),
            ...ruleSet.rules.map((rule) => sentenceOf(rule, names, language)),
          ];
          for (const sentence of sentences) expect(sentence).toMatch(/^[\p{Lu}«“].*\.$/u);
          expect(sentences.join(" ")).not.toMatch(/undefined|NaN|null| {2}/);
        }
        for (const { because } of faultsOfPerimeters(ruleSet)) expect(because.en).toMatch(/\.$/);
      }),
    );
  });

  it("nobody who comes to help is turned away, and nobody with a pass is held inside", () => {
    holds(
      fc.property(any, ([ruleSet, given]) => {
        const verdict = judge(prepare(ruleSet), given);
        const { kind } = given.credential;
        if (kind === "responder" || (given.direction === "out" && kind === "pass")) expect(admits(verdict)).toBe(true);
      }),
    );
  });

  it("nobody comes in by what is no pass, by a revoked one, or without a mandate", () => {
    holds(
      fc.property(any, ([ruleSet, given]) => {
        const verdict = judge(prepare(ruleSet), { ...given, direction: "in" });
        const { kind } = given.credential;
        const isBarred =
          kind === "unreadable" ||
          kind === "not-genuine" ||
          (kind === "pass" && given.revoked) ||
          (kind !== "responder" && (given.mandateUntil === null || given.mandateUntil <= given.at));
        if (isBarred) expect(admits(verdict)).toBe(false);
      }),
    );
  });

  it("nobody who is inside comes in again where who is inside must leave first", () => {
    holds(
      fc.property(fc.oneof(fc.tuple(ruleSets, entries), likely), ([ruleSet, given]) => {
        const gate = ruleSet.gates.find(({ place }) => place === given.gate);
        const zone = ruleSet.zones.find(({ code }) => code === gate?.zone);
        const inside = { inside: true, at: given.at, gate: given.gate };
        const [out, again] = [judge(prepare(ruleSet), given), judge(prepare(ruleSet), { ...given, presence: inside })];
        if (zone?.antiPassback) expect(admits(again)).toBe(false);
        else expect(again).toEqual(out);
      }),
    );
  });
});

describe("a gate one is sent to", () => {
  it("lets that very case in, at that very moment", () => {
    holds(
      fc.property(ruleSets, entries, (ruleSet, given) => {
        const prepared = prepare(ruleSet);
        const verdict = judge(prepared, given);
        if ((verdict.is !== "wrong-zone" && verdict.is !== "vehicle-not-allowed") || verdict.go === null) return;
        expect(admits(judge(prepared, { ...given, gate: verdict.go.gate, lane: null }))).toBe(true);
      }),
    );
  });

  it("and the moment one is told to come back is one at which the rules let that case in", () => {
    holds(
      fc.property(ruleSets, entries, (ruleSet, given) => {
        const open = {
          ...ruleSet,
          gates: ruleSet.gates.map((gate) => ({ ...gate, hours: { spans: [], weekly: [], except: [] } })),
        };
        const prepared = prepare(open);
        const verdict = judge(prepared, given);
        if (verdict.is !== "not-yet" || given.credential.kind !== "pass") return;
        expect(verdict.from > given.at).toBe(true);
        const { notBefore } = given.credential.claims;
        const then = judge(prepared, { ...given, at: verdict.from });
        // Where nothing is in sight the beginning of the pass itself is told.
        const isByAge = given.credential.claims.holder.kind === "person";
        if (verdict.from !== notBefore && !isByAge && verdict.from < ruleSet.valid.until)
          expect(admits(then)).toBe(true);
      }),
    );
  });
});

describe("more never makes less", () => {
  const withoutRefusals = (ruleSet: RuleSet): RuleSet => ({
    ...ruleSet,
    rules: ruleSet.rules.filter(({ effect }) => effect === "admit"),
  });
  const letsIn = (ruleSet: RuleSet, given: Case) => admits(judge(prepare(ruleSet), given));

  it("a rule that admits, put last, takes nobody's way in", () => {
    fc.assert(
      fc.property(ruleSets, entries, rules, (ruleSet, given, rule) => {
        const longer = { ...ruleSet, rules: [...ruleSet.rules, { ...rule, effect: "admit" as const }] };
        if (letsIn(ruleSet, given)) expect(letsIn(longer, given)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  it("a pass for more zones or a longer time opens no less, where no rule refuses", () => {
    fc.assert(
      fc.property(ruleSets, entries, zoneCodes, (some, given, zone) => {
        const ruleSet = withoutRefusals(some);
        if (given.credential.kind !== "pass") return;
        const said = given.credential.claims;
        const wider = {
          ...said,
          zones: [...said.zones, zone],
          notBefore: instantOf(0),
          notAfter: instantOf(MIDDLE + 99 * WEEK),
        };
        if (letsIn(ruleSet, given)) {
          expect(letsIn(ruleSet, { ...given, credential: { kind: "pass", claims: wider } })).toBe(true);
        }
      }),
      { numRuns: 800 },
    );
  });

  it("showing a genuine pass is never worse than showing none, where no rule refuses", () => {
    fc.assert(
      fc.property(ruleSets, entries, (some, given) => {
        const ruleSet = withoutRefusals(some);
        const empty: Credential = { kind: "none", category: null, ageYears: null };
        // A vehicle's pass makes a vehicle of whoever shows it.
        if (given.credential.kind !== "pass" || given.credential.claims.holder.kind === "vehicle") return;
        const ageYears = 30;
        if (letsIn(ruleSet, { ...given, credential: empty, ageYears })) {
          expect(letsIn(ruleSet, { ...given, ageYears })).toBe(true);
        }
      }),
      { numRuns: 800 },
    );
  });

  it("who is older shows an identity document wherever who is younger does, where no rule asks for an age", () => {
    fc.assert(
      fc.property(ruleSets, entries, fc.nat(100), fc.nat(30), (some, given, age, more) => {
        const ruleSet = { ...some, rules: some.rules.map((rule) => ({ ...rule, ages: null })) };
        const asked = (ageYears: number) => judge(prepare(ruleSet), { ...given, ageYears });
        if (asked(age).is === "admit-with-id-check") expect(asked(age + more).is).toBe("admit-with-id-check");
        expect(admits(asked(age + more))).toBe(admits(asked(age)));
      }),
      { numRuns: 800 },
    );
  });

  it("only a pass number is needed to tell passes apart: the holder's name is in no verdict", () => {
    fc.assert(
      fc.property(ruleSets, entries, fc.integer({ min: 1, max: 4_294_967_295 }), (ruleSet, given, number) => {
        if (given.credential.kind !== "pass") return;
        const renumbered = { ...given.credential.claims, number: PassNumber.parse(number) };
        const verdict = judge(prepare(ruleSet), given);
        expect(judge(prepare(ruleSet), { ...given, credential: { kind: "pass", claims: renumbered } })).toEqual(
          verdict,
        );
        if (verdict.is !== "admit-with-id-check") expect(JSON.stringify(verdict)).not.toContain('"AM"');
      }),
      { numRuns: 300 },
    );
  });
});
