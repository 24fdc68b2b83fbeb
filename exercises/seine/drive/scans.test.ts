import { describe, expect, it } from "vitest";
import { cutOff, happenings } from "../scenario/at-gates.ts";
import { gates } from "../scenario/perimeters.ts";
import { arrivalsBetween, type Coming, leavingBetween } from "../scenario/visits.ts";
import { at, eveningSeconds } from "../scenario/time.ts";
import type { HeldPass, PassBook } from "./pass-book.ts";
import { lookAtArrival, lookAtHappening, lookAtLeaving, type Moment } from "./scans.ts";
import type { Shown, Verdict } from "./verdicts.ts";

const placeOf = (code: string): string => `place of ${code}`;
const places = new Map(gates.map(({ code }) => [code, placeOf(code)]));
const gateOf = (place: string) => gates.find(({ code }) => placeOf(code) === place);

const held = (number: number, zone: string, revoked = false): HeldPass => ({
  number,
  category: "resident",
  zone,
  zones: [zone],
  revoked,
});

/** Gates of a perimeter whose rules are as simple as can be, and a desk that gives out one and the same pass. */
function standing(pass: HeldPass, says?: (shown: Shown) => Verdict) {
  const given: number[] = [];
  const back: number[] = [];
  const asked: Shown[] = [];
  const book: PassBook = {
    take: () => {
      given.push(pass.number);
      return Promise.resolve(pass);
    },
    giveBack: ({ number }) => void back.push(number),
    supervisor: () => Promise.resolve(held(7, "G1")),
  };
  const byZone = ({ gate, pass: shown }: Shown): Verdict =>
    shown === null || shown.includes(gateOf(gate)?.zone ?? "") ? { is: "admit" } : { is: "wrong-zone", go: null };
  const inside: HeldPass[] = [];
  const moment: Moment = {
    book,
    verdicts: {
      of: (shown) => {
        asked.push(shown);
        return Promise.resolve((says ?? byZone)(shown));
      },
      forget: () => {},
    },
    places,
    inside,
    rules: 3,
    realMs: (seconds) => 1_700_000_000_000 + seconds * 1000,
  };
  return { moment, given, back, asked, inside };
}

const evening = arrivalsBetween(0, eveningSeconds);
function arrivalsAs(as: Coming) {
  const some = evening.filter((one) => one.as === as);
  if (some.length === 0) throw new Error(`nobody comes as ${as}`);
  return some;
}
function one(as: Coming) {
  const [first] = arrivalsAs(as);
  if (!first) throw new Error(`nobody comes as ${as}`);
  return first;
}

describe("who comes to a gate", () => {
  it("with a pass is scanned at a gate of its zone, by a lane of that gate, and judged by the rules in force", async () => {
    for (const arrival of arrivalsAs("pass").slice(0, 200)) {
      const { moment, asked, back } = standing(held(12, "G2"));
      const seen = await lookAtArrival(arrival, moment);
      expect(seen?.gate.zone).toBe("G2");
      expect(seen?.gate.lanes.find(({ code }) => code === seen.scan.lane)).toMatchObject({
        direction: "in",
        means: [],
      });
      expect(seen?.scan).toMatchObject({ pass: 12, found: { is: "admit" }, direction: "in", rules: 3, override: null });
      expect(asked).toEqual([{ gate: seen?.scan.gate, means: "foot", category: "resident", pass: ["G2"] }]);
      expect(back).toEqual([]);
    }
  });

  it("with a revoked pass is told so, whatever the rules say", async () => {
    const { moment } = standing(held(12, "G2", true));
    expect((await lookAtArrival(one("pass"), moment))?.scan.found).toEqual({ is: "revoked" });
  });

  it("at a gate that is closed or not in force is not scanned, and keeps the pass", async () => {
    const closed = standing(held(12, "G2"), () => ({ is: "gate-closed", because: "hours" }));
    expect(await lookAtArrival(one("pass"), closed.moment)).toBeNull();
    expect(closed.back).toEqual([12]);
    const gone = standing(held(12, "G2"));
    expect(await lookAtArrival(one("pass"), { ...gone.moment, places: new Map() })).toBeNull();
    expect([gone.back, gone.asked]).toEqual([[12], []]);
  });

  it("with a pass for another zone is refused and comes again, but for the few a supervisor lets in", async () => {
    let overridden = 0;
    const all = arrivalsAs("elsewhere");
    for (const arrival of all) {
      const { moment, back } = standing(held(12, "G2"));
      const seen = await lookAtArrival(arrival, moment);
      expect(seen?.gate.zone).not.toBe("G2");
      expect(seen?.scan.found.is).toBe("wrong-zone");
      if (seen?.scan.override) {
        overridden++;
        expect(seen.scan.override).toMatchObject({ by: 7, reason: "child-with-adult" });
        expect(back).toEqual([]);
      } else expect(back).toEqual([12]);
    }
    expect(overridden).toBeGreaterThan(0);
    expect(overridden).toBeLessThan(all.length / 10);
  });

  it("shows a pass again that went in a while ago, and none while nobody has", async () => {
    const { moment, inside } = standing(held(12, "G2"));
    expect(await lookAtArrival(one("again"), moment)).toBeNull();
    inside.push(...Array.from({ length: 40 }, (_, n) => held(100 + n, "G1")));
    const seen = await lookAtArrival(one("again"), moment);
    expect([seen?.scan.pass, seen?.gate.zone]).toEqual([120, "G1"]);
  });

  it("by car or with a ticket says so", async () => {
    const { moment, asked } = standing(held(12, "G4"));
    const car = await lookAtArrival(one("car"), moment);
    expect(car?.scan.means).toBe("car");
    const ticket = await lookAtArrival(one("ticket"), moment);
    expect(ticket?.scan).toMatchObject({ pass: null, source: "none" });
    expect(asked.map(({ means, category, pass }) => ({ means, category, pass }))).toEqual([
      { means: "car", category: "resident", pass: ["G4"] },
      { means: "foot", category: "ticket", pass: null },
    ]);
  });

  it("is written down as done where the gate has no network, and asked about everywhere else", async () => {
    const { moment } = standing(held(12, "G3"));
    const during = arrivalsBetween(cutOff.fromSeconds, cutOff.untilSeconds - 1);
    const seen = await Promise.all(during.map((arrival) => lookAtArrival(arrival, moment)));
    const acted = seen.filter((each) => each?.scan.standing === "acted");
    expect(acted.length).toBeGreaterThan(5);
    expect(new Set(acted.map((each) => each?.gate.code))).toEqual(new Set([cutOff.gate]));
    expect(seen.filter((each) => each?.gate.code === cutOff.gate).length).toBe(acted.length);
  });
});

describe("who leaves", () => {
  it("shows the pass that went in first, by a lane out of its zone; others show none", () => {
    const { moment, inside } = standing(held(12, "G2"));
    inside.push(held(1, "G1"), held(2, "G4"));
    const seen = leavingBetween(at(22, 30), at(22, 32)).map((leaving) => lookAtLeaving(leaving, moment));
    expect(seen.every((each) => each?.scan.direction === "out" && each.scan.found.is === "admit")).toBe(true);
    expect(seen.map((each) => each?.scan.pass ?? null).filter((pass) => pass !== null)).toEqual([1, 2]);
    expect(seen.find((each) => each?.scan.pass === 2)?.gate.zone).toBe("G4");
    expect(inside).toEqual([]);
  });
});

describe("what happens at single gates", () => {
  it("is an escort without a pass, or a pass that is not genuine", () => {
    const { moment } = standing(held(12, "G2"));
    for (const happening of happenings) {
      const seen = lookAtHappening(happening, moment);
      expect(seen?.scan.gate).toBe(placeOf(happening.gate));
      expect(seen?.scan.found.is).toBe(happening.is === "escort" ? "escort" : "not-genuine");
    }
  });
});
