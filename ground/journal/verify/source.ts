/** An entry as some place keeps it. What a place does not keep is null; `body` is null where bodies are not shown. */
export interface KeptEntry {
  readonly seq: number;
  readonly body: Uint8Array | null;
  readonly leafHash: Uint8Array | null;
  /** Copies of what the body says, which a database keeps beside it. */
  readonly kind: string | null;
  readonly atMs: number | null;
}

/** A journal somewhere, to be read from the first entry to the last and not believed. */
export interface JournalSource extends AsyncDisposable {
  /** For people: where this is. */
  readonly where: string;
  /** The key that lies beside the journal, as text; null when there is none. */
  readonly verifierKey: string | null;
  /** The signed checkpoint that covers everything. */
  readonly head: string;
  /** Size and right edge that are kept for appending; null where they are not. */
  readonly frontier: { readonly size: number; readonly bytes: Uint8Array } | null;
  /** Earlier signed checkpoints, by growing size. */
  readonly checkpoints: readonly { readonly size: number | null; readonly note: string }[];
  /**
   * In order, in portions of any size. A line or row that cannot be read at all is a `Damage`.
   * @throws when the place itself fails
   */
  entries(): AsyncIterable<readonly (KeptEntry | Damage)[]>;
  /** Hashes of tile levels 1 and up, in order of level and index; null where they are not kept. */
  nodes(): AsyncIterable<{ readonly level: number; readonly index: number; readonly hash: Uint8Array }> | null;
}

/** Something that stands where an entry should and is none. */
export interface Damage {
  readonly damage: string;
  /** What can still be read of its kind. */
  readonly kind: string | null;
}

/** The place is not there, or is no journal. */
export interface SourceProblem {
  readonly problem: "unreachable" | "no-journal" | "damaged";
  readonly message: string;
}

export function isSourceProblem(value: JournalSource | SourceProblem): value is SourceProblem {
  return "problem" in value;
}
