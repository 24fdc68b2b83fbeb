import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, asAccount } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { dataArgument } from "./cluster.ts";
import type { StoreProblem } from "./problem.ts";

/** The port only names the socket file (`.s.PGSQL.5432`); nothing listens on a network. */
export const SOCKET_PORT = 5432;

/** A running PostgreSQL. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Its last lines of log. */
  readonly log: readonly string[];
  /** Fast shutdown: sessions are ended, everything is written, the process is gone when this resolves. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly account: Account;
  /** The PostgreSQL data folder. */
  readonly pg: string;
  readonly socketFolder: string;
  /** `false` only for databases that are thrown away, such as those of tests. */
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/**
 * Runs PostgreSQL and waits on a pipe that Cordon holds open. The pipe closes when Cordon closes it or when Cordon ends
 * in any way, kill -9 included; then PostgreSQL gets SIGINT (fast shutdown). The shell is its parent, so the number it
 * signals cannot have been given to another process. Costs two small shells and works on every Unix.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
echo "$server"
( read _ <&3; kill -INT "$server" ) </dev/null >/dev/null 2>&1 &
keeper=$!
exec 3<&- >/dev/null
wait "$server"
status=$?
kill "$keeper" 2>/dev/null
exit "$status"
`;

/** Small memory, one machine, no network; everything else is PostgreSQL's own default. */
function settings(options: PostmasterOptions): Record<string, string> {
  const durable = options.durable ? "on" : "off";
  return {
    listen_addresses: "",
    port: String(SOCKET_PORT),
    unix_socket_directories: options.socketFolder,
    unix_socket_permissions: "0700",
    max_connections: "40",
    shared_buffers: "32MB",
    maintenance_work_mem: "32MB",
    work_mem: "4MB",
    huge_pages: "off",
    io_method: "sync",
    max_worker_processes: "1",
    max_parallel_workers_per_gather: "0",
    jit: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "128MB",
    min_wal_size: "32MB",
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    log_destination: "stderr",
    logging_collector: "off",
    log_line_prefix: "",
    log_min_messages: "warning",
    log_checkpoints: "off",
  };
}

const LOG_LINES_KEPT = 40;
const SHARED_MEMORY_BUSY = /pre-existing shared memory block|lock file ".*" already exists/;

/**
 * Starts PostgreSQL and resolves when it answers. An unclean end before is recovered from here, however long that takes.
 * The caller holds the folder's lock, so a server that still runs on the folder is nobody's and is ended first.
 */
export async function startPostmaster(
  options: PostmasterOptions,
  signal: AbortSignal,
): Promise<Postmaster | StoreProblem> {
  for (let attempt = 0; ; attempt++) {
    const orphan = await endOrphan(options.pg);
    if (orphan !== null) return orphan;
    clearSockets(options.socketFolder);
    const started = await startOnce(options, signal);
    // The children of a postmaster that was killed need a moment to notice and let go of its memory.
    const busy =
      "problem" in started && started.problem === "did-not-start" && SHARED_MEMORY_BUSY.test(started.log.join("\n"));
    if (!busy || attempt >= 40 || signal.aborted) return started;
    await sleep(250);
  }
}

async function startOnce(options: PostmasterOptions, signal: AbortSignal): Promise<Postmaster | StoreProblem> {
  const flags = Object.entries(settings(options)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(
    "/bin/sh",
    ["-c", KEEPER, "cordon-postgres-keeper", options.binaries.postgres, "-D", dataArgument(options.pg), ...flags],
    // Its own session: Ctrl-C in the terminal is Cordon's to hear, and Cordon closes its doors before its store.
    { ...asAccount(options.account), cwd: options.pg, detached: true, stdio: ["pipe", "pipe", "pipe"] },
  );
  const log: string[] = [];
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const abort = () => child.stdin.destroy();
  signal.addEventListener("abort", abort, { once: true });
  child.stdin.on("error", () => {});
  const ready = new Promise<true>((resolve) => {
    followLines(child, (line) => {
      log.push(line);
      if (log.length > LOG_LINES_KEPT) log.shift();
      options.log(line);
      if (line.includes("database system is ready to accept connections")) resolve(true);
    });
  });
  // On a busy machine PostgreSQL can be ready before the shell gets to say its number.
  const numbered = new Promise<number>((resolve) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.endsWith("\n")) resolve(Number(said));
    });
  });
  if (signal.aborted) abort();
  const outcome = await Promise.race([Promise.all([numbered, ready]), ended]);
  signal.removeEventListener("abort", abort);
  if (outcome === undefined) return didNotStart(log);
  let stopping: Promise<void> | null = null;
  const [pid] = outcome;
  return { pid, ended, log, stop: () => (stopping ??= stop(child, pid, ended)) };
}

function didNotStart(log: readonly string[]): StoreProblem {
  const telling = log.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? log.at(-1) ?? "it gave no reason";
  return { problem: "did-not-start", log: [...log], message: `PostgreSQL did not start: ${telling}` };
}

function followLines(child: ChildProcess, take: (line: string) => void): void {
  let rest = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
}

const FAST_STOP_MS = 20_000;

async function stop(child: ChildProcess, pid: number, ended: Promise<void>): Promise<void> {
  child.stdin?.end();
  const late = AbortSignal.timeout(FAST_STOP_MS);
  // An immediate stop loses nothing that was acknowledged; the next start recovers.
  const hurry = () => kill(pid, "SIGQUIT");
  late.addEventListener("abort", hurry, { once: true });
  await ended;
  late.removeEventListener("abort", hurry);
}

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** What a running PostgreSQL wrote about itself (PostgreSQL, "postmaster.pid": pid, folder, start, port, socket folder). */
export function readPostmasterFile(pg: string): { readonly pid: number; readonly socketFolder: string } | null {
  try {
    const lines = readFileSync(join(pg, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isSafeInteger(pid) && pid > 1 ? { pid, socketFolder: lines[4] ?? "" } : null;
  } catch {
    return null;
  }
}

/** Whether the process is a PostgreSQL on this folder: its working folder says so, where the system tells; else its command line. */
function serves(pid: number, pg: string): boolean {
  if (!kill(pid, 0)) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pg);
  } catch {
    if (existsSync("/proc/self")) return false;
    const asked = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return asked.stdout.includes("postgres") && asked.stdout.includes(pg);
  }
}

async function endOrphan(pg: string): Promise<StoreProblem | null> {
  const noted = readPostmasterFile(pg);
  if (noted === null) return null;
  const stages = [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const;
  for (const [name, patienceMs] of stages) {
    if (!serves(noted.pid, pg)) {
      // Its number may belong to another process by now, over which PostgreSQL itself would stumble.
      rmSync(join(pg, "postmaster.pid"), { force: true });
      return null;
    }
    kill(noted.pid, name);
    for (let waited = 0; waited < patienceMs && serves(noted.pid, pg); waited += 25) await sleep(25);
  }
  if (!serves(noted.pid, pg)) return null;
  return {
    problem: "did-not-start",
    log: [],
    message: `An older PostgreSQL (process ${noted.pid}) holds ${pg} and does not end. End it, then start again.`,
  };
}

function clearSockets(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(".s.PGSQL.")) rmSync(join(folder, name), { force: true });
}
