import type { NewEntry, Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Blobs } from "./blobs/port.ts";
import type { Bus } from "./bus/port.ts";
import type { Clock } from "./clock.ts";
import type { Announced } from "./journal/announced.ts";
import type { Done, Journal } from "./journal/port.ts";
import type { LiveHub } from "./live/port.ts";
import type { MandateBook } from "./mandates/book.ts";
import type { Schema } from "./store/schema.ts";
import type { OpenVault } from "./vault/vault.ts";

/** What a background worker stands on. It changes state by appending entries, like everybody. */
export interface WorkerContext {
  readonly read: Kysely<Schema>;
  readonly journal: Journal;
  readonly bus: Bus;
  /** What is committed, as it is announced: how a worker follows the journal. */
  readonly announced: Announced;
  readonly blobs: Blobs;
  readonly live: LiveHub;
  readonly mandates: MandateBook;
  readonly vault: OpenVault;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the server stops. */
  readonly signal: AbortSignal;
  /** Appends as the system, under `operation` as its audit name, e.g. `watch.supervise`. */
  append(operation: string, entries: readonly NewEntry[]): Promise<Done<null> | Refusal>;
}

/** Something that runs beside the requests. Disposing of it stops it and frees what it holds. */
export interface Worker {
  readonly name: string;
  start(context: WorkerContext): Promise<AsyncDisposable>;
}
