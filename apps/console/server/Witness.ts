import {
  type Doubt,
  type Proved,
  proveGrowth,
  type ReadResource,
  readCheckpoint,
  type SignedCheckpoint,
} from "../journal/log.ts";

/** What this browser has checked of the journal by itself, since the page was opened. */
export type Witnessed =
  | { readonly state: "not-yet" }
  | { readonly state: "checked"; readonly checkpoint: SignedCheckpoint; readonly atMs: number }
  | { readonly state: "doubted"; readonly doubt: Doubt; readonly last: SignedCheckpoint | null };

const CHECK_EVERY_MS = 15_000;

/** Reads a public resource of the journal. @throws Error when it cannot be had, which is no doubt but a missing link */
export const readJournal: ReadResource = async (path) => {
  const response = await fetch(`/journal/${path}`);
  if (!response.ok) throw new Error(`/journal/${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/**
 * Watches the journal as an independent witness would: every checkpoint must be signed by the key that was seen first and
 * must contain everything the one before did. Once in doubt, it stays in doubt.
 */
export class Witness implements Disposable {
  readonly #read: ReadResource;
  readonly #listeners = new Set<() => void>();
  #witnessed: Witnessed = { state: "not-yet" };
  #checking: Promise<void> | null = null;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(read: ReadResource = readJournal) {
    this.#read = read;
    void this.check();
    this.#timer = setInterval(() => void this.check(), CHECK_EVERY_MS);
  }

  witnessed = (): Witnessed => this.#witnessed;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Checks now; a check that is under way is joined. A server that is not reached changes nothing: the check grows old. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #check(): Promise<void> {
    const before = this.#witnessed;
    if (before.state === "doubted") return;
    const last = before.state === "checked" ? before.checkpoint : null;
    let answer: Proved<SignedCheckpoint>;
    try {
      answer = await this.#next(last);
    } catch {
      return;
    }
    this.#witnessed = answer.ok
      ? { state: "checked", checkpoint: answer.value, atMs: Date.now() }
      : { state: "doubted", doubt: answer.doubt, last };
    for (const listener of this.#listeners) listener();
  }

  async #next(last: SignedCheckpoint | null): Promise<Proved<SignedCheckpoint>> {
    const read = await readCheckpoint(this.#read, last?.key ?? null);
    if (!read.ok || last === null) return read;
    const grown = await proveGrowth(this.#read, last, read.value);
    return grown.ok ? read : grown;
  }
}
