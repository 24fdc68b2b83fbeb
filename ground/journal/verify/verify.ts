import {
  type Checkpoint,
  equalBytes,
  formatVerifierKey,
  Frontier,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  TILE_HEIGHT,
  TILE_WIDTH,
  toHex,
  type VerifierKey,
} from "@cordon/kernel";
import { journalHasher } from "../leaf.ts";
import { nodeSha256, verifyEd25519 } from "../signing-key.ts";
import { readEnvelope } from "./envelope.ts";
import type { Damage, JournalSource, KeptEntry } from "./source.ts";

/** Something that is not as it was signed. `seq` and `kind` name the entry where one can be named. */
export interface Finding {
  readonly finding:
    | "entry-changed"
    | "entry-missing"
    | "entry-unreadable"
    | "entry-beyond-head"
    | "copy-differs"
    | "node-differs"
    | "checkpoint-differs"
    | "checkpoint-signature"
    | "head-differs"
    | "key";
  readonly seq: number | null;
  readonly kind: string | null;
  readonly message: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly where: string;
  readonly origin: string | null;
  readonly entries: number;
  /** Hexadecimal. */
  readonly root: string;
  /** The key the checkpoints were checked with, and whether it was handed in or lay beside the journal. */
  readonly verifierKey: string | null;
  readonly keyGiven: boolean;
  /** Whether the entries themselves were seen, or only their hashes. */
  readonly bodies: boolean;
  readonly checkpoints: number;
  readonly findings: readonly Finding[];
  /** There were more findings than are listed. */
  readonly more: boolean;
}

export interface VerifyOptions {
  /** The verifier key one was given by somebody one trusts. Without it, the one beside the journal is used: changes by whoever lacks the signing key are still seen. */
  readonly key?: string;
  /** Checkpoints that were handed out earlier (signed notes): the journal must still contain them. */
  readonly remembered?: readonly string[];
}

const MAX_FINDINGS = 100;

/** Checks a journal from the first byte to the last, in constant memory but for 32 bytes every 256 entries. */
export async function verifyJournal(source: JournalSource, options: VerifyOptions = {}): Promise<VerifyReport> {
  const check = new Check();
  const text = options.key ?? source.verifierKey;
  const key = text === null ? undefined : parseVerifierKey(nodeSha256, text);
  if (key === undefined)
    check.find("key", null, null, text === null ? "no verifier key: pass --key" : `not a verifier key: ${text}`);
  if (options.key !== undefined && source.verifierKey !== null && source.verifierKey !== options.key) {
    check.find("key", null, null, `the journal names another key than the one given: ${source.verifierKey}`);
  }
  const head = check.open(source.head, key, "the head");
  const promises = promisesOf(source, options.remembered ?? [], key, check);
  const reader = new TreeReader(check, promises);
  try {
    for await (const portion of source.entries()) for (const kept of portion) reader.take(kept);
  } catch (error) {
    check.find(
      "entry-unreadable",
      reader.size,
      null,
      `after entry ${reader.size - 1} reading failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  reader.finish();
  checkHead(source, head, reader, check);
  await checkNodes(source, reader, check);
  return {
    ok: check.findings.length === 0,
    where: source.where,
    origin: head?.origin ?? null,
    entries: reader.size,
    root: toHex(reader.root()),
    verifierKey: key === undefined ? null : formatVerifierKey(key),
    keyGiven: options.key !== undefined,
    bodies: reader.sawBodies,
    checkpoints: promises.length + (head === null ? 0 : 1),
    findings: check.findings,
    more: check.more,
  };
}

/** Collects findings, and opens notes. */
class Check {
  readonly findings: Finding[] = [];
  more = false;

  find(finding: Finding["finding"], seq: number | null, kind: string | null, message: string): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push({ finding, seq, kind, message });
    else this.more = true;
  }

  open(note: string, key: VerifierKey | undefined, what: string): Checkpoint | null {
    if (key === undefined) return null;
    const opened = openNote(note, [key], verifyEd25519);
    if (!opened.ok) {
      const why = {
        malformed: "is no signed note",
        "not-signed": "is not signed by this key",
        "bad-signature": "has a signature that does not fit",
      };
      this.find("checkpoint-signature", null, null, `${what} ${why[opened.refusal.kind]}`);
      return null;
    }
    const checkpoint = parseCheckpoint(opened.text);
    if (checkpoint === undefined)
      this.find("checkpoint-signature", null, null, `${what} is signed but is no checkpoint`);
    else if (checkpoint.origin !== key.name)
      this.find("checkpoint-signature", null, null, `${what} is of another journal, ${checkpoint.origin}`);
    return checkpoint ?? null;
  }
}

/** What was once signed about a size of the journal. */
interface Promised extends Checkpoint {
  readonly what: string;
}

function promisesOf(
  source: JournalSource,
  remembered: readonly string[],
  key: VerifierKey | undefined,
  check: Check,
): Promised[] {
  const promises: Promised[] = [];
  for (const { size, note } of source.checkpoints) {
    const what = `the checkpoint kept${size === null ? "" : ` at ${size} entries`}`;
    const checkpoint = check.open(note, key, what);
    if (checkpoint === null) continue;
    if (size !== null && size !== checkpoint.size)
      check.find("checkpoint-differs", null, null, `${what} speaks of ${checkpoint.size}`);
    promises.push({ ...checkpoint, what });
  }
  for (const note of remembered) {
    const checkpoint = check.open(note, key, "the checkpoint handed in");
    if (checkpoint !== null)
      promises.push({ ...checkpoint, what: `the checkpoint handed in, of ${checkpoint.size} entries` });
  }
  return promises.sort((a, b) => a.size - b.size);
}

/** Grows the tree again from the entries, and holds it against every promise on the way. */
class TreeReader {
  readonly #check: Check;
  readonly #promises: readonly Promised[];
  readonly #tree = Frontier.empty(journalHasher);
  readonly nodes: Uint8Array[][] = [];
  sawBodies = false;
  #nextPromise = 0;
  #lastKept = 0;

  constructor(check: Check, promises: readonly Promised[]) {
    this.#check = check;
    this.#promises = promises;
    this.#holdPromises();
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Uint8Array {
    return this.#tree.root();
  }

  frontierBytes(): Uint8Array {
    return this.#tree.bytes();
  }

  take(kept: KeptEntry | Damage): void {
    const index = this.#tree.size;
    if ("damage" in kept) {
      this.#check.find("entry-unreadable", index, kept.kind, `entry ${named(index, kept.kind)} ${kept.damage}`);
      return this.#append(journalHasher.empty);
    }
    if (kept.seq !== index) {
      this.#check.find("entry-missing", index, null, `entry ${index} is missing: ${kept.seq} follows ${index - 1}`);
      // Goes on from there, or every later entry would be named too.
      for (let missing = index; missing < kept.seq && missing < index + MAX_FINDINGS; missing++)
        this.#append(journalHasher.empty);
      if (kept.seq !== this.#tree.size) return;
    }
    this.#append(this.#leafOf(kept));
  }

  finish(): void {
    for (const { size, what } of this.#promises.slice(this.#nextPromise)) {
      this.#check.find(
        "checkpoint-differs",
        null,
        null,
        `${what} covers ${size} entries, and there are ${this.#tree.size}`,
      );
    }
  }

  #leafOf(kept: KeptEntry): Uint8Array {
    if (kept.body === null) return kept.leafHash ?? journalHasher.empty;
    this.sawBodies = true;
    const leaf = journalHasher.leaf(kept.body);
    const { seq } = kept;
    const envelope = readEnvelope(kept.body);
    const kind = envelope?.kind ?? kept.kind;
    if (kept.leafHash !== null && !equalBytes(leaf, kept.leafHash)) {
      this.#check.find(
        "entry-changed",
        seq,
        kind,
        `entry ${named(seq, kind)} was changed: it does not fit its leaf hash`,
      );
      // The other entries are judged by the hash that was signed, if it was this entry's body that was changed.
      return kept.leafHash;
    }
    if (envelope === null) this.#check.find("entry-changed", seq, kind, `entry ${named(seq, kind)} is no envelope`);
    else if (envelope.seq !== seq)
      this.#check.find("entry-changed", seq, kind, `entry ${named(seq, kind)} calls itself ${envelope.seq}`);
    else if (kept.kind !== null && kept.kind !== kind) {
      this.#check.find(
        "copy-differs",
        seq,
        kind,
        `entry ${named(seq, kind)}: the column says its kind is ${kept.kind}`,
      );
    } else if (kept.atMs !== null && kept.atMs !== envelope.atMs) {
      this.#check.find(
        "copy-differs",
        seq,
        kind,
        `entry ${named(seq, kind)}: the column has another time than the entry`,
      );
    }
    return leaf;
  }

  #append(leaf: Uint8Array): void {
    this.#tree.append(leaf, ({ height }, hash) => {
      if (height === 0 || height % TILE_HEIGHT !== 0) return;
      const level = height / TILE_HEIGHT;
      (this.nodes[level] ??= []).push(hash);
    });
    this.#holdPromises();
  }

  #holdPromises(): void {
    for (
      let next = this.#promises[this.#nextPromise];
      next?.size === this.#tree.size;
      next = this.#promises[this.#nextPromise]
    ) {
      this.#nextPromise += 1;
      if (equalBytes(next.root, this.#tree.root())) {
        this.#lastKept = next.size;
        continue;
      }
      this.#check.find(
        "checkpoint-differs",
        null,
        null,
        `the journal is not what was signed in ${next.what}; the change is in entries ${this.#lastKept} to ${next.size - 1}`,
      );
    }
  }
}

function checkHead(source: JournalSource, head: Checkpoint | null, reader: TreeReader, check: Check): void {
  if (head !== null && reader.size > head.size) {
    check.find(
      "entry-beyond-head",
      head.size,
      null,
      `${reader.size - head.size} entries from ${head.size} on are not covered by the head`,
    );
  } else if (head !== null && reader.size < head.size) {
    check.find(
      "entry-missing",
      reader.size,
      null,
      `the head covers ${head.size} entries, and there are ${reader.size}`,
    );
  } else if (head !== null && !equalBytes(head.root, reader.root())) {
    check.find("head-differs", null, null, `the ${reader.size} entries do not hash to the root that was signed`);
  }
  if (source.frontier === null) return;
  if (source.frontier.size !== reader.size || !equalBytes(source.frontier.bytes, reader.frontierBytes())) {
    check.find(
      "head-differs",
      null,
      null,
      "what the database keeps to append to (size and right edge) is not that of the entries",
    );
  }
}

async function checkNodes(source: JournalSource, reader: TreeReader, check: Check): Promise<void> {
  const kept = source.nodes();
  if (kept === null) return;
  const seen = reader.nodes.map(() => 0);
  try {
    for await (const { level, index, hash } of kept) {
      const expected = level === 0 ? undefined : reader.nodes[level]?.[index];
      const span = TILE_WIDTH ** level;
      const range = `entries ${index * span} to ${(index + 1) * span - 1}`;
      seen[level] = (seen[level] ?? 0) + 1;
      if (expected === undefined)
        check.find("node-differs", null, null, `there is a tile hash for ${range}, which are not there`);
      else if (!equalBytes(expected, hash))
        check.find("node-differs", null, null, `the tile hash of ${range} is not that of the entries`);
    }
  } catch (error) {
    check.find(
      "node-differs",
      null,
      null,
      `the tile hashes cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  reader.nodes.forEach((nodes, level) => {
    if (seen[level] !== nodes.length)
      check.find(
        "node-differs",
        null,
        null,
        `${nodes.length} tile hashes of level ${level} are due, ${seen[level] ?? 0} are kept`,
      );
  });
}

function named(seq: number, kind: string | null): string {
  return kind === null ? String(seq) : `${seq} (${kind})`;
}
