import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { errorCodeOf } from "../store/problem.ts";

/** A key that wraps the keys of the subjects in one bucket. It is replaced, and the old one destroyed, when one of them is erased. */
export interface Generation {
  readonly id: string;
  readonly bucket: number;
  readonly key: Uint8Array;
}

/** The keys that are never in the database, in a file of their own. */
export interface KeyRing {
  current(bucket: number): Generation;
  find(id: string): Generation | null;
  /** Buckets that have an older generation beside their current one. */
  unsettled(): readonly number[];
  /** Gives the bucket a new current generation; the old ones stay until `destroyOld`. Durable when it returns. */
  begin(bucket: number): Generation;
  /** Leaves the bucket its current generation alone. Durable when it returns. */
  destroyOld(bucket: number): void;
}

export interface VaultProblem {
  readonly problem: "keys-exposed" | "keys-malformed" | "keys-unreadable";
  readonly file: string;
  readonly message: string;
}

/** Erasing a subject wraps the others of its bucket anew: among 100,000 people, 400. The file has some 30 kB. */
export const BUCKETS = 256;

const KEY_BYTES = 32;
const Ring = z.object({
  version: z.literal(1),
  generations: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{16}$/),
      bucket: z
        .int()
        .min(0)
        .max(BUCKETS - 1),
      key: z.base64(),
    }),
  ),
});

export function bucketOf(subject: SubjectId): number {
  return createHash("sha256").update(subject).digest().readUInt8(0);
}

/** Opens `<folder>/vault.keys`, and makes it when there is none. Later generations of a bucket stand later in the file. */
export function openKeyRing(folder: string): KeyRing | VaultProblem {
  const file = join(folder, "vault.keys");
  let generations: Generation[] = [];
  let seen = "";

  const read = (): VaultProblem | null => {
    const stat = statSync(file);
    if ((stat.mode & 0o077) !== 0) {
      return {
        problem: "keys-exposed",
        file,
        message: `${file} opens everybody's personal data and others can read it. Say chmod 600 ${file}.`,
      };
    }
    const parsed = Ring.safeParse(parseJson(readFileSync(file, "utf8")));
    if (!parsed.success) {
      return {
        problem: "keys-malformed",
        file,
        message: `${file} does not hold the vault's keys. Restore it from where you keep it; without it all personal data counts as erased.`,
      };
    }
    generations = parsed.data.generations.map(({ id, bucket, key }) => ({
      id,
      bucket,
      key: Buffer.from(key, "base64"),
    }));
    seen = `${stat.ino} ${stat.mtimeMs}`;
    return null;
  };
  const write = (next: readonly Generation[]) => {
    replace(
      file,
      JSON.stringify({
        version: 1,
        generations: next.map(({ id, bucket, key }) => ({ id, bucket, key: Buffer.from(key).toString("base64") })),
      }),
    );
    const problem = read();
    if (problem !== null) throw new Error(problem.message);
  };
  /** Another node may have given a bucket a new generation in the file that nodes share. */
  const refresh = () => {
    const stat = statSync(file);
    if (`${stat.ino} ${stat.mtimeMs}` === seen) return;
    const problem = read();
    if (problem !== null) throw new Error(problem.message);
  };

  try {
    if (statSync(file, { throwIfNoEntry: false }) === undefined)
      write(Array.from({ length: BUCKETS }, (_, bucket) => fresh(bucket)));
    const problem = read();
    if (problem !== null) return problem;
  } catch (error) {
    if (errorCodeOf(error) === null) throw error;
    return { problem: "keys-unreadable", file, message: `${file} cannot be read or written (${errorCodeOf(error)}).` };
  }
  const current = (bucket: number): Generation => {
    refresh();
    const found = generations.findLast((one) => one.bucket === bucket);
    if (found === undefined) throw new Error(`${file} has no key for bucket ${bucket}`);
    return found;
  };
  return {
    current,
    find(id) {
      refresh();
      return generations.find((one) => one.id === id) ?? null;
    },
    unsettled() {
      refresh();
      return [
        ...new Set(
          generations
            .filter((one) => one !== generations.findLast((other) => other.bucket === one.bucket))
            .map((one) => one.bucket),
        ),
      ];
    },
    begin(bucket) {
      refresh();
      write([...generations, fresh(bucket)]);
      return current(bucket);
    },
    destroyOld(bucket) {
      const kept = current(bucket);
      if (generations.every((one) => one.bucket !== bucket || one === kept)) return;
      write(generations.filter((one) => one.bucket !== bucket || one === kept));
    },
  };
}

function fresh(bucket: number): Generation {
  return { id: randomBytes(8).toString("hex"), bucket, key: randomBytes(KEY_BYTES) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Writes beside and renames, so that a power cut leaves the old file or the new; then overwrites what the old file was. */
function replace(file: string, text: string): void {
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  const next = openSync(beside, "wx", 0o600);
  writeSync(next, text);
  fsyncSync(next);
  closeSync(next);
  const old = openIfThere(file);
  renameSync(beside, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
  if (old === null) return;
  writeSync(old, randomBytes(fstatSync(old).size), 0, null, 0);
  fsyncSync(old);
  closeSync(old);
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, "r+");
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return null;
    throw error;
  }
}
