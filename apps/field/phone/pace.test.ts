import { destination, instantOf, SignalId, ulid } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  askSosInMs,
  askTasksInMs,
  holdsLine,
  lastRetryMs,
  lookingOf,
  type Pace,
  settle,
  situationOf,
  SOS_FOLLOWED_MS,
  UNSETTLED,
} from "./pace.ts";
import type { Fix } from "./state.ts";

const CALM = { sos: false, tasked: false, hidden: false };
const fix = (metres: number, seconds: number, accuracyMetres = 8): Fix => {
  const [lon, lat] = destination([2.2885, 48.8617], 90, metres);
  return { lon, lat, accuracyMetres, headingDegrees: null, speed: null, atMs: seconds * 1000 };
};
const after = (fixes: readonly Fix[]) => fixes.reduce((settling, one) => settle(settling, one), UNSETTLED);

describe("how often a phone looks where it is", () => {
  it("is seldom once it stood for a minute, and often as soon as it left", () => {
    expect(after([fix(0, 0), fix(4, 30)]).pace).toBe("moving");
    expect(after([fix(0, 0), fix(4, 30), fix(9, 61)]).pace).toBe("still");
    expect(after([fix(0, 0), fix(4, 30), fix(9, 61), fix(60, 121)]).pace).toBe("moving");
  });
  it("does not take a jump within the error for a walk", () => {
    expect(after([fix(0, 0, 60), fix(50, 30, 60), fix(0, 61, 60)]).pace).toBe("still");
  });
  it("is often for whoever goes on walking", () => {
    expect(after([fix(0, 0), fix(80, 60), fix(160, 120), fix(240, 180)]).pace).toBe("moving");
  });
  it("follows by satellites for a task or a call for help alone, and sleeps between looks for whoever stands", () => {
    expect(lookingOf("moving", { ...CALM, tasked: true })).toMatchObject({ watch: "exact", tellEveryMs: 5_000 });
    expect(lookingOf("moving", CALM)).toMatchObject({ watch: "low-power", tellEveryMs: 15_000 });
    for (const tasked of [true, false])
      expect(lookingOf("still", { ...CALM, tasked })).toMatchObject({ watch: null, everyMs: 60_000 });
    expect(lookingOf("still", { ...CALM, sos: true }).watch).toBe("exact");
  });
});

describe("a page that nobody looks at", () => {
  it("has no timer of its own but what a call for help needs, whatever else goes on", () => {
    const situation = fc.record({ sos: fc.boolean(), tasked: fc.boolean(), hidden: fc.constant(true) });
    fc.assert(
      fc.property(
        situation,
        fc.constantFrom<Pace>("still", "moving"),
        fc.boolean(),
        fc.nat(),
        (what, pace, live, ms) => {
          const looking = lookingOf(pace, what);
          expect(looking.everyMs).toBeNull();
          expect(looking.watch).toBe(what.sos ? "exact" : "low-power");
          expect(askTasksInMs(true, live)).toBeNull();
          expect(askSosInMs(true, ms)).toBeNull();
          expect(lastRetryMs("help", true)).toBe(lastRetryMs("help", false));
          expect(lastRetryMs("rest", true)).toBeGreaterThan(lastRetryMs("rest", false));
        },
      ),
      { seed: 26 },
    );
  });
  it("holds its line while it is told where the phone is, or somebody called for help", () => {
    expect(holdsLine(true, "shared", false)).toBe(true);
    expect(holdsLine(true, "off-duty", true)).toBe(true);
    for (const sharing of ["off-duty", "paused", "denied", "unasked"] as const) {
      expect(holdsLine(true, sharing, false)).toBe(false);
      expect(holdsLine(false, sharing, false)).toBe(true);
    }
  });
});

describe("a call for help", () => {
  const pressedAt = instantOf(0);
  const call = { what: "sos", id: SignalId.parse(ulid(0, new Uint8Array(10))), pressedAt, known: null } as const;
  const at = (ms: number) => situationOf({ tasks: null, calls: [], outbox: [call] }, false, ms).sos;
  it("is followed for half an hour after its last press, and asked after less often once it is not answered at once", () => {
    expect(at(SOS_FOLLOWED_MS - 1)).toBe(true);
    expect(at(SOS_FOLLOWED_MS)).toBe(false);
    expect([0, 299_999, 300_000].map((ms) => askSosInMs(false, ms))).toEqual([5_000, 5_000, 20_000]);
  });
});
