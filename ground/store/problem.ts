import { type Refusal, refuse } from "@cordon/kernel";
import { refuseAs } from "../refusals.ts";

/**
 * Why a store could not be opened. Expected outcomes of a start, so values; `message` is a sentence for the person who
 * started Cordon and says what to do.
 */
export type StoreProblem = Said<
  | { readonly problem: "folder-not-writable"; readonly folder: string }
  | { readonly problem: "folder-in-use"; readonly folder: string; readonly holder: LockHolder | null }
  | { readonly problem: "folder-damaged"; readonly folder: string }
  | {
      readonly problem: "other-major-version";
      readonly folder: string;
      readonly found: string;
      readonly expected: string;
    }
  | { readonly problem: "disk-full"; readonly folder: string; readonly freeBytes: number }
  | { readonly problem: "no-binaries"; readonly platform: string }
  | { readonly problem: "no-account" }
  | { readonly problem: "did-not-start"; readonly log: readonly string[] }
  | { readonly problem: "unreachable"; readonly url: string }
  | { readonly problem: "too-old"; readonly found: number; readonly needed: number }
  | { readonly problem: "not-utf8"; readonly found: string }
  | MigrationProblem
>;

export type Said<Problem> = Problem & { readonly message: string };

/** Why the tables could not be brought up to date. */
export type MigrationProblem =
  | { readonly problem: "migration-changed"; readonly migration: string }
  | { readonly problem: "migration-unknown"; readonly migration: string }
  | { readonly problem: "migration-twice"; readonly migration: string }
  | { readonly problem: "migration-failed"; readonly migration: string; readonly cause: string }
  | { readonly problem: "table-without-owner"; readonly table: string };

/** Who has a data folder open, as that process wrote it down. */
export type LockHolder = { readonly pid: number; readonly since: string };

export function isStoreProblem(value: object): value is StoreProblem {
  return "problem" in value && "message" in value;
}

/** The five-character code of an error that PostgreSQL or the system under it reported, or null. */
export function errorCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** PostgreSQL, Appendix A. Class 53 without 53100 (disk full) and 53300 (too many connections) is memory. */
const UNAVAILABLE = new Set([
  "53200",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * What a failed query means for whoever asked, or null when it is a bug and must stay an exception.
 * A write that failed this way was not acknowledged; whether it happened is unknown only for `unavailable` during COMMIT.
 */
export function refusalOf(error: unknown): Refusal | null {
  const code = errorCodeOf(error);
  if (code === "53100" || code === "ENOSPC") return storeFull();
  if (code !== null && UNAVAILABLE.has(code)) return storeUnavailable();
  if (code === "40001" || code === "40P01") {
    return refuseAs("changed-meanwhile", "conflict", "Someone changed the same thing at the same moment. Ask again.");
  }
  if (error instanceof Error && CONNECTION_LOST.test(error.message)) return storeUnavailable();
  return null;
}

/** The pg driver reports a lost connection without a code. */
const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

export function storeFull(): Refusal {
  return refuse(
    "store-full",
    "The disk that holds Cordon's data is full: nothing new is accepted until there is space again. Reading goes on.",
  );
}

export function storeUnavailable(): Refusal {
  return refuse(
    "unavailable",
    "The database is not answering at the moment. Nothing was acknowledged; ask again in a few seconds.",
  );
}
