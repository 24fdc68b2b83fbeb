import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  formatVerifierKey,
  fromBase64,
  type Hash,
  isKeyName,
  type Sign,
  toBase64,
  toHex,
  type Verify,
  type VerifierKey,
  verifierKey,
} from "@cordon/kernel";
import { writeSecretOnce } from "../secret-file.ts";
import { errorCodeOf } from "../store/problem.ts";

/** SHA-256 by node:crypto. */
export const nodeSha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();

/** Ed25519 by node:crypto. */
export const verifyEd25519: Verify = (publicKey, message, signature) =>
  verify(null, message, publicKeyObject(publicKey), signature);

/** What signs the journal's checkpoints. Its name is the journal's origin. */
export interface SigningKey {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

export type SigningKeyProblem = {
  readonly problem: "key-unreadable" | "key-malformed" | "key-exposed";
  readonly file: string;
  readonly message: string;
};

const ED25519 = 0x01;
/** A PKCS #8 Ed25519 private key is this, then 32 bytes of seed (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Reads the key in `<folder>/journal.key`, or makes one when there is none. The file holds one line in the form of Go's
 * sumdb/note, `PRIVATE+KEY+<name>+<id>+<base64(0x01 || seed)>`, and is readable by its owner alone.
 * @param name for a new key; a made-up one when absent
 */
export function signingKeyIn(folder: string, name?: string): SigningKey | SigningKeyProblem {
  const file = join(folder, "journal.key");
  try {
    return readSigningKey(file);
  } catch (error) {
    if (errorCodeOf(error) !== "ENOENT") return unreadable(file, error);
  }
  try {
    writeSecretOnce(file, newSigningKeyText(name ?? `cordon-${toHex(randomBytes(6))}`));
    return readSigningKey(file);
  } catch (error) {
    return unreadable(file, error);
  }
}

/** The public half of the key in `<folder>/journal.key`, as it is published; null when there is no such key, and none is made. */
export function publishedKeyIn(folder: string): string | null {
  try {
    const key = parseSigningKey(readFileSync(join(folder, "journal.key"), "utf8").trim());
    return key === undefined ? null : publishedKey(key);
  } catch (error) {
    if (errorCodeOf(error) === null) throw error;
    return null;
  }
}

/** @throws when the file cannot be read */
function readSigningKey(file: string): SigningKey | SigningKeyProblem {
  const text = readFileSync(file, "utf8");
  if ((statSync(file).mode & 0o077) !== 0) {
    return {
      problem: "key-exposed",
      file,
      message: `${file} signs the journal and others can read it. Say chmod 600 ${file}.`,
    };
  }
  return (
    parseSigningKey(text.trim()) ?? {
      problem: "key-malformed",
      file,
      message: `${file} does not hold a signing key. Restore it from a backup; without it nothing can be appended to this journal.`,
    }
  );
}

export function newSigningKeyText(name: string): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(PKCS8_PREFIX.length);
  const { id } = verifierKey(nodeSha256, name, rawPublicKey(privateKey));
  return `PRIVATE+KEY+${name}+${toHex(id)}+${toBase64(Uint8Array.of(ED25519, ...seed))}`;
}

/** Reads what {@link newSigningKeyText} writes; undefined when malformed. */
export function parseSigningKey(text: string): SigningKey | undefined {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || bytes === undefined || bytes[0] !== ED25519 || bytes.length !== 33)
    return undefined;
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, bytes.subarray(1)]),
    format: "der",
    type: "pkcs8",
  });
  const verifier = verifierKey(nodeSha256, name, rawPublicKey(privateKey));
  if (toHex(verifier.id) !== id) return undefined;
  return { verifier, sign: (message) => sign(null, message, privateKey) };
}

export function isSigningKeyProblem(value: SigningKey | SigningKeyProblem): value is SigningKeyProblem {
  return "problem" in value;
}

/** The public half, as it is published: `<name>+<id>+<key>`. */
export function publishedKey(key: SigningKey): string {
  return formatVerifierKey(key.verifier);
}

function rawPublicKey(privateKey: KeyObject): Uint8Array {
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  if (x === undefined) throw new Error("an Ed25519 key without a public half");
  return Buffer.from(x, "base64url");
}

function publicKeyObject(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") },
    format: "jwk",
  });
}

function unreadable(file: string, error: unknown): SigningKeyProblem {
  const code = errorCodeOf(error);
  if (code === null) throw error;
  return {
    problem: "key-unreadable",
    file,
    message: `The journal's signing key ${file} cannot be read or made (${code}).`,
  };
}
