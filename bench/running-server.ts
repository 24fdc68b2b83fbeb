import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A whole Cordon as `npm start` runs it, in processes of its own. Ended, with all its children, when disposed of. */
export interface StartedServer extends AsyncDisposable {
  /** Loopback address: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The first process; what it started are its descendants. */
  readonly pid: number;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * @param command what to run from the project's root, e.g. `["node", "scripts/run.mjs", "start"]`
 * @param port a free port
 * @param page the page that says that it runs
 */
export async function startAndWait(
  command: readonly string[],
  port: number,
  timeoutSeconds: number,
  page = "/",
): Promise<StartedServer> {
  const [program = "", ...words] = command;
  const child = spawn(program, words, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stdout.on("data", (data: Buffer) => said.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => said.push(data.toString()));
  const url = `http://127.0.0.1:${port}`;
  const giveUp = performance.now() + timeoutSeconds * 1000;
  while (!(await answers(`${url}${page}`))) {
    if (child.exitCode !== null || performance.now() > giveUp) {
      await end(child);
      throw new Error(`the server did not start within ${timeoutSeconds} s:\n${said.join("")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { url, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { accept: "text/html" } });
    const text = await response.text();
    return response.ok && text.includes("<html");
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await once(child, "exit");
  clearTimeout(timer);
}

/** A session as the rehearsal operator, which such a server grants to this machine. */
export async function rehearsalCookie(url: string): Promise<string> {
  const response = await fetch(`${url}/api/identity/sign-in-rehearsal`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!response.ok || cookie === undefined)
    throw new Error(`signing in was answered with ${response.status}: ${await response.text()}`);
  return cookie;
}

/**
 * Memory of a process and all its descendants, in MB: the sum of proportional shares (Pss), which counts a page that three processes
 * share once in all and not three times. From /proc, so on Linux alone.
 */
export async function residentMegabytes(pid: number): Promise<number> {
  const parents = new Map<number, number[]>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (Number.isInteger(parent)) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  let kilobytes = 0;
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    waiting.push(...(parents.get(next) ?? []));
    const rollup = await readFile(`/proc/${next}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}
