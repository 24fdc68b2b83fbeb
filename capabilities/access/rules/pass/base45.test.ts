import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeBase45, encodeBase45 } from "./base45.ts";

it("writes and reads the examples of RFC 9285", () => {
  for (const [text, encoded] of [
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
  ] as const) {
    const bytes = new TextEncoder().encode(text);
    expect(encodeBase45(bytes)).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual(bytes);
  }
});

it("reads back any bytes, behind a prefix too", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
      expect(decodeBase45(`CP1:${encodeBase45(bytes)}`, 4)).toEqual(bytes);
    }),
  );
});

/** Of the alphabet, and beside it. */
const CLOSE = [..."0129AZaz $%*+-./:_\n".split(""), "\u00e9", "\u{1F600}"];

it("takes of any text only the one that is written for its bytes", () => {
  const near = fc.string({ unit: fc.constantFrom(...CLOSE) });
  fc.assert(
    fc.property(near, (text) => {
      const bytes = decodeBase45(text);
      if (bytes !== null) expect(encodeBase45(bytes)).toBe(text);
    }),
    { numRuns: 3000 },
  );
});
