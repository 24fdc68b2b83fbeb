import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Refusal } from "@cordon/kernel";
import { type Account, accountFor, canReach } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { ownedFolder, prepareCluster, SUPERUSER } from "./cluster.ts";
import { type DiskSpace, MINIMUM_FREE_BYTES, watchDiskSpace } from "./disk-space.ts";
import { lockFolder } from "./folder-lock.ts";
import {
  type Postmaster,
  type PostmasterOptions,
  readPostmasterFile,
  SOCKET_PORT,
  startPostmaster,
} from "./postmaster.ts";
import { errorCodeOf, isStoreProblem, type StoreProblem, storeFull, storeUnavailable } from "./problem.ts";

export interface EmbeddedConfig {
  readonly folder: string;
  /** Writes are refused when less is free on the folder's disk. */
  readonly minimumFreeBytes?: number;
  /** `false` gives up durability: only for databases that are thrown away. */
  readonly durable?: boolean;
  /** Receives PostgreSQL's log, line by line. */
  readonly log?: (line: string) => void;
}

/** Where a PostgreSQL is reached. */
export interface SocketAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** Cordon's own PostgreSQL on a data folder, kept running until it is disposed of. */
export interface EmbeddedServer extends AsyncDisposable {
  readonly address: SocketAddress;
  readonly version: string;
  /** Null when writes are accepted; otherwise why not. */
  obstacle(): Refusal | null;
  postmasterPid(): number | null;
}

/** sun_path holds 108 bytes on Linux and 104 on macOS, with the closing zero. */
const SOCKET_PATH_BYTES = 103;
const SOCKET_NAME = `/.s.PGSQL.${SOCKET_PORT}.lock`;

/**
 * Starts PostgreSQL on the folder, makes the folder when there is none, and starts it again whenever it ends by itself.
 * A socket path that would be too long, or below a folder the account cannot enter, is replaced by a private folder
 * under the system's temporary one.
 */
export async function startEmbedded(config: EmbeddedConfig): Promise<EmbeddedServer | StoreProblem> {
  const problem = makeFolder(config.folder);
  if (problem !== null) return problem;
  const folder = realpathSync(config.folder);
  const account = accountFor(folder);
  if (isStoreProblem(account)) return account;
  const binaries = findBinaries(account);
  if (isStoreProblem(binaries)) return binaries;
  const lock = lockFolder(folder, () => new Date().toISOString());
  if (isStoreProblem(lock)) return lock;
  const space = watchDiskSpace(folder, config.minimumFreeBytes ?? MINIMUM_FREE_BYTES, () => performance.now());
  const giveUp = (reason: StoreProblem): StoreProblem => {
    lock[Symbol.dispose]();
    return reason;
  };
  if (!existsSync(join(folder, "pg")) && !space.enough()) return giveUp(noRoom(folder, space.freeBytes()));
  const prepared = await prepareCluster(folder, binaries, account);
  if (prepared !== "ready") return giveUp(prepared);
  const sockets = socketFolder(folder, account);
  const options: PostmasterOptions = {
    binaries,
    account,
    pg: join(folder, "pg"),
    socketFolder: sockets.folder,
    durable: config.durable ?? true,
    log: config.log ?? (() => {}),
  };
  const closing = new AbortController();
  if (!space.enough()) space.releaseReserve();
  const first = await startPostmaster(options, closing.signal);
  if (isStoreProblem(first)) {
    sockets.remove();
    return giveUp(space.enough() ? first : noRoom(folder, space.freeBytes()));
  }
  const keeping = keepRunning(first, options, space, closing.signal);
  return {
    address: { host: sockets.folder, port: SOCKET_PORT, user: SUPERUSER },
    version: binaries.version,
    obstacle() {
      if (keeping.current() === null) return storeUnavailable();
      return space.enough() ? null : storeFull();
    },
    postmasterPid: () => keeping.current()?.pid ?? null,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await keeping.stopped;
      sockets.remove();
      lock[Symbol.dispose]();
    },
  };
}

const LONGEST_PAUSE_MS = 5_000;

interface Keeping {
  current(): Postmaster | null;
  /** Resolves when `closing` was asked for and PostgreSQL has ended. */
  readonly stopped: Promise<void>;
}

/** Starts PostgreSQL again when it ends unasked, with growing pauses while it does not succeed. */
function keepRunning(first: Postmaster, options: PostmasterOptions, space: DiskSpace, closing: AbortSignal): Keeping {
  let current: Postmaster | null = first;
  const asked = new Promise<void>((resolve) => {
    closing.addEventListener("abort", () => resolve(), { once: true });
  });
  const keep = async () => {
    let pauseMs = 50;
    while (!closing.aborted) {
      if (current !== null) await Promise.race([current.ended, asked]);
      if (closing.aborted) break;
      if (current !== null) options.log("PostgreSQL ended unasked; starting it again");
      current = null;
      if (!space.enough()) space.releaseReserve();
      const next = await startPostmaster(options, closing);
      if (!isStoreProblem(next)) {
        current = next;
        pauseMs = 50;
        continue;
      }
      options.log(next.message);
      await Promise.race([sleep(pauseMs, undefined, { ref: false }), asked]);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    await current?.stop();
    current = null;
  };
  return { current: () => current, stopped: keep() };
}

/** The address of a PostgreSQL that another process keeps running on the folder, or null when none does. */
export function runningOn(folder: string): SocketAddress | null {
  const noted = readPostmasterFile(join(folder, "pg"));
  if (noted === null || !existsSync(join(noted.socketFolder, `.s.PGSQL.${SOCKET_PORT}`))) return null;
  return { host: noted.socketFolder, port: SOCKET_PORT, user: SUPERUSER };
}

function makeFolder(folder: string): StoreProblem | null {
  try {
    // Others may pass through, not look: PostgreSQL's own account has to reach its folder inside.
    makeFolders(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    if (errorCodeOf(error) === "ENOSPC") return noRoom(folder, 0);
    if (errorCodeOf(error) === null) throw error;
    return {
      problem: "folder-not-writable",
      folder,
      message: `Cordon cannot write to the data folder ${folder} (${errorCodeOf(error)}). Make it writable for the account Cordon runs as, or choose another with --data.`,
    };
  }
}

/** One by one: `mkdirSync` with `recursive` does not return on file systems that refuse with "not found", as /proc does. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(resolve(folder));
  if (parent !== folder) makeFolders(parent);
  mkdirSync(folder, { mode: 0o711 });
}

function noRoom(folder: string, freeBytes: number): StoreProblem {
  return {
    problem: "disk-full",
    folder,
    freeBytes,
    message: `The disk under ${folder} has ${Math.floor(freeBytes / 1_048_576)} MB left, too little to start PostgreSQL. Free some space, then start again.`,
  };
}

function socketFolder(folder: string, account: Account): { readonly folder: string; remove(): void } {
  const beside = join(folder, "run");
  if (Buffer.byteLength(beside + SOCKET_NAME) <= SOCKET_PATH_BYTES && canReach(account, folder)) {
    ownedFolder(beside, account);
    return { folder: beside, remove: () => {} };
  }
  // The same name at every start, so that a thousand kills leave one folder; a new one when somebody else holds that name.
  const name = join(tmpdir(), `cordon-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
  const away = isPrivateTo(name, account) ? name : mkdtempSync(`${name}-`);
  ownedFolder(away, account);
  return { folder: away, remove: () => rmSync(away, { recursive: true, force: true }) };
}

/** Also true of a name that nobody holds, which is made and then belongs to us. */
function isPrivateTo(folder: string, account: Account): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errorCodeOf(error) !== "EEXIST") throw error;
  }
  const stat = lstatSync(folder);
  const uid = account.kind === "own" ? process.getuid?.() : account.uid;
  return stat.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0;
}
