import { instantOf, PassNumber } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Claims } from "../../words.ts";
import { type CborKey } from "./cbor.ts";
import { type CborWritable, encodeCbor } from "./cbor-writer.ts";
import { payloadOf } from "./pass-payload.ts";

const seconds = fc
  .integer({ min: 0, max: 253_402_300_799 })
  .map((value) => Claims.shape.notBefore.parse(instantOf(value * 1000)));
const code = (alphabet: string, min: number, max: number) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength: min, maxLength: max })
    .map((letters) => letters.join(""));
const claims: fc.Arbitrary<Claims> = fc.record({
  number: fc
    .oneof(
      fc.constantFrom(1, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295),
      fc.integer({ min: 1, max: 4_294_967_295 }),
    )
    .map((value) => PassNumber.parse(value)),
  category: code("abcdefghij", 2, 16),
  zones: fc.array(code("ABCDEF0123456789", 1, 6), { minLength: 1, maxLength: 8 }),
  notBefore: seconds,
  notAfter: seconds,
  holder: fc.oneof(
    fc.record({
      kind: fc.constant("person" as const),
      initials: code("AÉΩЖ𝔸Ⅷ", 1, 3),
      birthYear: fc.integer({ min: 1900, max: 2100 }),
    }),
    fc.record({ kind: fc.constant("vehicle" as const), plate: code("ABC0123456789-", 2, 12) }),
  ),
});

describe("the payload of a pass", () => {
  it("is written byte for byte as the general writer would", () => {
    fc.assert(
      fc.property(claims, ({ number, category, zones, notBefore, notAfter, holder }) => {
        const held = holder.kind === "person" ? [holder.initials, holder.birthYear] : holder.plate;
        const general = encodeCbor(
          new Map<CborKey, CborWritable>([
            [4, Date.parse(notAfter) / 1000],
            [5, Date.parse(notBefore) / 1000],
            [-65537, [number, category, zones, held]],
          ]),
        );
        expect(payloadOf({ number, category, zones, notBefore, notAfter, holder })).toEqual(general);
      }),
      { numRuns: 1000 },
    );
  });
});
