import type { DeviceId } from "@cordon/kernel";
import { type DeviceKey, deviceStatement } from "./words.ts";

/** The device's side of enrolment, on WebCrypto alone: the same in a browser, in a service worker and in Node.js. */

/** A key pair whose private half cannot leave the device. IndexedDB keeps it as it is. */
export async function newDeviceKeyPair(): Promise<CryptoKeyPair> {
  try {
    const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if ("privateKey" in pair) return pair;
  } catch {
    // A browser without Ed25519.
  }
  return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
}

/** The public half, as `identity.enrol-device` takes it. @throws TypeError for a key of another algorithm */
export async function publicDeviceKey(pair: CryptoKeyPair): Promise<DeviceKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  if (kty === "OKP" && crv === "Ed25519" && x !== undefined) return { kty, crv, x };
  if (kty === "EC" && crv === "P-256" && x !== undefined && y !== undefined) return { kty, crv, x, y };
  throw new TypeError(`no key for a device: ${kty ?? "?"} ${crv ?? "?"}`);
}

/** Signs the server's challenge. @param origin of the page, `location.origin`; the server knows its own and must agree */
export async function proveDevice(
  pair: CryptoKeyPair,
  purpose: "enrol" | "sign-in",
  statement: { readonly origin: string; readonly device: DeviceId; readonly challenge: string },
): Promise<string> {
  const algorithm = pair.privateKey.algorithm.name === "Ed25519" ? "Ed25519" : { name: "ECDSA", hash: "SHA-256" };
  const data = new TextEncoder().encode(deviceStatement(purpose, statement));
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, data));
  return btoa(String.fromCharCode(...signature))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
