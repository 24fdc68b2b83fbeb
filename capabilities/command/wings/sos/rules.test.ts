import { instantOf, isRefusal, type Principal, SignalId, type SignalState } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entries, id, kinds, phone, trocadero, unit } from "../../testing/standing.ts";
import { callOffSos, movesTo, PRESSES_KEPT, raiseSos, type StandingSos, whereabouts } from "./rules.ts";
import { SosCalledOff, SosPressedAgain, SosRaised } from "./words.ts";

const now = instantOf(1_000_000);
const other: Principal = { ...phone, id: "d2" };
const pressed = (press = SignalId.parse(id()), pressedAt = instantOf(990_000)) => ({
  press,
  pressedAt,
  ...whereabouts({ phone: null, track: null, task: null, post: null }),
});
const standing = (change: Partial<StandingSos> = {}): StandingSos => ({
  ...{ signal: SignalId.parse(id()), unit: unit.id, device: phone.id, state: "waiting", presses: 1, calledOffAt: null },
  ...change,
});

describe("where an officer is taken to be", () => {
  const there = { position: [2.3, 48.9], ageSeconds: 5 } as const;
  const seen = (ageSeconds: number) => ({ position: trocadero, ageSeconds });
  const own = { position: trocadero, ageSeconds: 3, accuracyMetres: 12 } as const;
  it("is what the phone says, unless that is old and the unit was seen since", () => {
    const known = { task: null, post: there };
    expect(whereabouts({ ...known, phone: own, track: there })).toMatchObject({ where: "phone", accuracyMetres: 12 });
    expect(whereabouts({ ...known, phone: { ...own, ageSeconds: 600 }, track: there })).toMatchObject({
      where: "track",
      positionAgeSeconds: 5,
    });
    expect(whereabouts({ ...known, phone: { ...own, ageSeconds: 600 }, track: null }).where).toBe("phone");
  });
  it("is where its unit was seen, then where it was sent, then its post, each with its age; and nowhere is no point at all", () => {
    const known = { phone: null, track: there, task: seen(600), post: seen(7200) };
    expect(whereabouts(known).where).toBe("track");
    expect(whereabouts({ ...known, track: null })).toEqual({
      ...{ where: "task", position: trocadero, positionAgeSeconds: 600, accuracyMetres: null },
    });
    expect(whereabouts({ ...known, track: null, task: null })).toMatchObject({
      where: "post",
      positionAgeSeconds: 7200,
    });
    expect(whereabouts({ ...known, track: null, task: null, post: null })).toEqual({
      ...{ where: "nowhere", position: null, positionAgeSeconds: null, accuracyMetres: null },
    });
  });
});

it("a further press moves a call to where somebody was seen, and not from there to where they ought to be", () => {
  expect(movesTo("phone", "track") && movesTo("task", "phone") && movesTo("nowhere", "post")).toBe(true);
  for (const guess of ["task", "post", "nowhere"] as const) expect(movesTo("phone", guess)).toBe(false);
  expect(movesTo("post", "nowhere")).toBe(false);
});

describe("an SOS", () => {
  it("is a signal and whose it is; a clock that is ahead calls now", () => {
    const { decision, signal } = raiseSos(pressed(SignalId.parse(id()), instantOf(5_000_000)), unit, phone, null, now);
    const [raised, whose] = entries(decision);
    expect(raised).toMatchObject({ kind: "signal.raised", data: { id: signal, kind: "sos", since: now } });
    expect(whose).toMatchObject({ kind: SosRaised.kind, data: { signal, unit: unit.id, device: phone.id } });
  });
  it("pressed again before anybody answered is the same signal, and a new one once somebody has, or it was called off", () => {
    const waiting = standing();
    expect(raiseSos(pressed(), unit, phone, waiting, now)).toMatchObject({ signal: waiting.signal });
    expect(kinds(raiseSos(pressed(), unit, phone, waiting, now).decision)).toEqual([SosPressedAgain.kind]);
    for (const over of [
      standing({ state: "confirmed" }),
      standing({ state: "dismissed" }),
      standing({ calledOffAt: now }),
    ]) {
      const press = pressed();
      expect(raiseSos(press, unit, phone, over, now).signal).toBe(press.press);
    }
  });
  it("pressed without end fills no journal", () => {
    const waiting = standing({ presses: PRESSES_KEPT });
    expect(raiseSos(pressed(), unit, phone, waiting, now)).toEqual({ decision: [], signal: waiting.signal });
  });
  it("is called off by its own unit alone, once, and goes on waiting", () => {
    const sos = standing();
    expect(kinds(callOffSos(sos, unit, phone, now))).toEqual([SosCalledOff.kind]);
    expect(callOffSos(standing({ calledOffAt: now }), unit, phone, now)).toEqual([]);
    expect(callOffSos(standing({ state: "confirmed" }), unit, phone, now)).toEqual([]);
    expect(isRefusal(callOffSos(sos, unit, { ...phone, unit: SignalId.parse(id()) }, now))).toBe(true);
  });
});

describe("calls for help, whatever is pressed by whom and answered when", () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ what: fc.constant("press" as const), by: fc.constantFrom(phone, other) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("off" as const), by: fc.constantFrom(phone, other) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("confirmed" as const, "dismissed" as const) }) },
  );

  it("never go unheard: each press is waiting in the queue, or was answered after it was pressed", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const queue: { sos: StandingSos; state: SignalState }[] = [];
        for (const one of steps) {
          if (one.what === "press") {
            const waiting = queue.findLast(({ sos, state }) => sos.device === one.by.id && state === "waiting");
            const before = queue.filter(({ state }) => state === "waiting").length;
            const press = pressed();
            const { decision, signal } = raiseSos(press, unit, one.by, waiting?.sos ?? null, now);
            if (decision.some((entry) => entry.kind === "signal.raised"))
              queue.push({ sos: standing({ signal, device: one.by.id }), state: "waiting" });
            else if (waiting !== undefined) waiting.sos = { ...waiting.sos, presses: waiting.sos.presses + 1 };
            const heard = queue.find(({ sos }) => sos.signal === signal);
            expect(heard?.state).toBe("waiting");
            expect(heard?.sos.calledOffAt).toBeNull();
            // One phone's presses make one signal at a time, beside those it called off.
            expect(queue.filter(({ state }) => state === "waiting").length - before).toBeLessThanOrEqual(1);
          } else {
            const last = queue.findLast(({ state }) => state === "waiting");
            if (last === undefined) continue;
            if (one.what === "off") last.sos = { ...last.sos, calledOffAt: now };
            else {
              last.state = one.what;
              last.sos = { ...last.sos, state: one.what };
            }
          }
        }
        for (const device of [phone.id, other.id]) {
          const open = queue.filter(
            ({ sos, state }) => sos.device === device && state === "waiting" && sos.calledOffAt === null,
          );
          expect(open.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
