import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { KeySet, SIGNED_TYPES } from "../../words.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { buildSign1 } from "./cose.ts";
import { bytesOfKeyId, keyIdOfPublicKey } from "./keys.ts";
import { documentToSign, newer, readSigned } from "./signed.ts";
import { verifyPlain } from "./verify.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const x = publicKey.export({ format: "jwk" }).x ?? "";
const kid = keyIdOfPublicKey(fromBase64url(x) ?? new Uint8Array());
const KEYS = KeySet.parse({
  number: 1,
  publishedAt: "2024-07-01T00:00:00.000Z",
  keys: [{ kid, x, from: "2024-07-01T00:00:00.000Z", retiredAt: null }],
});

function signed(value: unknown): string {
  const unsigned = documentToSign(SIGNED_TYPES.keys, value, kid);
  return unsigned.finish(sign(null, unsigned.toBeSigned, privateKey));
}

/** A payload of any bytes, rightly signed. */
function signedBytes(payload: string): string {
  const unsigned = buildSign1(
    { kid: bytesOfKeyId(kid), contentType: SIGNED_TYPES.keys },
    new TextEncoder().encode(payload),
  );
  return toBase64url(unsigned.finish(sign(null, unsigned.toBeSigned, privateKey)));
}

describe("a signed document", () => {
  it("is read, verified and parsed", () => {
    const read = readSigned(signed(KEYS), SIGNED_TYPES.keys);
    if (!read.read) throw new Error(read.fault);
    expect(read.kid).toBe(kid);
    expect(verifyPlain(x, read.toBeSigned, read.signature)).toBe(true);
    expect(KeySet.parse(read.value)).toEqual(KEYS);
  });

  it("is not taken for one of another type", () => {
    expect(readSigned(signed(KEYS), SIGNED_TYPES.rules)).toEqual({ read: false, fault: "other-type" });
  });

  it("is refused in any second spelling", () => {
    const text = signed(KEYS);
    expect(readSigned(`${text}=`, SIGNED_TYPES.keys)).toEqual({ read: false, fault: "not-base64url" });
    expect(readSigned(`${text}AA`, SIGNED_TYPES.keys).read).toBe(false);
    for (const json of ['{"b":1,"a":2}', '{"a":1,"a":1}', '{ "a":1}', '{"a":1.0}', '{"a":"\\u0041"}', "", "{"])
      expect(readSigned(signedBytes(json), SIGNED_TYPES.keys)).toEqual({ read: false, fault: "not-canonical-json" });
    expect(readSigned(signedBytes('{"a":2,"b":1}'), SIGNED_TYPES.keys)).toMatchObject({ read: true });
  });

  it("with a letter changed is not believed", () => {
    const text = signed(KEYS);
    for (let index = 0; index < text.length; index += 7) {
      const changed = text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);
      const read = readSigned(changed, SIGNED_TYPES.keys);
      expect(read.read && read.kid === kid && verifyPlain(x, read.toBeSigned, read.signature)).toBe(false);
    }
  });

  it("never goes back to an older number", () => {
    expect(newer(null, KEYS)).toBe(true);
    expect(newer(KEYS, { number: 2 })).toBe(true);
    expect(newer(KEYS, { number: 1 })).toBe(false);
    expect(newer({ number: 5 }, { number: 4 })).toBe(false);
  });
});
