import { createHash, createPublicKey, verify } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { expect, it } from "vitest";
import { toBase64url, verifyPlain } from "../rules.ts";

/*
 * What no vector of Wycheproof has: points in a second spelling, where verifiers that follow ZIP 215 and those that follow RFC 8032 disagree. A
 * gate's browser and the server must not.
 */

const ORDER = ed25519.Point.Fn.ORDER;
const message = new TextEncoder().encode("CP1");

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function bytesOf(number: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((number >> BigInt(8 * at)) & 0xffn));
}

/** A signature by the holder of the key whose R is the neutral point (0, 1), with these bytes for it. */
function signedWith(r: Uint8Array): { readonly key: Uint8Array; readonly signature: Uint8Array } {
  const { scalar, pointBytes: key } = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(7));
  const k = littleEndian(createHash("sha512").update(r).update(key).update(message).digest());
  const s = bytesOf((k * scalar) % ORDER);
  return { key, signature: Uint8Array.from([...r, ...s]) };
}

function answers({ key, signature }: ReturnType<typeof signedWith>) {
  const x = toBase64url(key);
  const open = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return {
    openssl: verify(null, message, open, signature),
    browser: verifyPlain(x, message, signature),
    zip215: ed25519.verify(signature, message, key, { zip215: true }),
  };
}

it("a point is taken in its one spelling", () => {
  const p = 2n ** 255n - 19n;
  // OpenSSL refuses the neutral point in any: no signer draws it.
  expect(answers(signedWith(bytesOf(1n)))).toMatchObject({ browser: true, zip215: true });
  // The same point as p + 1, and with the sign of a zero.
  for (const spelling of [p + 1n, 1n | (1n << 255n)])
    expect(answers(signedWith(bytesOf(spelling)))).toEqual({ openssl: false, browser: false, zip215: true });
});
