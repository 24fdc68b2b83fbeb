import { type VerifyLater, verifyPlain } from "@cordon/access/rules";

/** Without a bound a forged feed could fill the memory; an operation has a handful of keys. */
const KEYS_HELD = 64;

/** Ed25519 by the browser where it has it, which is several times faster, else in plain JavaScript. */
export function browserVerifier(): VerifyLater {
  const keys = new Map<string, Promise<CryptoKey | null>>();
  const keyOf = (x: string): Promise<CryptoKey | null> => {
    const held = keys.get(x);
    if (held !== undefined) return held;
    if (keys.size >= KEYS_HELD) keys.clear();
    const imported = importKey(x);
    keys.set(x, imported);
    return imported;
  };
  return async (x, toBeSigned, signature) => {
    const key = await keyOf(x);
    if (key === null) return verifyPlain(x, toBeSigned, signature);
    return crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(toBeSigned));
  };
}

/** Null: this browser has no Ed25519, or the key is none (which the plain verifier then finds, too). */
async function importKey(x: string): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
}
