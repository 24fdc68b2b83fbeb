import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import type { DeviceKey } from "./words.ts";

/** Ed25519 (RFC 8032), or ECDSA as WebCrypto writes it: r and s side by side. 64 bytes both. */
export const Proof = z.string().regex(/^[A-Za-z0-9_-]{86}$/, "expected a signature of 64 bytes in base64url");

/** Whether the holder of the key signed the statement. False also for numbers that are no public key. */
export function proves(key: DeviceKey, statement: string, proof: string): boolean {
  const publicKey = keyObjectOf(key);
  if (publicKey === null) return false;
  const signature = Buffer.from(proof, "base64url");
  const data = Buffer.from(statement);
  return key.kty === "OKP"
    ? verify(null, data, publicKey, signature)
    : verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
}

function keyObjectOf(key: DeviceKey): KeyObject | null {
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch {
    return null;
  }
}
