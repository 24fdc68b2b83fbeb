import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import { keptUntilMs } from "../../rules/score.ts";
import type { EventKind } from "../../words/scene.ts";
import { ClipName } from "../../words/score.ts";
import { Truth } from "../../words/truth.ts";

/** A clip of the folder as it lies there. `problem` is a sentence for an operator; null: it may be replayed. */
export interface FoundClip {
  readonly clip: string;
  readonly bytes: number;
  readonly kinds: readonly EventKind[];
  readonly events: number;
  readonly problem: string | null;
  readonly keepUntilMs: number;
}

const MOST_CLIPS = 1000;
const MOST_LABEL_BYTES = 4_000_000;

/**
 * Everything in the folder that is not a label, by name. A folder that is not there holds nothing.
 * @param retentionDays of the mandate it is to be replayed under; the law's twelve months hold in any case
 */
export async function clipsIn(folder: string, nowMs: number, retentionDays?: number): Promise<readonly FoundClip[]> {
  const names = await readdir(folder).catch(() => []);
  const found: FoundClip[] = [];
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1)).slice(0, MOST_CLIPS)) {
    if (parse(name).ext === ".json" || !ClipName.safeParse(name).success) continue;
    const file = await stat(join(folder, name)).catch(() => undefined);
    if (file?.isFile() !== true) continue;
    const label = await labelOf(folder, name);
    const keepUntilMs = keptUntilMs(file.mtimeMs, retentionDays);
    const isOverdue = nowMs >= keepUntilMs;
    found.push({
      clip: name,
      bytes: file.size,
      kinds: "truth" in label ? [...new Set(label.truth.scene.events.map(({ kind }) => kind))] : [],
      events: "truth" in label ? label.truth.events.length : 0,
      problem: isOverdue
        ? `it had to be erased by ${new Date(keepUntilMs).toISOString().slice(0, 10)}: images are not kept longer to tune an analysis`
        : "problem" in label
          ? label.problem
          : null,
      keepUntilMs,
    });
  }
  return found;
}

type Label = { readonly truth: Truth } | { readonly problem: string };

/** What `yard.json` says of `yard.mp4`. */
export async function labelOf(folder: string, clip: string): Promise<Label> {
  return readLabel(join(folder, `${parse(clip).name}.json`));
}

/** A label file; what is wrong with it is told with its place. */
export async function readLabel(path: string): Promise<Label> {
  const { base } = parse(path);
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size === undefined) return { problem: `there is no label ${base}` };
  if (size > MOST_LABEL_BYTES) return { problem: `the label ${base} is larger than ${MOST_LABEL_BYTES} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, "utf8"));
  } catch {
    return { problem: `the label ${base} is not JSON` };
  }
  const read = Truth.safeParse(value);
  if (read.success) return { truth: read.data };
  const [issue] = read.error.issues;
  return { problem: `the label ${base}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.slice(0, 300) };
}

/** Of a file's bytes, in hexadecimal. @throws when it cannot be read to its end */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) if (chunk instanceof Uint8Array) hash.update(chunk);
  return hash.digest("hex");
}

/** Said where a label names another file than the one it lies beside: a label belongs to the pictures somebody looked at. */
export const OTHER_FILE = "the label was made for another file: its sha256 is not that of this clip";
