import { instantOf, PassNumber } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Double, Presence } from "../words.ts";
import { compareMovements, laterOf, mergeMovements, type Movement, settle } from "./presence.ts";
import { placeOf, scanOf } from "./testing/perimeter.ts";

const moved = (scan: number, seconds: number, inside: boolean, overridden = false): Movement => ({
  pass: PassNumber.parse(1),
  zone: "G1",
  inside,
  at: instantOf(seconds * 1000),
  gate: placeOf(scan % 3),
  scan: scanOf(scan),
  overridden,
});

/** What a server keeps: the movements it knows, settled one at a time as they arrive. */
function arriving(movements: readonly Movement[], antiPassback: boolean) {
  const known: Movement[] = [];
  let presence: Presence | null = null;
  const doubles = new Map<string, Double>();
  for (const movement of movements) {
    const before =
      known
        .filter((other) => compareMovements(other, movement) < 0)
        .sort(compareMovements)
        .at(-1) ?? null;
    const after = known.filter((other) => compareMovements(other, movement) > 0).sort(compareMovements)[0] ?? null;
    const settled = settle({ before, after }, movement, antiPassback);
    if (settled.healed !== null) doubles.delete(settled.healed);
    for (const double of [settled.double, settled.doubleAfter]) {
      if (double !== null) doubles.set(double.second.scan, double);
    }
    presence = settled.presence ?? presence;
    known.push(movement);
  }
  const inOrder = [...doubles.values()].sort((a, b) =>
    a.second.at + a.second.scan < b.second.at + b.second.scan ? -1 : 1,
  );
  return { presence, doubles: inOrder };
}

describe("movements of one pass", () => {
  it("in twice without out is a double that names both", () => {
    const { presence, doubles } = mergeMovements([moved(1, 10, true), moved(2, 20, true)], true);
    expect(presence).toMatchObject({ inside: true, scan: scanOf(2) });
    expect(doubles).toEqual([
      {
        pass: 1,
        zone: "G1",
        first: { scan: scanOf(1), gate: placeOf(1), at: instantOf(10_000) },
        second: { scan: scanOf(2), gate: placeOf(2), at: instantOf(20_000) },
      },
    ]);
  });

  it("an exit that arrives late heals a double", () => {
    const settled = settle({ before: moved(1, 10, true), after: moved(3, 20, true) }, moved(2, 15, false), true);
    expect(settled).toEqual({ presence: null, double: null, doubleAfter: null, healed: scanOf(3) });
    expect(mergeMovements([moved(1, 10, true), moved(3, 20, true), moved(2, 15, false)], true).doubles).toEqual([]);
  });

  it("an entry that arrives late between two makes a double with each, and none is healed", () => {
    const settled = settle({ before: moved(1, 10, true), after: moved(3, 20, true) }, moved(2, 15, true), true);
    expect(settled.double?.second.scan).toBe(scanOf(2));
    expect(settled.doubleAfter).toMatchObject({ first: { scan: scanOf(2) }, second: { scan: scanOf(3) } });
    expect(settled.healed).toBeNull();
  });

  it("is no double where nobody must leave first, nor where a supervisor let somebody in knowing it", () => {
    expect(mergeMovements([moved(1, 10, true), moved(2, 20, true)], false).doubles).toEqual([]);
    expect(mergeMovements([moved(1, 10, true), moved(2, 20, true, true)], true).doubles).toEqual([]);
  });
});

describe("whatever the order of arrival", () => {
  const movements = fc
    .uniqueArray(fc.record({ scan: fc.nat(50), second: fc.nat(12), inside: fc.boolean(), overridden: fc.boolean() }), {
      selector: ({ scan }) => scan,
      maxLength: 14,
    })
    .map((all) => all.map(({ scan, second, inside, overridden }) => moved(scan, second, inside, overridden)));
  const shuffled = movements.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    }),
  );

  it("the outcome is the same: as if all had been known at once", () => {
    fc.assert(
      fc.property(shuffled, fc.boolean(), ({ all, order }, antiPassback) => {
        const merged = mergeMovements(all, antiPassback);
        expect(arriving(order, antiPassback)).toEqual(merged);
        expect(mergeMovements([...order, ...all], antiPassback)).toEqual(merged);
      }),
      { numRuns: 2000 },
    );
  });

  it("two gates that heard of each other's scans know the same", () => {
    fc.assert(
      fc.property(shuffled, ({ all, order }) => {
        const last = (some: readonly Movement[]) =>
          some.reduce<Movement | null>((held, next) => laterOf(held, next), null);
        expect(last(order)).toEqual(last(all));
      }),
    );
  });
});
