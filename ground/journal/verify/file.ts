import { open } from "node:fs/promises";
import { fromBase64 } from "@cordon/kernel";
import { errorCodeOf } from "../../store/problem.ts";
import { kindIn } from "./envelope.ts";
import type { Damage, JournalSource, KeptEntry, SourceProblem } from "./source.ts";

/**
 * The exported form: JSON lines. The first line is the header with the signed head and the checkpoints, then one line an
 * entry, in order. Every byte is covered: the header must be written just so, an entry's text is what its leaf hash covers, and
 * the leaf hashes are what the head's root covers.
 */
export interface ExportHeader {
  readonly verifierKey: string;
  readonly head: string;
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
}

const FORMAT = "cordon-journal-1";
const BEFORE_LEAF = '{"leaf":"';
const BEFORE_BODY = '","entry":';
const LEAF_CHARACTERS = 44;
const BODY_AT = BEFORE_LEAF.length + LEAF_CHARACTERS + BEFORE_BODY.length;

export function headerLine(header: ExportHeader): string {
  const { verifierKey, head, checkpoints } = header;
  return `${JSON.stringify({ format: FORMAT, verifierKey, head, checkpoints: checkpoints.map(({ size, note }) => ({ size, note })) })}\n`;
}

export function entryLine(leafHash: Buffer, body: string): string {
  return `${BEFORE_LEAF}${leafHash.toString("base64")}${BEFORE_BODY}${body}}\n`;
}

export async function journalInFile(file: string): Promise<JournalSource | SourceProblem> {
  const lines = linesOf(file);
  let first: IteratorResult<readonly Buffer[]>;
  try {
    first = await lines.next();
  } catch (error) {
    if (errorCodeOf(error) === null) throw error;
    return { problem: "unreachable", message: `${file} cannot be read (${errorCodeOf(error)}).` };
  }
  const [line, ...others] = first.done === true ? [] : first.value;
  const header = line === undefined ? null : parseHeader(line);
  if (header === null) {
    await lines.return(undefined);
    return {
      problem: "damaged",
      message: `${file} does not begin with the header of an exported journal, or its header was changed.`,
    };
  }
  return {
    where: file,
    verifierKey: header.verifierKey,
    head: header.head,
    frontier: null,
    checkpoints: header.checkpoints,
    async *entries() {
      yield others.map(parseEntry(0));
      let at = others.length;
      for await (const portion of lines) {
        yield portion.map(parseEntry(at));
        at += portion.length;
      }
    },
    nodes: () => null,
    async [Symbol.asyncDispose]() {
      await lines.return(undefined);
    },
  };
}

/** Whole lines without their ends, as many as a chunk completes. A last line that has no end is given with a mark that breaks it. */
async function* linesOf(file: string): AsyncGenerator<readonly Buffer[]> {
  await using handle = await open(file, "r");
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of handle.createReadStream({ highWaterMark: 1 << 18, autoClose: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("a file gave something that is not bytes");
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      lines.push(bytes.subarray(from, end));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [Buffer.concat([rest, Buffer.from("\n")])];
}

function parseHeader(line: Buffer): ExportHeader | null {
  const text = line.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isHeader(value)) return null;
  // One spelling: a changed byte that JSON forgives (a space, an escape, the format's name) is a change too.
  return Buffer.from(headerLine(value)).subarray(0, -1).equals(line) ? value : null;
}

function isHeader(value: unknown): value is ExportHeader {
  if (typeof value !== "object" || value === null) return false;
  if (!("verifierKey" in value && "head" in value && "checkpoints" in value)) return false;
  const { verifierKey, head, checkpoints } = value;
  return (
    typeof verifierKey === "string" &&
    typeof head === "string" &&
    Array.isArray(checkpoints) &&
    checkpoints.every(isKept)
  );
}

function isKept(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("size" in value && "note" in value)) return false;
  return typeof value.size === "number" && typeof value.note === "string";
}

function parseEntry(offset: number) {
  return (line: Buffer, at: number): KeptEntry | Damage => {
    const frame = line.toString("latin1", 0, BODY_AT);
    const leafHash = fromBase64(frame.slice(BEFORE_LEAF.length, BEFORE_LEAF.length + LEAF_CHARACTERS));
    const isFramed =
      frame.startsWith(BEFORE_LEAF) && frame.endsWith(BEFORE_BODY) && frame.length === BODY_AT && line.at(-1) === 0x7d;
    if (!isFramed || leafHash?.length !== 32) {
      return { damage: "is not written as an exported entry is", kind: kindIn(line.toString("utf8")) };
    }
    return { seq: offset + at, body: line.subarray(BODY_AT, -1), leafHash, kind: null, atMs: null };
  };
}
