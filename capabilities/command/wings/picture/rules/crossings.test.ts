import { FenceId, UnitId } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "../../../testing/standing.ts";
import { type Crossing, SAME_CROSSING_MS, untold } from "./crossings.ts";

const [fence, other] = [FenceId.parse(id()), FenceId.parse(id())];
const units = [UnitId.parse(id()), UnitId.parse(id())] as const;
const crossing: fc.Arbitrary<Crossing> = fc.record({
  fence: fc.constantFrom(fence, other),
  unit: fc.constantFrom(...units),
  did: fc.constantFrom("enter", "leave"),
  sinceMs: fc.integer({ min: 0, max: 600_000 }),
});

describe("crossings that several servers saw", () => {
  it("are told of once, however often and in whatever portions they are seen", () => {
    fc.assert(
      fc.property(fc.array(crossing, { maxLength: 30 }), fc.nat(), (seen, cut) => {
        const at = cut % (seen.length + 1);
        const first = untold(seen.slice(0, at), []);
        const all = [...first, ...untold(seen.slice(at), first)];
        expect(all).toEqual(untold(seen, []));
        expect(untold(seen, all)).toEqual([]);
        expect(untold([...seen, ...seen], [])).toEqual(all);
      }),
    );
  });

  it("are two when they are far apart, of another unit, another fence, or the other way", () => {
    const one: Crossing = { fence, unit: units[0], did: "enter", sinceMs: 0 };
    const others: Crossing[] = [
      { ...one, sinceMs: SAME_CROSSING_MS + 1 },
      { ...one, unit: units[1] },
      { ...one, fence: other },
      { ...one, did: "leave" },
    ];
    expect(untold(others, [one])).toEqual(others);
    expect(untold([{ ...one, sinceMs: SAME_CROSSING_MS }], [one])).toEqual([]);
  });
});
