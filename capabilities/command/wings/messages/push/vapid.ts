import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCodeOf, writeSecretOnce } from "@cordon/ground";

/** With which this server says to push services who it is (RFC 8292). */
export interface Vapid {
  /** The public half as browsers take it: 65 bytes in base64url. */
  readonly publicKey: string;
  /** The `Authorization` header for a push service. @param origin of its endpoint */
  authorize(origin: string, nowMs: number): string;
}

export interface VapidProblem {
  readonly problem: "key-unreadable" | "key-malformed" | "key-exposed";
  readonly file: string;
  readonly message: string;
}

const FILE = "push.pem";
/** At most a day by the RFC; phones' clocks and servers' differ by less than half of one. */
const VALID_MS = 12 * 3_600_000;

/**
 * The key in `<folder>/push.pem` (PKCS #8, P-256, readable by its owner alone), made when there is none. Phones are subscribed under it:
 * with another one they have to subscribe anew.
 * @param contact `mailto:` or `https:`, for the operators of push services
 */
export function vapidIn(folder: string, contact: string): Vapid | VapidProblem {
  const file = join(folder, FILE);
  try {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      if (errorCodeOf(error) !== "ENOENT") throw error;
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
      writeSecretOnce(file, privateKey.export({ format: "pem", type: "pkcs8" }).trim());
      text = readFileSync(file, "utf8");
    }
    if ((statSync(file).mode & 0o077) !== 0) {
      const message = `${file} signs push messages and others can read it. Say chmod 600 ${file}.`;
      return { problem: "key-exposed", file, message };
    }
    return vapidOf(text, contact) ?? malformed(file);
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === null) throw error;
    return { problem: "key-unreadable", file, message: `The key ${file} cannot be read or made (${code}).` };
  }
}

function vapidOf(text: string, contact: string): Vapid | null {
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    return null;
  }
  const { crv, x, y } = createPublicKey(key).export({ format: "jwk" });
  if (crv !== "P-256" || x === undefined || y === undefined) return null;
  const publicKey = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]).toString(
    "base64url",
  );
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    publicKey,
    authorize(origin, nowMs) {
      const claims = { aud: origin, exp: Math.floor((nowMs + VALID_MS) / 1000), sub: contact };
      const said = `${part({ typ: "JWT", alg: "ES256" })}.${part(claims)}`;
      const signature = sign("sha256", Buffer.from(said), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
      return `vapid t=${said}.${signature}, k=${publicKey}`;
    },
  };
}

function malformed(file: string): VapidProblem {
  const message = `${file} does not hold the P-256 key it should. Restore it from a backup, or remove it: phones then subscribe anew.`;
  return { problem: "key-malformed", file, message };
}
