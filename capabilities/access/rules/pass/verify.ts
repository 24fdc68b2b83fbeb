import { ed25519 } from "@noble/curves/ed25519.js";
import type { Instant } from "@cordon/kernel";
import type { KeyId, KeySet, PassKey } from "../../words.ts";
import type { Credential } from "../credential.ts";
import { fromBase64url } from "./base64url.ts";
import { findKey } from "./keys.ts";
import { decodePass } from "./pass.ts";

/** Whether the key signed this. Wrong lengths are false, never thrown. */
export type Verify = (key: PassKey["x"], toBeSigned: Uint8Array, signature: Uint8Array) => boolean;
export type VerifyLater = (key: PassKey["x"], toBeSigned: Uint8Array, signature: Uint8Array) => Promise<boolean>;

/**
 * Ed25519 (RFC 8032) in plain JavaScript, for browsers whose WebCrypto has none. Strict: points and scalars in their one encoding
 * (`zip215` would take several), so that it agrees with OpenSSL.
 */
export const verifyPlain: Verify = (key, toBeSigned, signature) => {
  const publicKey = fromBase64url(key);
  if (publicKey?.length !== 32 || signature.length !== 64) return false;
  return ed25519.verify(signature, toBeSigned, publicKey, { zip215: false });
};

/** What remains to be done: nothing, or to verify a signature, and what was shown if it holds. */
export type Opened =
  | { readonly settled: true; readonly credential: Credential }
  | {
      readonly settled: false;
      readonly kid: KeyId;
      readonly key: PassKey["x"];
      readonly toBeSigned: Uint8Array;
      readonly signature: Uint8Array;
      readonly genuine: Credential;
    };

const BAD_SIGNATURE: Credential = { kind: "not-genuine", because: "bad-signature" };

/** Reads a code and finds its key. */
export function openPass(text: string, keys: KeySet, at: Instant): Opened {
  const decoded = decodePass(text);
  if (!decoded.read) return { settled: true, credential: { kind: "unreadable", because: decoded.because } };
  const key = findKey(keys, decoded.kid, at);
  if (typeof key === "string") return { settled: true, credential: { kind: "not-genuine", because: key } };
  const { kid, toBeSigned, signature, claims } = decoded;
  return { settled: false, kid, key: key.x, toBeSigned, signature, genuine: { kind: "pass", claims } };
}

/** What somebody shows: read, its key found, its signature verified. */
export function credentialOf(text: string, keys: KeySet, at: Instant, verify: Verify): Credential {
  const opened = openPass(text, keys, at);
  if (opened.settled) return opened.credential;
  return verify(opened.key, opened.toBeSigned, opened.signature) ? opened.genuine : BAD_SIGNATURE;
}

/** {@link credentialOf} where verifying takes its time, as WebCrypto does. */
export async function credentialLater(
  text: string,
  keys: KeySet,
  at: Instant,
  verify: VerifyLater,
): Promise<Credential> {
  const opened = openPass(text, keys, at);
  if (opened.settled) return opened.credential;
  return (await verify(opened.key, opened.toBeSigned, opened.signature)) ? opened.genuine : BAD_SIGNATURE;
}
