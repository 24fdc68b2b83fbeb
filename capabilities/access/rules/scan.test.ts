import { type Instant, instantOf, PassNumber } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Presence, Scan, Verdict } from "../words.ts";
import { compareMovements, laterOf, mergeMovements, type Movement } from "./presence.ts";
import { countsAt, NEVER_SEEN, ruleScan, type Ruling, type Standing } from "./scan.ts";
import { placeOf, scanOf } from "./testing/perimeter.ts";

const time = (seconds: number): Instant => instantOf(seconds * 1000);
const scan = (number: number, said: Partial<Scan> = {}): Scan => ({
  id: scanOf(number),
  gate: placeOf(17),
  lane: "A",
  direction: "in",
  at: time(100),
  source: "camera",
  means: "foot",
  pass: PassNumber.parse(1),
  found: { is: "admit" },
  standing: "asked",
  override: null,
  rules: 1,
  revocationsAsOf: time(90),
  skewMs: 0,
  ...said,
});
const standing = (said: Partial<Standing> = {}): Standing => ({
  zone: { code: "G1", antiPassback: true },
  revoked: false,
  ...NEVER_SEEN,
  now: time(101),
  ...said,
});
const inside: Presence = {
  pass: PassNumber.parse(1),
  zone: "G1",
  inside: true,
  at: time(50),
  gate: placeOf(18),
  scan: scanOf(9),
};

describe("a scan that asks", () => {
  it("is ruled by what the server knows better: revocations, and who is inside", () => {
    expect(ruleScan(scan(1), standing()).verdict).toEqual({ is: "admit" });
    expect(ruleScan(scan(1), standing({ revoked: true })).verdict).toEqual({ is: "revoked" });
    const again = ruleScan(scan(1), standing({ last: inside }));
    expect(again.verdict).toEqual({ is: "already-inside", since: time(50), gate: placeOf(18) });
    expect(again).toMatchObject({ passed: false, movement: null, settled: null });
    expect(ruleScan(scan(1), standing({ last: inside, zone: { code: "R1", antiPassback: false } })).passed).toBe(true);
  });

  it("hears of a revocation before a wrong zone, and of neither where nothing was read", () => {
    const wrong: Verdict = { is: "wrong-zone", go: null };
    expect(ruleScan(scan(1, { found: wrong }), standing({ revoked: true })).verdict).toEqual({ is: "revoked" });
    expect(ruleScan(scan(1, { found: wrong }), standing({ last: inside })).verdict).toEqual(wrong);
    const closed: Verdict = { is: "gate-closed", because: "hours" };
    expect(ruleScan(scan(1, { found: closed }), standing({ revoked: true })).verdict).toEqual(closed);
    const escort: Verdict = { is: "escort", service: "fire" };
    const ruling = ruleScan(scan(1, { found: escort, pass: null }), standing());
    expect(ruling).toMatchObject({ verdict: escort, passed: true, movement: null });
  });

  it("lets out whoever goes out, and a supervisor lets in whom they answer for", () => {
    const out = ruleScan(scan(1, { direction: "out" }), standing({ revoked: true, last: inside }));
    expect(out).toMatchObject({ verdict: { is: "admit" }, passed: true, movement: { inside: false } });
    const override = { by: PassNumber.parse(2), reason: "identity-established", note: "" } as const;
    const let_in = ruleScan(scan(1, { override }), standing({ last: inside }));
    expect(let_in).toMatchObject({ verdict: { is: "already-inside" }, passed: true, settled: { double: null } });
  });

  it("counts after all that is known of the pass, whatever the clocks say", () => {
    const ahead = { ...inside, inside: false, at: time(500) };
    const ruling = ruleScan(
      scan(1),
      standing({ last: ahead, near: { before: null, after: { ...ahead, overridden: false } } }),
    );
    expect(ruling.countsAt).toBe(instantOf(500_001));
    expect(ruling.settled).toMatchObject({ presence: { inside: true }, double: null });
    expect(countsAt(scan(1), null, time(101))).toBe(time(101));
  });
});

describe("a scan that acted", () => {
  it("is recorded as it was; a double is found and names both gates", () => {
    const acted = scan(1, { standing: "acted" });
    const before: Movement = { ...inside, overridden: false };
    const ruling = ruleScan(acted, standing({ revoked: true, last: inside, near: { before, after: null } }));
    expect(ruling.verdict).toEqual({ is: "admit" });
    expect(ruling.settled?.double).toMatchObject({ first: { gate: placeOf(18) }, second: { gate: placeOf(17) } });
    expect(ruling.countsAt).toBe(time(100));
  });

  it("says nothing of the future", () => {
    expect(countsAt(scan(1, { standing: "acted", at: time(999) }), null, time(101))).toBe(time(101));
  });
});

/** The server in small: it knows its scans by their id and rules each with what it knows then. */
class Node {
  readonly #rulings = new Map<string, Ruling>();
  #movements: Movement[] = [];
  #last: Presence | null = null;

  record(asked: Scan, now: Instant): Ruling {
    const known = this.#rulings.get(asked.id);
    if (known !== undefined) return known;
    const at = countsAt(asked, this.#last, now);
    const place = { at, scan: asked.id };
    const isBefore = (other: Movement) => other.at < place.at || (other.at === place.at && other.scan < place.scan);
    const inOrder = [...this.#movements].sort(compareMovements);
    const near = {
      before: inOrder.findLast(isBefore) ?? null,
      after: inOrder.find((other) => !isBefore(other)) ?? null,
    };
    const zone = { code: "G1", antiPassback: true };
    const ruling = ruleScan(asked, { zone, revoked: false, last: this.#last, near, now });
    this.#rulings.set(asked.id, ruling);
    if (ruling.movement !== null) {
      this.#movements = [...this.#movements, ruling.movement];
      this.#last = laterOf(this.#last, ruling.movement);
    }
    return ruling;
  }

  get movements(): readonly Movement[] {
    return this.#movements;
  }
  get presence(): Presence | null {
    return this.#last;
  }
}

describe("gates that ask one node", () => {
  const steps = fc.array(
    fc.record({
      gate: fc.nat(3),
      direction: fc.constantFrom("in", "in", "out"),
      // Clocks that are wrong by up to ten minutes.
      skewSeconds: fc.integer({ min: -600, max: 600 }),
      pauseMs: fc.constantFrom(0, 0, 1, 1000),
      sentAgain: fc.option(fc.nat(20)),
    }),
    { maxLength: 40 },
  );

  it("never let one pass in twice without its having gone out, in any interleaving, with any clocks, sending again", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const node = new Node();
        const sent: Scan[] = [];
        let now = 1_000_000;
        let isInside = false;
        for (const [at, { gate, direction, skewSeconds, pauseMs, sentAgain }] of all.entries()) {
          now += pauseMs;
          const older = sentAgain === null ? undefined : sent[sentAgain];
          const wasKnown = older !== undefined;
          // Identifiers fall against the order of sending, so that a tie in time is no help.
          const asked =
            older ?? scan(1000 - at, { gate: placeOf(gate), direction, at: instantOf(now + skewSeconds * 1000) });
          sent.push(asked);
          const ruling = node.record(asked, instantOf(now));
          if (wasKnown) continue;
          if (asked.direction === "out") isInside = false;
          else {
            expect(ruling.passed).toBe(!isInside);
            isInside = true;
          }
          expect(node.presence?.inside ?? false).toBe(isInside);
        }
        expect(mergeMovements(node.movements, true).doubles).toEqual([]);
        expect(mergeMovements(node.movements, true).presence).toEqual(
          node.presence === null ? null : expect.objectContaining({ scan: node.presence.scan }),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
