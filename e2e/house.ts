import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A whole Cordon in a process of its own, on a data folder of its own, as `npm start` makes it. */
export interface House extends AsyncDisposable {
  readonly url: string;
  /** An operation's output, called as the rehearsal operator. @throws when it was refused */
  order(name: string, input: unknown): Promise<unknown>;
  ask(name: string, input: unknown): Promise<unknown>;
  readonly dataFolder: string;
  /** Ends the server as a terminal does; the data folder stays until the house is disposed of. */
  stop(): Promise<void>;
}

const START = join(import.meta.dirname, "..", "apps/server/start.ts");
const START_WITHIN_MS = 60_000;

/**
 * @param args as after `npm start --`; without an exercise unless they ask for one
 * @param environment besides that of the test: `CORDON_*`
 */
export async function openHouse(
  args: readonly string[] = ["--exercise", "none", "--rehearsal"],
  environment: Readonly<Record<string, string>> = {},
): Promise<House> {
  const dataFolder = await mkdtemp(join(tmpdir(), "cordon-e2e-"));
  // What is set besides goes in by a file, so that a test, too, reads no environment of its own.
  const settings = join(dataFolder, "test.env");
  await writeFile(
    settings,
    Object.entries(environment)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const child = spawn(
    process.execPath,
    [`--env-file=${settings}`, START, ...args, "--data", dataFolder, "--port", "0"],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const close = async () => {
    await ended(child);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(child);
    const cookie = await signInRehearsal(url);
    const call = async (name: string, init: RequestInit & { readonly query?: string }) => {
      const response = await fetch(`${url}/api/${name.replace(".", "/")}${init.query ?? ""}`, {
        ...init,
        headers: { cookie, origin: url, "content-type": "application/json" },
      });
      const body: unknown = await response.json();
      if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(body)}`);
      return body;
    };
    return {
      url,
      dataFolder,
      stop: () => ended(child),
      order: (name, input) => call(name, { method: "POST", body: JSON.stringify(input) }),
      ask: (name, input) => call(name, { query: `?input=${encodeURIComponent(JSON.stringify(input))}` }),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("a server without pipes");
  const said: string[] = [];
  createInterface({ input: stderr }).on("line", (line) => said.push(line));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: stdout }).on("line", (line) => {
    const address = /^Cordon is open at (\S+)/.exec(line)?.[1];
    if (address !== undefined) resolve(address);
  });
  child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said.join("\n")}`)));
  const late = setTimeout(() => reject(new Error(`the server did not open:\n${said.join("\n")}`)), START_WITHIN_MS);
  return promise.finally(() => clearTimeout(late));
}

async function signInRehearsal(url: string): Promise<string> {
  const response = await fetch(`${url}/api/identity/sign-in-rehearsal`, {
    method: "POST",
    body: "{}",
    headers: { origin: url, "content-type": "application/json" },
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!response.ok || cookie === undefined) throw new Error(`no rehearsal operator: ${await response.text()}`);
  return cookie;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await promise;
  clearTimeout(kill);
}
