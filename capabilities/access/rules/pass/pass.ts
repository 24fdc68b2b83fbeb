import type { Instant, PassNumber } from "@cordon/kernel";
import type { Claims, Holder, KeyId, UnreadableBecause } from "../../words.ts";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { type CborValue, decodeCbor } from "./cbor.ts";
import { EDDSA, protectedHeader, readSign1, type Sign1, unsignedUnder } from "./cose.ts";
import { bytesOfKeyId, keyIdOf } from "./keys.ts";
import { payloadOf } from "./pass-payload.ts";

/*
 * A pass: a COSE_Sign1 over the claims of a CBOR Web Token (RFC 8392), in Base45 behind a prefix. Its payload is
 * {4: not after, 5: not before, -65537: [number, category, [zones], holder]}, where a holder is [initials, birth year] or a number plate.
 */

/** Which kind of thing and which version of it; alphanumeric like all that follows. */
export const PASS_PREFIX = "CP1:";
/** Fits version 11 at level Q, so that a print of 30 mm is read by any phone. */
export const LONGEST_PASS = 250;

const NOT_AFTER = 4;
const NOT_BEFORE = 5;
/** Ours, from the range of CWT claims for private use (RFC 8392, section 9.1). */
const PASS = -65537;
const SIGNATURE_BYTES = 64;

export type DecodedPass =
  | {
      readonly read: true;
      readonly claims: Claims;
      readonly kid: KeyId;
      readonly toBeSigned: Uint8Array;
      readonly signature: Uint8Array;
    }
  | { readonly read: false; readonly because: UnreadableBecause };

const CANONICAL = { mode: "canonical", tags: [] } as const;
const MALFORMED = { read: false, because: "malformed" } as const;
const NOT_A_PASS = { read: false, because: "not-a-pass" } as const;
const NEWER = { read: false, because: "newer-version" } as const;
const OTHER_VERSION = /^CP[1-9][0-9]{0,3}:/;

/**
 * What a code says, before anybody knows whether it is true: the signature has still to be verified. Takes exactly the passes that
 * {@link passToSign} makes of claims.
 */
export function decodePass(text: string): DecodedPass {
  if (!text.startsWith(PASS_PREFIX)) return OTHER_VERSION.test(text) ? NEWER : NOT_A_PASS;
  if (text.length > LONGEST_PASS) return MALFORMED;
  const bytes = decodeBase45(text, PASS_PREFIX.length);
  if (bytes === null) return MALFORMED;
  const cose = readSign1(bytes, "canonical");
  if (!cose.ok) return MALFORMED;
  const kid = keyOf(cose.sign1);
  if (kid === null) return MALFORMED;
  const payload = decodeCbor(cose.sign1.payload, CANONICAL);
  const claims = payload.ok ? claimsOf(payload.value) : null;
  if (claims === null) return MALFORMED;
  return { read: true, claims, kid, toBeSigned: cose.sign1.toBeSigned, signature: cose.sign1.signature };
}

function keyOf({ alg, kid, contentType, signature }: Sign1): KeyId | null {
  if (alg !== EDDSA || contentType !== null || kid === null || signature.length !== SIGNATURE_BYTES) return null;
  return keyIdOf(kid);
}

/*
 * The claims are checked by hand: this runs for every scan beside one signature, where a schema would cost as much again. A property test
 * holds these checks and the schema in words.ts together.
 */

function claimsOf(payload: CborValue): Claims | null {
  if (!(payload instanceof Map) || payload.size !== 3) return null;
  const notAfter = instantOf(payload.get(NOT_AFTER));
  const notBefore = instantOf(payload.get(NOT_BEFORE));
  const pass = payload.get(PASS);
  if (notAfter === null || notBefore === null || !isArray(pass) || pass.length !== 4) return null;
  const [number, category, zones, held] = pass;
  if (!isPassNumber(number) || typeof category !== "string" || !CATEGORY.test(category)) return null;
  if (!isArray(zones) || zones.length < 1 || zones.length > 8 || !zones.every(isZone)) return null;
  const holder = holderOf(held);
  return holder === null ? null : { number, category, zones, notBefore, notAfter, holder };
}

const CATEGORY = /^[a-z][a-z0-9-]{1,15}$/;
const ZONE = /^[A-Z0-9]{1,6}$/;
const INITIALS = /^\p{Lu}{1,3}$/u;
const PLATE = /^[A-Z0-9][A-Z0-9-]{1,11}$/;
/** The end of the year 9999, in seconds since 1970. */
const LAST_SECOND = 253_402_300_799;

function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

function isZone(value: CborValue): value is string {
  return typeof value === "string" && ZONE.test(value);
}

function isPassNumber(value: CborValue): value is PassNumber {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 0xffff_ffff;
}

/** Until the year 9999 `toISOString` writes the one form of an instant; beyond, it is longer. */
function isInstant(text: string): text is Instant {
  return text.length === 24;
}

/** Passes of an operation begin and end at few moments, and writing one costs as much as all the CBOR around it. */
const written = new Map<number, Instant>();
const MOST_WRITTEN = 256;

function instantOf(value: CborValue): Instant | null {
  if (typeof value !== "number" || value < 0 || value > LAST_SECOND) return null;
  const known = written.get(value);
  if (known !== undefined) return known;
  const text = new Date(value * 1000).toISOString();
  if (!isInstant(text)) return null;
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(value, text);
  return text;
}

function holderOf(value: CborValue): Holder | null {
  if (typeof value === "string") return PLATE.test(value) ? { kind: "vehicle", plate: value } : null;
  if (!isArray(value) || value.length !== 2) return null;
  const [initials, birthYear] = value;
  if (typeof initials !== "string" || !INITIALS.test(initials)) return null;
  if (typeof birthYear !== "number" || birthYear < 1900 || birthYear > 2100) return null;
  return { kind: "person", initials, birthYear };
}

/**
 * What a key must sign, and the text of the QR code once it did.
 * @throws RangeError for claims too long for a code (ask {@link passLength} first) or not on whole seconds (bugs of the caller)
 */
export function passToSign(
  claims: Claims,
  kid: KeyId,
): { readonly toBeSigned: Uint8Array; finish(signature: Uint8Array): string } {
  const unsigned = unsignedUnder(headerOf(kid), payloadOf(claims));
  return {
    toBeSigned: unsigned.toBeSigned,
    finish(signature) {
      if (signature.length !== SIGNATURE_BYTES)
        throw new RangeError(`a signature has 64 bytes, not ${signature.length}`);
      const text = PASS_PREFIX + encodeBase45(unsigned.finish(signature));
      if (text.length > LONGEST_PASS)
        throw new RangeError(`a pass of ${text.length} characters is too long for its code`);
      return text;
    },
  };
}

/** Bytes around the claims: tag, array, headers and signature. */
const AROUND = 81;

/** How many characters the pass of these claims has; above {@link LONGEST_PASS} it cannot be issued: fewer zones, shorter names. */
export function passLength(claims: Claims): number {
  const bytes = AROUND + payloadOf(claims).length;
  return PASS_PREFIX.length + 3 * Math.floor(bytes / 2) + 2 * (bytes % 2);
}

/** Of the last key asked for: a server signs with one for days. */
let lastHeader: { readonly kid: KeyId; readonly bytes: Uint8Array } | null = null;

function headerOf(kid: KeyId): Uint8Array {
  if (lastHeader?.kid !== kid) lastHeader = { kid, bytes: protectedHeader({ kid: bytesOfKeyId(kid) }) };
  return lastHeader.bytes;
}
