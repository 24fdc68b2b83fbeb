import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PassNumber } from "@cordon/kernel";
import { Revocations } from "./revocations.ts";

const passes = (numbers: Iterable<number>): PassNumber[] => Array.from(numbers, (number) => PassNumber.parse(number));
const somePasses = (max = 300_000) =>
  fc.uniqueArray(fc.integer({ min: 1, max }), { maxLength: 200 }).map((numbers) => passes(numbers));

/** The same numbers on every run. */
function drawn(count: number, below: number, seed: number): PassNumber[] {
  const numbers = new Set<number>();
  let state = seed;
  while (numbers.size < count) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    numbers.add(1 + Math.floor((state / 2 ** 32) * below));
  }
  return passes(numbers);
}

describe("a list of revoked passes", () => {
  it("is empty at first", () => {
    const list = Revocations.empty();
    expect([list.size, list.version, list.has(PassNumber.parse(1))]).toEqual([0, 0, false]);
    expect(Revocations.decode(list.encode())?.size).toBe(0);
  });

  it("comes back from its bytes exactly", () => {
    fc.assert(
      fc.property(somePasses(), fc.integer({ min: 0, max: 2 ** 48 - 1 }), (revoked, version) => {
        const list = Revocations.of(version, revoked);
        const back = Revocations.decode(list.encode());
        expect(back?.version).toBe(version);
        expect(back?.size).toBe(revoked.length);
        const named = new Set(revoked);
        for (const pass of revoked) {
          expect(back?.has(pass)).toBe(true);
          for (const beside of [pass - 1, pass + 1]) {
            const neighbour = PassNumber.safeParse(beside);
            if (neighbour.success) expect(back?.has(neighbour.data)).toBe(named.has(neighbour.data));
          }
        }
      }),
    );
  });

  it("knows the lowest and the highest number there is, and the edges of its pages", () => {
    const edges = passes([1, 31, 32, 33, 32_767, 32_768, 65_535, 65_536, 4_294_967_295]);
    const back = Revocations.decode(Revocations.of(1, edges).encode());
    expect(edges.map((pass) => back?.has(pass))).toEqual(edges.map(() => true));
    expect(passes([2, 30, 34, 32_766, 32_769, 4_294_967_294]).some((pass) => back?.has(pass))).toBe(false);
  });

  it("is small: a hundredth of a million passes in little more than the entropy", () => {
    const bytes = Revocations.of(1, drawn(10_000, 1_000_000, 7)).encode().length;
    expect(bytes).toBeLessThan(1.02 * 10_099);
  });

  it("where most are revoked it takes a bit a pass at most", () => {
    for (const keep of [2, 3, 10]) {
      const revoked = passes(Array.from({ length: 80_000 }, (_, index) => index + 1).filter((n) => n % keep !== 0));
      const bytes = Revocations.of(1, revoked).encode();
      expect(bytes.length).toBeLessThanOrEqual(10_000 + 40);
      expect(Revocations.decode(bytes)?.size).toBe(revoked.length);
    }
  });
});

describe("a delta", () => {
  it("leads to the same list as the list itself", () => {
    fc.assert(
      fc.property(somePasses(5000), somePasses(5000), (before, after) => {
        const list = Revocations.of(10, before);
        const [was, is] = [new Set(before), new Set(after)];
        const delta = Revocations.deltaOf(10, 25, [...is.difference(was)], [...was.difference(is)]);
        expect(list.apply(delta)).toBe("applied");
        expect(list.version).toBe(25);
        expect(list.encode()).toEqual(Revocations.of(25, after).encode());
      }),
    );
  });

  it("of a hundred new ones in a million is small", () => {
    expect(Revocations.deltaOf(1, 2, drawn(100, 1_000_000, 3), []).length).toBeLessThan(300);
  });

  it("that does not follow is a gap, and changes nothing", () => {
    const list = Revocations.of(10, passes([1, 2]));
    expect(list.apply(Revocations.deltaOf(11, 12, passes([3]), []))).toBe("gap");
    expect(list.apply(Revocations.deltaOf(9, 12, passes([3]), []))).toBe("gap");
    expect([list.version, list.size]).toEqual([10, 2]);
    const delta = Revocations.deltaOf(10, 12, passes([3]), passes([1]));
    expect(list.apply(delta)).toBe("applied");
    expect(list.apply(delta)).toBe("gap");
    expect([list.version, list.size]).toEqual([12, 2]);
  });

  it("names what is already so without counting it twice", () => {
    const list = Revocations.of(1, passes([5]));
    expect(list.apply(Revocations.deltaOf(1, 2, passes([5, 6]), passes([9])))).toBe("applied");
    expect(list.size).toBe(2);
  });

  it("cannot revoke and reinstate one pass", () => {
    expect(() => Revocations.deltaOf(1, 2, passes([5]), passes([5]))).toThrow(RangeError);
  });
});

describe("bytes of others", () => {
  const whole = Revocations.of(9, drawn(50, 9000, 1)).encode();
  const delta = Revocations.deltaOf(9, 10, drawn(20, 9000, 2), []);

  it("are refused, and a delta that is refused changes nothing", () => {
    for (let length = 0; length < whole.length; length++)
      expect(Revocations.decode(whole.subarray(0, length))).toBeNull();
    expect(Revocations.decode(Uint8Array.from([...whole, 0]))).toBeNull();
    expect(Revocations.decode(delta)).toBeNull();
    const list = Revocations.of(9, []);
    for (let length = 0; length < delta.length; length++)
      expect(list.apply(delta.subarray(0, length))).toBe("malformed");
    expect(list.apply(Uint8Array.from([...delta, 0]))).toBe("malformed");
    expect(list.apply(whole)).toBe("malformed");
    expect([list.size, list.version]).toEqual([0, 9]);
  });

  it("that promise more numbers than they have bits make nothing large", () => {
    for (const form of [0, 20, 31, 32, 254, 255]) {
      const huge = Uint8Array.from([...whole.subarray(0, 9), 0xff, 0xff, 0xff, 0xff, form, 0, 0, 0, 1, 0xff]);
      expect(Revocations.decode(huge)).toBeNull();
    }
  });

  it("that spread passes over all numbers are not worth the memory", () => {
    const spread = Array.from({ length: 9000 }, (_, index) => 1 + index * 400_000);
    expect(() => Revocations.of(1, passes(spread))).toThrow(RangeError);
    const list = Revocations.empty();
    expect(list.apply(Revocations.deltaOf(0, 1, passes(spread), []))).toBe("malformed");
    expect(list.size).toBe(0);
  });

  it("never throw, whatever they are", () => {
    const list = Revocations.of(9, []);
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 40 }).map((tail) => Uint8Array.from([...whole.subarray(0, 9), ...tail])),
      fc.uint8Array({ maxLength: 40 }).map((tail) => Uint8Array.from([...delta.subarray(0, 15), ...tail])),
      fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([index, byte]) => whole.with(index, byte)),
      fc.tuple(fc.nat(delta.length - 1), fc.nat(255)).map(([index, byte]) => delta.with(index, byte)),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        const read = Revocations.decode(bytes);
        if (read !== null) expect(Revocations.decode(read.encode())?.size).toBe(read.size);
        list.apply(bytes);
      }),
      { numRuns: 5000 },
    );
  });
});
