import { canonicalBytes, canonicalJson } from "@cordon/kernel";
import type { KeyId, SIGNED_TYPES } from "../../words.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { buildSign1, type CoseFault, EDDSA, readSign1 } from "./cose.ts";
import { bytesOfKeyId, keyIdOf } from "./keys.ts";

/* Key sets and rule sets: canonical JSON in a COSE_Sign1 by the root key, with what it is in its protected header. */

export type SignedType = (typeof SIGNED_TYPES)[keyof typeof SIGNED_TYPES];

export type SignedFault = CoseFault | "not-base64url" | "other-type" | "other-algorithm" | "not-canonical-json";
export type SignedDocument =
  | {
      readonly read: true;
      readonly kid: KeyId;
      readonly toBeSigned: Uint8Array;
      readonly signature: Uint8Array;
      /** As JSON gives it: whoever uses it parses it with its schema, after the signature was verified. */
      readonly value: unknown;
    }
  | { readonly read: false; readonly fault: SignedFault };

/**
 * What the root must sign, and the document once it did.
 * @throws NotCanonicalError for a value that JSON has not (a bug of the caller)
 */
export function documentToSign(
  type: SignedType,
  value: unknown,
  kid: KeyId,
): { readonly toBeSigned: Uint8Array; finish(signature: Uint8Array): string } {
  const unsigned = buildSign1({ kid: bytesOfKeyId(kid), contentType: type }, canonicalBytes(value));
  return {
    toBeSigned: unsigned.toBeSigned,
    finish: (signature) => toBase64url(unsigned.finish(signature)),
  };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a document of one type. Nothing is verified yet. */
export function readSigned(text: string, type: SignedType): SignedDocument {
  const bytes = fromBase64url(text);
  if (bytes === undefined) return { read: false, fault: "not-base64url" };
  const cose = readSign1(bytes, "canonical");
  if (!cose.ok) return { read: false, fault: cose.fault };
  const { alg, contentType, kid, payload, signature, toBeSigned } = cose.sign1;
  if (alg !== EDDSA || signature.length !== 64) return { read: false, fault: "other-algorithm" };
  if (contentType !== type) return { read: false, fault: "other-type" };
  const keyId = kid === null ? null : keyIdOf(kid);
  if (keyId === null) return { read: false, fault: "header" };
  const value = jsonOf(payload);
  if (value === undefined) return { read: false, fault: "not-canonical-json" };
  return { read: true, kid: keyId, toBeSigned, signature, value };
}

/** The value of canonical JSON, undefined for any other bytes: a member twice, a space, another spelling of a number. */
function jsonOf(payload: Uint8Array): unknown {
  try {
    const text = utf8.decode(payload);
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the next document follows what is held. Numbers never go back: an old one, rightly signed, is still an old one. */
export function newer(current: { readonly number: number } | null, next: { readonly number: number }): boolean {
  return current === null || next.number > current.number;
}
