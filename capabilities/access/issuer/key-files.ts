import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCodeOf, writeSecretOnce } from "@cordon/ground";
import { keyIdOfPublicKey } from "../rules.ts";
import type { KeyId } from "../words.ts";
import type { IssuerProblem } from "./issuer.ts";

/** An Ed25519 key pair on disk. */
export interface KeyPair {
  readonly kid: KeyId;
  /** The public half, 32 bytes in base64url. */
  readonly x: string;
  readonly privateKey: KeyObject;
}

const ROOT = "pass-root.pem";
/** Pass keys are named after their public halves: a file under another's name is found out. */
const PASS_KEY = /^pass-([0-9a-f]{8})\.pem$/;

/** The root key in `<folder>/pass-root.pem` (PKCS #8, readable by its owner alone), made when there is none. */
export function rootKeyIn(folder: string): KeyPair | IssuerProblem {
  const file = join(folder, ROOT);
  try {
    statSync(file);
  } catch (error) {
    if (errorCodeOf(error) !== "ENOENT") return unreadable(file, error);
    const made = attempt(file, () => writeSecretOnce(file, newKeyText()));
    if (made !== null) return made;
  }
  return keyIn(file);
}

/** Every pass key in the folder. */
export function passKeysIn(folder: string): readonly KeyPair[] | IssuerProblem {
  const keys: KeyPair[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const [, named] = PASS_KEY.exec(name) ?? [];
    if (named === undefined) continue;
    const file = join(folder, name);
    const key = keyIn(file);
    if ("problem" in key) return key;
    if (key.kid !== named) return malformed(file);
    keys.push(key);
  }
  return keys;
}

/** A new pass key, on the disk before it is handed out. @throws when the folder cannot be written */
export function newPassKeyIn(folder: string): KeyPair {
  const text = newKeyText();
  const key = pairOf(createPrivateKey(text));
  writeSecretOnce(join(folder, `pass-${key.kid}.pem`), text);
  return key;
}

function newKeyText(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ format: "pem", type: "pkcs8" }).trim();
}

function keyIn(file: string): KeyPair | IssuerProblem {
  let text = "";
  const read = attempt(file, () => {
    text = readFileSync(file, "utf8");
  });
  if (read !== null) return read;
  if ((statSync(file).mode & 0o077) !== 0) {
    const message = `${file} signs passes and others can read it. Say chmod 600 ${file}.`;
    return { problem: "key-exposed", file, message };
  }
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(text);
  } catch {
    return malformed(file);
  }
  return privateKey.asymmetricKeyType === "ed25519" ? pairOf(privateKey) : malformed(file);
}

function pairOf(privateKey: KeyObject): KeyPair {
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  if (x === undefined) throw new Error("an Ed25519 key without a public half");
  return { kid: keyIdOfPublicKey(Buffer.from(x, "base64url")), x, privateKey };
}

function attempt(file: string, act: () => void): IssuerProblem | null {
  try {
    act();
    return null;
  } catch (error) {
    return unreadable(file, error);
  }
}

function malformed(file: string): IssuerProblem {
  const message = `${file} does not hold the Ed25519 key it should. Restore it from a backup: gates know no other.`;
  return { problem: "key-malformed", file, message };
}

function unreadable(file: string, error: unknown): IssuerProblem {
  const code = errorCodeOf(error);
  if (code === null) throw error;
  return { problem: "key-unreadable", file, message: `The key ${file} cannot be read or made (${code}).` };
}
