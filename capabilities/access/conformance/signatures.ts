import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { fromHex } from "@cordon/kernel";
import { CborTagged, decodeCbor, readSign1, sigStructure } from "../rules.ts";

/* Signatures that our passes never bear, for the certificates and examples of others. Test-side code. */

const RAW = "ieee-p1363";

/** Verifies by a COSE algorithm number (RFC 9053, RFC 8230); null for one that is not known here. */
export function verifyBy(alg: number, key: KeyObject, toBeSigned: Uint8Array, signature: Uint8Array): boolean | null {
  const type = key.asymmetricKeyType;
  if (alg === -8) return (type === "ed25519" || type === "ed448") && verify(null, toBeSigned, key, signature);
  const hash = new Map([
    [-7, "sha256"],
    [-35, "sha384"],
    [-36, "sha512"],
  ]).get(alg);
  if (hash !== undefined) return type === "ec" && verify(hash, toBeSigned, { key, dsaEncoding: RAW }, signature);
  if (alg !== -37) return null;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return type === "rsa" && verify("sha256", toBeSigned, { key, ...pss }, signature);
}

/** The signatures of a COSE_Sign1 or COSE_Sign (RFC 9052, section 4), all of which must hold; null for what is neither. */
export function verifyCose(bytes: Uint8Array, keys: readonly KeyObject[], externalAad: Uint8Array): boolean | null {
  const [key] = keys;
  if (key === undefined) return null;
  const one = readSign1(bytes, "well-formed", externalAad);
  if (one.ok) {
    const { alg, toBeSigned, signature } = one.sign1;
    return alg === null ? null : verifyBy(alg, key, toBeSigned, signature);
  }
  const many = decodeCbor(bytes, { mode: "well-formed", tags: [98] });
  if (!many.ok) return null;
  const parts = many.value instanceof CborTagged ? many.value.value : many.value;
  if (!isArray(parts) || parts.length !== 4) return null;
  const [body, , payload, signers] = parts;
  if (!(body instanceof Uint8Array && payload instanceof Uint8Array && isArray(signers))) return null;
  if (signers.length !== keys.length) return null;
  return signers.every((signer, index) => {
    const own = keys[index];
    if (own === undefined || !isArray(signer) || signer.length !== 3) return false;
    const [header, , signature] = signer;
    if (!(header instanceof Uint8Array && signature instanceof Uint8Array)) return false;
    const labels = decodeCbor(header, { mode: "well-formed", tags: [] });
    const alg = labels.ok && labels.value instanceof Map ? labels.value.get(1) : undefined;
    const toBeSigned = sigStructure("Signature", [body, header, externalAad, payload]);
    return typeof alg === "number" && verifyBy(alg, own, toBeSigned, signature) === true;
  });
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A public key as the COSE examples write it: a JWK whose members may be hexadecimal. */
export function keyOf(given: Readonly<Record<string, unknown>>): KeyObject {
  const member = (name: string): string => {
    const plain = given[name];
    if (typeof plain === "string") return plain;
    const hex = given[`${name}_hex`];
    return Buffer.from(fromHex(typeof hex === "string" ? hex : "") ?? []).toString("base64url");
  };
  const curve = { kty: String(given["kty"]), crv: String(given["crv"]), x: member("x") };
  const jwk = given["kty"] === "EC" ? { ...curve, y: member("y") } : curve;
  return createPublicKey({ key: jwk, format: "jwk" });
}
