import { type CborFault, type CborMap, type CborMode, CborTagged, type CborValue, decodeCbor } from "./cbor.ts";
import { type CborWritable, encodeCbor } from "./cbor-writer.ts";

/*
 * COSE_Sign1 (RFC 9052, section 4.2): one payload, one signature. Nothing is verified here: what must be signed is handed out, so that the
 * same reading serves node:crypto, WebCrypto and plain JavaScript.
 */

/** COSE_Sign1 as a CBOR tag. */
const SIGN1 = 18;
/** EdDSA (RFC 9053, section 2.2). */
export const EDDSA = -8;

export interface Sign1 {
  readonly protectedBytes: Uint8Array;
  readonly alg: number | null;
  readonly kid: Uint8Array | null;
  /** Header 3; a number is a CoAP content format. */
  readonly contentType: string | number | null;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The Sig_structure in its one encoding: what the signature is over. */
  readonly toBeSigned: Uint8Array;
}

export type CoseFault = CborFault | "not-sign1" | "no-payload" | "header";
export type CoseRead = { readonly ok: true; readonly sign1: Sign1 } | { readonly ok: false; readonly fault: CoseFault };

const OURS = { mode: "canonical", tags: [SIGN1] } as const;
/** A CWT may say that it is one, in front of or around its signature (RFC 8392, section 6). */
const OTHERS = { mode: "well-formed", tags: [0, 1, SIGN1, 61] } as const;
const NO_BYTES = new Uint8Array(0);

/**
 * @param mode canonical: tagged, nothing unprotected, no header but algorithm, content type and key; well-formed: as RFC 9052 allows
 * @param externalAad what both sides know besides
 */
export function readSign1(bytes: Uint8Array, mode: CborMode, externalAad: Uint8Array = NO_BYTES): CoseRead {
  const limits = mode === "canonical" ? OURS : OTHERS;
  const outer = decodeCbor(bytes, limits);
  if (!outer.ok) return outer;
  const parts = partsOf(outer.value, mode);
  if (parts === null) return { ok: false, fault: "not-sign1" };
  const [protectedBytes, unprotected, payload, signature] = parts;
  if (!(protectedBytes instanceof Uint8Array && unprotected instanceof Map && signature instanceof Uint8Array))
    return { ok: false, fault: "not-sign1" };
  if (!(payload instanceof Uint8Array)) return { ok: false, fault: "no-payload" };
  const inside =
    protectedBytes.length === 0 ? ({ ok: true, value: new Map() } as const) : decodeCbor(protectedBytes, limits);
  if (!inside.ok) return inside;
  if (!(inside.value instanceof Map)) return { ok: false, fault: "header" };
  const headers = headersOf(inside.value, unprotected, mode);
  if (headers === null) return { ok: false, fault: "header" };
  // "No protected attributes" has one form in what is signed (RFC 9052, section 4.4).
  const signedHeaders = inside.value.size === 0 ? NO_BYTES : protectedBytes;
  const toBeSigned = sigStructure("Signature1", [signedHeaders, externalAad, payload]);
  return { ok: true, sign1: { protectedBytes, ...headers, payload, signature, toBeSigned } };
}

function partsOf(value: CborValue, mode: CborMode): readonly CborValue[] | null {
  let inner = value;
  if (mode === "well-formed" && inner instanceof CborTagged && inner.tag === 61) inner = inner.value;
  if (inner instanceof CborTagged && inner.tag === SIGN1) inner = inner.value;
  else if (mode === "canonical") return null;
  return Array.isArray(inner) && inner.length === 4 ? inner : null;
}

type Headers = Pick<Sign1, "alg" | "kid" | "contentType">;

function headersOf(inside: CborMap, outside: CborMap, mode: CborMode): Headers | null {
  // A header we do not know may be one we must obey (crit, RFC 9052, section 3.1); ours have three.
  if (mode === "canonical") {
    if (outside.size > 0) return null;
    for (const label of inside.keys()) if (label !== 1 && label !== 3 && label !== 4) return null;
  }
  if (inside.has(2)) return null;
  // Where others write a header twice, what is signed counts.
  const alg = inside.get(1) ?? outside.get(1) ?? null;
  const contentType = inside.get(3) ?? outside.get(3) ?? null;
  const kid = inside.get(4) ?? outside.get(4) ?? null;
  if (alg !== null && typeof alg !== "number") return null;
  if (contentType !== null && typeof contentType !== "string" && typeof contentType !== "number") return null;
  if (kid !== null && !(kid instanceof Uint8Array)) return null;
  return { alg, contentType, kid };
}

const CONTEXTS = {
  Signature1: new TextEncoder().encode("Signature1"),
  Signature: new TextEncoder().encode("Signature"),
};

/** What is signed (RFC 9052, section 4.4): the context and byte strings as one array. Once a scan and once a pass issued. */
export function sigStructure(context: keyof typeof CONTEXTS, byteStrings: readonly Uint8Array[]): Uint8Array {
  const said = CONTEXTS[context];
  let length = 2 + said.length;
  for (const bytes of byteStrings) length += lengthOf(bytes);
  const out = new Uint8Array(length);
  out[0] = 0x80 | (1 + byteStrings.length);
  out[1] = 0x60 | said.length;
  out.set(said, 2);
  let at = 2 + said.length;
  for (const bytes of byteStrings) at = writeBytes(out, at, bytes);
  return out;
}

function headLength(length: number): number {
  return length < 24 ? 1 : length < 0x100 ? 2 : length < 0x1_0000 ? 3 : 5;
}

/** The head of a byte string. */
function writeLength(out: Uint8Array, at: number, length: number): number {
  if (length < 24) {
    out[at] = 0x40 | length;
    return at + 1;
  }
  if (length < 0x100) {
    out[at] = 0x58;
    out[at + 1] = length;
    return at + 2;
  }
  const wide = length >= 0x1_0000;
  out[at] = wide ? 0x5a : 0x59;
  let next = at + 1;
  for (let shift = wide ? 24 : 8; shift >= 0; shift -= 8) out[next++] = (length >>> shift) & 0xff;
  return next;
}

/** Ready to be signed; `finish` puts the signature in its place. */
export interface Unsigned {
  readonly toBeSigned: Uint8Array;
  finish(signature: Uint8Array): Uint8Array;
}

/** A COSE_Sign1 in canonical form, signed with EdDSA. */
export function buildSign1(
  headers: { readonly kid: Uint8Array; readonly contentType?: string },
  payload: Uint8Array,
): Unsigned {
  return unsignedUnder(protectedHeader(headers), payload);
}

/** The protected header of whatever one key signs: worth keeping where it signs much. */
export function protectedHeader(headers: { readonly kid: Uint8Array; readonly contentType?: string }): Uint8Array {
  return encodeCbor(
    new Map<number, CborWritable>([
      [1, EDDSA],
      ...(headers.contentType === undefined ? [] : [[3, headers.contentType] as const]),
      [4, headers.kid],
    ]),
  );
}

/** {@link buildSign1} under a header that is encoded already. */
export function unsignedUnder(protectedBytes: Uint8Array, payload: Uint8Array): Unsigned {
  return {
    toBeSigned: sigStructure("Signature1", [protectedBytes, NO_BYTES, payload]),
    finish: (signature) => sign1Bytes(protectedBytes, payload, signature),
  };
}

function sign1Bytes(protectedBytes: Uint8Array, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  const out = new Uint8Array(3 + lengthOf(protectedBytes) + lengthOf(payload) + lengthOf(signature));
  out[0] = 0xc0 | SIGN1;
  out[1] = 0x84;
  const headers = writeBytes(out, 2, protectedBytes);
  // Nothing unprotected.
  out[headers] = 0xa0;
  writeBytes(out, writeBytes(out, headers + 1, payload), signature);
  return out;
}

/** Of a byte string with its head. */
function lengthOf(bytes: Uint8Array): number {
  return headLength(bytes.length) + bytes.length;
}

/** A byte string. @returns where the next begins */
function writeBytes(out: Uint8Array, at: number, bytes: Uint8Array): number {
  const from = writeLength(out, at, bytes.length);
  out.set(bytes, from);
  return from + bytes.length;
}
