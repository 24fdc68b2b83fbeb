import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalBytes, fromBase64, fromHex, toBase64, toHex } from "./base64.ts";

describe("base 64 and hexadecimal", () => {
  it("agree with Node's own", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(["A", "AA", "AB==", "AA= =", "AA==\n", "-_-_", "===="])(
    "has one spelling for each value: refuses %j",
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );

  it.each(["a", "0g", " 00"])("refuses %j as hexadecimal", (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  it("compares whole byte strings", () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
  });
});
