import { fromHex, type Instant, instantOf, millisecondsOf, sha256 } from "@cordon/kernel";
import type { KeyId, KeySet, NotGenuineBecause, PassKey } from "../../words.ts";

/** A new key signs at once; a gate whose clock is behind by what is not yet shown as skew must still take what it signed. */
const CLOCKS_DIFFER_MS = 60_000;

/** The key that a pass names, where it may have signed a pass shown at this moment. */
export function findKey(keys: KeySet, kid: KeyId, at: Instant): PassKey | NotGenuineBecause {
  const key = keys.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) return "unknown-key";
  if (key.retiredAt !== null && at >= key.retiredAt) return "retired-key";
  if (at < key.from && at < instantOf(millisecondsOf(key.from) - CLOCKS_DIFFER_MS)) return "from-the-future";
  return key;
}

const KEY_ID = /^[0-9a-f]{8}$/;

function isKeyId(text: string): text is KeyId {
  return KEY_ID.test(text);
}

/** The four bytes of a `kid` header as we write them, or null when they are not four. */
export function keyIdOf(bytes: Uint8Array): KeyId | null {
  if (bytes.length !== 4) return null;
  // One number and one conversion: byte by byte it would be among the dearest steps of reading a pass.
  let number = 1;
  for (let index = 0; index < 4; index++) number = number * 256 + (bytes[index] ?? 0);
  const text = number.toString(16).slice(1);
  return isKeyId(text) ? text : null;
}

/** @param publicKey the 32 bytes of an Ed25519 public key (RFC 8032) */
export function keyIdOfPublicKey(publicKey: Uint8Array): KeyId {
  const kid = keyIdOf(sha256(publicKey).subarray(0, 4));
  if (kid === null) throw new RangeError("a SHA-256 has more than four bytes");
  return kid;
}

export function bytesOfKeyId(kid: KeyId): Uint8Array {
  const bytes = fromHex(kid);
  if (bytes === undefined) throw new RangeError(`${kid} is no key id`);
  return bytes;
}
