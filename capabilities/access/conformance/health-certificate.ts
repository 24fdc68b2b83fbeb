import type { X509Certificate } from "node:crypto";
import { inflateSync } from "node:zlib";
import { type CborKey, CborTagged, type CborValue, decodeBase45, decodeCbor, readSign1, type Sign1 } from "../rules.ts";
import { verifyBy } from "./signatures.ts";

/*
 * The EU Digital COVID Certificate as a profile of the same reading: prefix, Base45, zlib, COSE_Sign1, CWT (eHealth Network, "Technical
 * Specifications for EU Digital COVID Certificates", volumes 1 and 3). Test-side code: it is what most of the world's test data for such codes is.
 */

const PREFIX = "HC1:";
/** hcert, and in it the certificate (volume 3, section 3.3.1). */
const HCERT = -260;
const LARGEST_BYTES = 64 * 1024;

export interface HealthClaims {
  readonly issuedAt: number | null;
  readonly expires: number | null;
  /** As JSON has it. */
  readonly certificate: unknown;
}

export function withoutPrefix(text: string): string | null {
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : null;
}

export function inflated(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(bytes, { maxOutputLength: LARGEST_BYTES });
  } catch {
    return null;
  }
}

/** The signed bytes in the text of a code, null where any step fails. */
export function signedBytesOf(text: string): Uint8Array | null {
  const encoded = withoutPrefix(text);
  const packed = encoded === null ? null : decodeBase45(encoded);
  return packed === null ? null : inflated(packed);
}

export function sign1Of(bytes: Uint8Array): Sign1 | null {
  const read = readSign1(bytes, "well-formed");
  return read.ok ? read.sign1 : null;
}

export function claimsOf(payload: Uint8Array): HealthClaims | null {
  const read = decodeCbor(payload, { mode: "well-formed", tags: [0, 1] });
  if (!read.ok || !(read.value instanceof Map)) return null;
  const hcert = read.value.get(HCERT);
  if (!(hcert instanceof Map) || !hcert.has(1)) return null;
  return {
    issuedAt: secondsOf(read.value.get(6)),
    expires: secondsOf(read.value.get(4)),
    certificate: jsonOf(hcert.get(1)),
  };
}

/** The certificate alone, as the test data has it beside the signed one. */
export function certificateIn(bytes: Uint8Array): unknown {
  const read = decodeCbor(bytes, { mode: "well-formed", tags: [0, 1] });
  return read.ok ? jsonOf(read.value) : undefined;
}

function secondsOf(value: CborValue): number | null {
  return typeof value === "number" ? value : null;
}

function jsonOf(value: CborValue): unknown {
  if (value instanceof CborTagged) return jsonOf(value.value);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, member]: [CborKey, CborValue]) => [String(key), jsonOf(member)]));
  if (Array.isArray(value)) return value.map(jsonOf);
  return typeof value === "bigint" ? value.toString() : value;
}

export function signedBy(sign1: Sign1, certificate: X509Certificate): boolean {
  return sign1.alg !== null && verifyBy(sign1.alg, certificate.publicKey, sign1.toBeSigned, sign1.signature) === true;
}

/** Whether it is in force at a moment: not before it was issued, not after it expires. */
export function inForce({ issuedAt, expires }: HealthClaims, at: Date): boolean {
  const seconds = at.getTime() / 1000;
  return (issuedAt === null || issuedAt <= seconds) && (expires === null || seconds <= expires);
}

const KINDS = { t: "1", v: "2", r: "3" } as const;
/** Two spellings of the same arc are in use: 1.3.6.1.4.1.1847.2021.1 and, by mistake, 1.3.6.1.4.1.0.1847.2021.1. */
const ARC = /^1\.3\.6\.1\.4\.1(?:\.0)?\.1847\.2021\.1\.([123])$/;

/** Whether the key may sign this kind of certificate: its extended key usages name it, or it has none. */
export function mayBeSignedBy(certificate: unknown, signer: X509Certificate): boolean {
  // Node's `keyUsage` is the extended one.
  if (signer.keyUsage === undefined || signer.keyUsage.length === 0) return true;
  const usages = signer.keyUsage.flatMap((usage) => ARC.exec(usage)?.[1] ?? []);
  return Object.entries(KINDS).every(([kind, usage]) => !hasMember(certificate, kind) || usages.includes(usage));
}

function hasMember(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && Array.isArray(Reflect.get(value, name));
}
