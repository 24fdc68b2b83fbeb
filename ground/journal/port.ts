import type { Actor, Envelope, Instant, NewEntry, Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../store/schema.ts";

/** What a piece of work may use: one transaction that sees everything accepted before it, and one moment that is its `now`. */
export interface WorkContext {
  readonly tx: Kysely<Schema>;
  readonly now: Instant;
}

/** A decision: entries to append (all or none) and what to answer. */
export interface Accepted<Output> {
  readonly entries: readonly NewEntry[];
  readonly output: Output;
}

/**
 * Reads, decides, and says which entries follow. It has no other effect: when a batch fails it is run again, alone.
 */
export interface Work<Output> {
  readonly by: Actor;
  readonly operation: string;
  /**
   * Names of all that it reads and another work that names what it touches may change, and of all that it changes. Works that arrive together
   * and touch nothing in common are decided at the same time, on what was there before any of them; their entries keep the order of works.
   * Left out: it may touch anything, sees what every earlier one did, and no later one is decided before it.
   */
  readonly touches?: readonly string[];
  decide(context: WorkContext): Promise<Accepted<Output> | Refusal>;
}

/** Appended, projected and durable: it survives a power cut. */
export interface Done<Output> {
  readonly output: Output;
  readonly entries: readonly Envelope[];
}

export interface Journal {
  /**
   * Works that arrive together share one transaction (group commit), each seeing what the earlier ones did to anything it touches.
   * Answers only after the commit; a refusal changes nothing. Expected troubles (disk full, store gone) are refusals too.
   */
  run<Output>(work: Work<Output>): Promise<Done<Output> | Refusal>;
  /** The number of entries, and the root they hash to, as of the last commit this node has seen. */
  size(): number;
  /** The signed checkpoint (C2SP signed note) that covers every acknowledged entry. */
  checkpoint(): string;
  /** `name+hash+key` as the signed-note specification writes a verifier key. */
  verifierKey(): string;
  /** Entries `from` (inclusive) on, in order, at most `limit`: the backfill of a stream. */
  read(from: number, limit: number): Promise<readonly Envelope[]>;
  /** tlog-tiles resources: `checkpoint`, `tile/0/000`, `tile/entries/000.p/3`... null when there is none. */
  tile(path: string): Promise<Uint8Array | null>;
}
