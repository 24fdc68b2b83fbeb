import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";

/** The whole server as a process of its own, as `npm start -- --exercise none --rehearsal` runs it, for days on which things are killed. */
export interface ServerProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it wrote to its standard output. */
  said(): string;
  /** What it wrote to its error output. */
  complaints(): string;
  /** Calls an operation as the rehearsal operator. */
  call(operation: string, input?: object): Promise<Answer>;
  /** @param at a moment of the past, in entries */
  query(operation: string, input?: object, at?: number): Promise<Answer>;
  /** The number of entries that the public checkpoint says. */
  size(): Promise<number>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a server that refused to start said, and how it ended. */
export interface Refused {
  readonly refused: true;
  readonly code: number | null;
  readonly said: string;
}

const CLI = join(import.meta.dirname, "..", "apps", "cli", "main.ts");
const START = join(import.meta.dirname, "..", "apps", "server", "start.ts");

export interface ProcessOptions {
  /** More of the command line: how a test starts a local node. */
  readonly more?: readonly string[];
  /** What its surroundings say besides. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For a server that comes back where it was; else any free one. */
  readonly port?: number;
}

/** @param preload modules that are loaded before the server: how a test bends the clock */
export async function startProcess(
  dataFolder: string,
  preload: readonly string[] = [],
  { more = [], port = 0, environment = {} }: ProcessOptions = {},
): Promise<ServerProcess | Refused> {
  const child = spawn(
    process.execPath,
    [...preload.flatMap((path) => ["--import", path]), START, "--exercise", "none", "--rehearsal", ...more],
    {
      env: {
        PATH: "/usr/local/bin:/usr/bin:/bin",
        CORDON_DATA: dataFolder,
        CORDON_PORT: String(port),
        CORDON_LOG: "error",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const open = new Promise<string>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Cordon is open at (\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const url = await Promise.race([open, exited]);
  if (typeof url !== "string") return { refused: true, code: url, said: said + complained };

  const signIn = async () => {
    const response = await fetch(`${url}/api/identity/sign-in-rehearsal`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    if (response.status !== 200) throw new Error(`signing in: ${response.status} ${await response.text()}`);
    return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  };
  let cookie = await signIn();
  /** A session ends when the clock jumps past its end: whoever it was signs in again. */
  const signedIn = async (ask: () => Promise<Response>): Promise<Answer> => {
    let response = await ask();
    if (response.status === 401) {
      cookie = await signIn();
      response = await ask();
    }
    return { status: response.status, body: await response.json() };
  };
  return {
    child,
    url,
    said: () => said,
    complaints: () => complained,
    call: (operation, input = {}) =>
      signedIn(() =>
        fetch(`${url}/api/${operation.replace(".", "/")}`, {
          method: "POST",
          headers: { "content-type": "application/json", cookie },
          body: JSON.stringify(input),
        }),
      ),
    query: (operation, input = {}, at) =>
      signedIn(() => {
        const asked = `input=${encodeURIComponent(JSON.stringify(input))}${at === undefined ? "" : `&at=${at}`}`;
        return fetch(`${url}/api/${operation.replace(".", "/")}?${asked}`, { headers: { cookie } });
      }),
    async size() {
      const checkpoint = await (await fetch(`${url}/journal/checkpoint`)).text();
      return Number(checkpoint.split("\n")[1]);
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** @throws Error when it refused to start */
export async function startedProcess(
  dataFolder: string,
  preload: readonly string[] = [],
  options: ProcessOptions = {},
): Promise<ServerProcess> {
  const started = await startProcess(dataFolder, preload, options);
  if ("refused" in started) throw new Error(started.said);
  return started;
}

/** A report of a person: the simplest thing that must not be lost. */
export function report(note: string): object {
  return { kind: "report", position: [2.29, 48.86], note };
}

export interface TemporaryFolder extends Disposable {
  readonly path: string;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "cordon-fault-"));
  // PostgreSQL's own account passes through when the tests are root.
  chmodSync(path, 0o711);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

const Line = z.object({ entry: z.looseObject({ kind: z.string(), data: z.unknown() }) });

/** Every entry of the journal in the data folder of a server that was stopped, as `cordon journal export` writes it. */
export async function entriesOf(dataFolder: string): Promise<readonly z.infer<typeof Line>["entry"][]> {
  const file = `${dataFolder}.jsonl`;
  await promisify(execFile)(process.execPath, [CLI, "journal", "export", file, "--data", dataFolder], {
    env: { PATH: "/usr/local/bin:/usr/bin:/bin" },
  });
  const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => Line.parse(JSON.parse(line)).entry);
}

/** The embedded PostgreSQL of a data folder, by what it wrote about itself. */
export function postgresPid(dataFolder: string): number {
  return Number.parseInt(readFileSync(join(dataFolder, "postgres", "pg", "postmaster.pid"), "utf8"), 10);
}

export async function until(holds: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > patienceMs) throw new Error("it did not happen in time");
    await sleep(25);
  }
}
