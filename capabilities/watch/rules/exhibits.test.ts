import {
  BlobHash,
  CameraId,
  type Exhibit,
  instantOf,
  isRefusal,
  MandateId,
  millisecondsOf,
  type Principal,
  Role,
  SignalId,
  SignalState,
  SubjectId,
} from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cannotLift,
  erase,
  type KeptSignal,
  LIFT_MINUTES,
  LIFTING_ROLES,
  lift,
  mustGo,
  openUntil,
} from "./exhibits.ts";

const ULID = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";
const AT = instantOf(Date.UTC(2024, 6, 26, 18, 0));
const later = (seconds: number) => instantOf(millisecondsOf(AT) + 1000 * seconds);
const still: Exhibit = { blob: BlobHash.parse("a".repeat(64)), role: "still", mediaType: "image/jpeg", bytes: 9 };

const kept = (over: Partial<KeptSignal> = {}): KeptSignal => ({
  signal: SignalId.parse(ULID),
  camera: CameraId.parse(ULID),
  mandate: MandateId.parse(ULID),
  noticedAt: AT,
  state: "confirmed",
  decidedAt: later(60),
  exhibits: [still],
  subject: SubjectId.parse(ULID),
  originals: [still],
  seenUntil: null,
  erased: null,
  ...over,
});
const person = (id: string, ...roles: readonly Role[]): Principal => ({
  kind: "person",
  id,
  roles,
  contingent: null,
  unit: null,
});

describe("lifting the pixelation", () => {
  it("is for a confirmed or merged signal, by those roles alone, while its pictures are kept: whatever else, it is refused in words", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SignalState.options),
        fc.subarray([...Role.options]),
        fc.constantFrom(null, "dismissed" as const, "retention" as const),
        fc.constantFrom<readonly Exhibit[]>([], [still]),
        (state, roles, erased, originals) => {
          const signal = kept({ state, originals, erased: erased === null ? null : { at: AT, because: erased } });
          const decision = lift(signal, person("p1", ...roles), "somebody fell");
          const may =
            (state === "confirmed" || state === "merged") &&
            roles.some((role) => LIFTING_ROLES.includes(role)) &&
            erased === null &&
            originals.length > 0;
          expect(isRefusal(decision)).toBe(!may);
          if (isRefusal(decision)) expect(decision.because).toMatch(/^[A-Z].*\.$/);
          else
            expect(decision.map(({ kind, data, mandate }) => ({ kind, data, mandate }))).toEqual([
              {
                kind: "watch.pixelation.lifted",
                data: { signal: signal.signal, reason: "somebody fell" },
                mandate: signal.mandate,
              },
            ]);
        },
      ),
    );
    expect(cannotLift(null, person("p1", "supervisor"))).toMatchObject({ refused: "not-found" });
  });

  it("opens for whoever did it and nobody else, for an hour from the last time", () => {
    const lifts = [
      { by: { kind: "person" as const, id: "p1" }, at: AT, reason: "first" },
      { by: { kind: "person" as const, id: "p1" }, at: later(600), reason: "again" },
    ];
    const until = later(600 + 60 * LIFT_MINUTES);
    expect(openUntil(lifts, { kind: "person", id: "p1" }, later(700))).toBe(until);
    expect(openUntil(lifts, { kind: "person", id: "p1" }, until)).toBe(null);
    expect(openUntil(lifts, { kind: "person", id: "p2" }, later(700))).toBe(null);
    expect(openUntil(lifts, { kind: "device", id: "p1" }, later(700))).toBe(null);
  });
});

describe("what is kept of a signal", () => {
  const asked = { graceSeconds: 600, retentionDays: 2 };

  it("goes when it was dismissed and the grace is over, when its mandate's retention ends, and not before", () => {
    const dismissed = kept({ state: "dismissed", decidedAt: later(60) });
    expect(mustGo(dismissed, later(659), asked)).toBe(null);
    expect(mustGo(dismissed, later(660), asked)).toBe("dismissed");
    for (const state of ["waiting", "confirmed", "merged"] as const) {
      expect(mustGo(kept({ state }), later(2 * 86_400 - 1), asked)).toBe(null);
      expect(mustGo(kept({ state }), later(2 * 86_400), asked)).toBe("retention");
    }
    expect(mustGo(kept(), later(86_400), { graceSeconds: 600, retentionDays: null })).toBe("retention");
    expect(mustGo(kept({ erased: { at: AT, because: "dismissed" } }), later(9e6), asked)).toBe(null);
  });

  it("is erased once", () => {
    expect(erase(kept(), "dismissed")).toMatchObject([
      { kind: "signal.exhibits-erased", data: { because: "dismissed" } },
    ]);
    expect(erase(kept({ erased: { at: AT, because: "dismissed" } }), "retention")).toEqual([]);
  });
});
