import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { toHex } from "@cordon/kernel";
import { errorCodeOf } from "./store/problem.ts";

/**
 * Writes a secret that only its owner may read, whole and on the disk or not at all: written beside, then linked, which leaves the file alone
 * when another start was quicker.
 * @throws when the folder cannot be written
 */
export function writeSecretOnce(file: string, text: string): void {
  const beside = `${file}.${toHex(randomBytes(4))}`;
  const descriptor = openSync(beside, "wx", 0o600);
  try {
    writeSync(descriptor, `${text}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(beside, file);
    const folder = openSync(dirname(file), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    if (errorCodeOf(error) !== "EEXIST") throw error;
  } finally {
    unlinkSync(beside);
  }
}
