import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A Cordon that does not rehearse: nobody is in yet, and the terminal shows the first administrator's link. */
export interface SeriousHouse extends AsyncDisposable {
  readonly url: string;
  readonly invitation: string;
}

const START = fileURLToPath(new URL("../apps/server/start.ts", import.meta.url));
const START_WITHIN_MS = 60_000;

export async function openSeriousHouse(): Promise<SeriousHouse> {
  await using stack = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(join(tmpdir(), "cordon-e2e-"));
  stack.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [START, "--exercise", "none", "--data", dataFolder, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  stack.defer(() => ended(child));
  const invitation = await linkOf(child);
  const owned = stack.move();
  return { url: new URL(invitation).origin, invitation, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function linkOf(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("a server without pipes");
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const said: string[] = [];
  createInterface({ input: stderr }).on("line", (line) => said.push(line));
  createInterface({ input: stdout }).on("line", (line) => {
    said.push(line);
    const link = /https?:\/\/\S+\/invitation#\S+/.exec(line)?.[0];
    if (link !== undefined) resolve(link);
  });
  child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said.join("\n")}`)));
  const late = setTimeout(() => reject(new Error(`the server showed no link:\n${said.join("\n")}`)), START_WITHIN_MS);
  return promise.finally(() => clearTimeout(late));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await over;
  clearTimeout(kill);
}
