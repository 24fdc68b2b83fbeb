import { fromBase64, toBase64 } from "./base64.ts";
import { HASH_BYTES } from "./merkle/hasher.ts";

/** A log's statement of what it holds (c2sp.org/tlog-checkpoint). Signed as a note, it binds the log to every leaf. */
export type Checkpoint = {
  /** Which log, such as `example.org/cordon`. */
  readonly origin: string;
  /** Leaves. */
  readonly size: number;
  /** RFC 6962 root, 32 bytes. */
  readonly root: Uint8Array;
};

/** The note text of a checkpoint. Throws RangeError on one that no log can make. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  if (checkpoint.origin === "" || checkpoint.origin.includes("\n")) throw new RangeError("the origin is one line");
  if (!Number.isSafeInteger(checkpoint.size) || checkpoint.size < 0)
    throw new RangeError(`no tree has ${checkpoint.size} leaves`);
  if (checkpoint.root.length !== HASH_BYTES) throw new RangeError("a root has 32 bytes");
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** Reads a note text; extension lines are ignored. Undefined when it is no checkpoint. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith("\n")) return undefined;
  const [origin, size, encodedRoot, ...extensions] = text.slice(0, -1).split("\n");
  if (origin === undefined || origin === "" || size === undefined || encodedRoot === undefined) return undefined;
  const root = fromBase64(encodedRoot);
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  if (root?.length !== HASH_BYTES || extensions.includes("")) return undefined;
  return { origin, size: Number(size), root };
}
