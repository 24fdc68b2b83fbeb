import { decode as cborgDecode, encode as cborgEncode } from "cborg";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "@cordon/kernel";
import { type CborFault, type CborKey, type CborMode, type CborRead, CborTagged, decodeCbor } from "./cbor.ts";
import { type CborWritable, encodeCbor } from "./cbor-writer.ts";

function read(hex: string, mode: CborMode): CborRead {
  return decodeCbor(fromHex(hex) ?? new Uint8Array(0), { mode, tags: [18] });
}

/** What each of these is refused for; null where it is read. */
const REFUSED: readonly (readonly [hex: string, why: string, canonical: CborFault, wellFormed: CborFault | null])[] = [
  ["", "nothing", "truncated", "truncated"],
  ["1817", "23 in two bytes", "not-shortest", null],
  ["190017", "23 in three bytes", "not-shortest", null],
  ["1a0000ffff", "65535 in five bytes", "not-shortest", null],
  ["1b00000000ffffffff", "2^32 - 1 in nine bytes", "not-shortest", null],
  ["3817", "-24 in two bytes", "not-shortest", null],
  ["5801aa", "a length in two bytes", "not-shortest", null],
  ["780161", "a text's length in two bytes", "not-shortest", null],
  ["980101", "an array's length in two bytes", "not-shortest", null],
  ["b8010101", "a map's length in two bytes", "not-shortest", null],
  ["5f41aaff", "a byte string in pieces", "indefinite", null],
  ["7f6161ff", "a text in pieces", "indefinite", null],
  ["9f01ff", "an array until a break", "indefinite", null],
  ["bf0101ff", "a map until a break", "indefinite", null],
  ["a202010101", "keys not in order", "keys-not-sorted", null],
  ["a2010201", "a member without a value", "duplicate-key", "duplicate-key"],
  ["a20101010102", "a key twice, more behind", "duplicate-key", "duplicate-key"],
  ["a20101180102", "a key twice in two encodings", "not-shortest", "duplicate-key"],
  ["a1f501", "a key that is true", "simple-value", "key-type"],
  ["a1810101", "a key that is an array", "key-type", "key-type"],
  ["0101", "a byte too many", "trailing-bytes", "trailing-bytes"],
  ["61ff", "no UTF-8", "bad-utf8", "bad-utf8"],
  ["62c080", "UTF-8 longer than need be", "bad-utf8", "bad-utf8"],
  ["63eda080", "half a surrogate pair", "bad-utf8", "bad-utf8"],
  ["7818" + "61".repeat(23) + "ff", "no UTF-8 at the end of a longer text", "bad-utf8", "bad-utf8"],
  ["7f61c361a9ff", "a character cut by pieces", "indefinite", "bad-utf8"],
  ["7f41aaff", "bytes among the pieces of a text", "indefinite", "reserved"],
  ["5f5f41aaffff", "pieces in pieces", "indefinite", "reserved"],
  ["1c", "a length that is reserved", "reserved", "reserved"],
  ["1f", "an integer without an end", "indefinite", "reserved"],
  ["ff", "a break alone", "reserved", "reserved"],
  ["9f01", "no break", "indefinite", "truncated"],
  ["f90000", "half a float", "floating-point", null],
  ["fb3ff199999999999a", "a float", "floating-point", null],
  ["f6", "null", "simple-value", null],
  ["f5", "true", "simple-value", null],
  ["f7", "undefined", "simple-value", null],
  ["f0", "a simple value of no meaning", "simple-value", "simple-value"],
  ["f818", "a reserved simple value", "simple-value", "simple-value"],
  ["c101", "a tag nobody asked for", "tag", "tag"],
  ["db000000010000000001", "a tag beyond 2^32", "tag", "tag"],
  ["5bffffffffffffffff", "2^64 bytes that are not there", "truncated", "truncated"],
  ["9bffffffffffffffff", "2^64 items that are not there", "truncated", "truncated"],
  ["bbffffffffffffffff", "2^64 members that are not there", "truncated", "truncated"],
  ["81".repeat(17) + "01", "arrays in arrays in arrays", "too-deep", "too-deep"],
];

describe("what is refused", () => {
  for (const [hex, why, canonical, wellFormed] of REFUSED) {
    it(`refuses ${why}`, () => {
      expect(read(hex, "canonical")).toEqual({ ok: false, fault: canonical });
      if (wellFormed === null) expect(read(hex, "well-formed").ok).toBe(true);
      else expect(read(hex, "well-formed")).toEqual({ ok: false, fault: wellFormed });
    });
  }

  it("more than a mebibyte", () => {
    const read = decodeCbor(new Uint8Array((1 << 20) + 1), { mode: "canonical", tags: [] });
    expect(read).toEqual({ ok: false, fault: "too-large" });
  });
});

describe("what is read", () => {
  it("integers to 64 bits, beyond 2^53 as bigints", () => {
    expect(read("1b001fffffffffffff", "canonical")).toEqual({ ok: true, value: Number.MAX_SAFE_INTEGER });
    expect(read("1b0020000000000000", "canonical")).toEqual({ ok: true, value: 2n ** 53n });
    expect(read("3b001ffffffffffffe", "canonical")).toEqual({ ok: true, value: Number.MIN_SAFE_INTEGER });
    expect(read("3b001fffffffffffff", "canonical")).toEqual({ ok: true, value: -(2n ** 53n) });
    expect(read("3bffffffffffffffff", "canonical")).toEqual({ ok: true, value: -(2n ** 64n) });
  });

  it("a tag that is asked for", () => {
    expect(read("d201", "canonical")).toEqual({ ok: true, value: new CborTagged(18, 1) });
  });

  it("floats of three sizes", () => {
    const floats = { f93c00: 1, f97bff: 65504, f90001: 5.960464477539063e-8, f97c00: Infinity, f9c400: -4 };
    for (const [hex, value] of Object.entries(floats)) expect(read(hex, "well-formed")).toEqual({ ok: true, value });
    expect(read("fa47c35000", "well-formed")).toEqual({ ok: true, value: 100000 });
    expect(read("fb3ff199999999999a", "well-formed")).toEqual({ ok: true, value: 1.1 });
    expect(read("f97e00", "well-formed")).toEqual({ ok: true, value: Number.NaN });
  });
});

const writable: fc.Arbitrary<CborWritable> = fc.letrec<{ value: CborWritable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie("value"), { maxLength: 30 }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(fc.string(), fc.integer()), tie("value")), { selector: ([key]) => key })
      .map((members) => new Map<CborKey, CborWritable>(members)),
  ),
})).value;

describe("for any value", () => {
  it("what is written is read again, and is the only encoding that is taken", () => {
    fc.assert(
      fc.property(writable, (value) => {
        const bytes = encodeCbor(value);
        const read = decodeCbor(bytes, { mode: "canonical", tags: [] });
        expect(read).toEqual({ ok: true, value });
        expect(decodeCbor(bytes, { mode: "well-formed", tags: [] })).toEqual(read);
      }),
    );
  });

  it("another's writer writes the same bytes and its strict reader reads ours", () => {
    fc.assert(
      fc.property(writable, (value) => {
        const bytes = encodeCbor(value);
        expect(toHex(cborgEncode(value))).toBe(toHex(bytes));
        expect(cborgDecode(bytes, { strict: true, useMaps: true })).toEqual(value);
      }),
    );
  });

  it("any bytes are read or refused; what is read canonically is written back as it was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        decodeCbor(bytes, { mode: "well-formed", tags: [18] });
        const read = decodeCbor(bytes, { mode: "canonical", tags: [18] });
        if (read.ok) expect(toHex(encodeCbor(rewritable(read.value)))).toBe(toHex(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it("one changed byte of a canonical value is refused or is another value's encoding", () => {
    fc.assert(
      fc.property(writable, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, position, change) => {
        const bytes = encodeCbor(value);
        const index = position % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const read = decodeCbor(bytes, { mode: "canonical", tags: [] });
        if (read.ok) expect(toHex(encodeCbor(rewritable(read.value)))).toBe(toHex(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});

/** A value that was read canonically holds nothing that cannot be written: said to the compiler by looking. */
function rewritable(value: unknown): CborWritable {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string") return value;
  if (value instanceof Uint8Array || value instanceof CborTagged) return value;
  if (Array.isArray(value)) return value.map(rewritable);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, rewritable(member)]));
  throw new TypeError(`read canonically: ${String(value)}`);
}
