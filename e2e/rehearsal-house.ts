import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { readConfig } from "@cordon/ground";
import { type RunningServer, startServer } from "@cordon/server";
import type { z } from "zod";

/** A server and the rehearsal that plays in it, as a thread beside it; without measured walks. */
export interface Rehearsal extends AsyncDisposable {
  readonly server: RunningServer;
  /** What the rehearsal said it was refused, or broke off for. */
  readonly failures: readonly unknown[];
  /** Lets it play; again after it was stopped. */
  play(): void;
  stop(): Promise<void>;
  /** An operation's output, asked for, or told where there is something to tell. @throws when it was refused */
  call<Output>(operation: string, output: z.ZodType<Output>, told?: object): Promise<Output>;
}

export async function openRehearsal(): Promise<Rehearsal> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-rehearsal-"));
  const config = readConfig();
  if ("problem" in config) throw new Error(config.message);
  const server = await startServer({ config: { ...config, dataFolder: folder, port: 0 }, rehearsing: true });
  if ("problem" in server) throw new Error(server.message);
  const url = `http://127.0.0.1:${server.port}`;
  const failures: unknown[] = [];
  let worker: Worker | undefined;
  const stop = async (): Promise<void> => {
    if (worker === undefined) return;
    const over = new Promise((resolve) => worker?.once("exit", resolve));
    worker.postMessage("stop");
    await over;
    worker = undefined;
  };
  return {
    server,
    failures,
    play() {
      worker = new Worker(new URL("../exercises/seine/run.ts", import.meta.url), {
        workerData: { url, token: server.exerciseToken, tracksFolder: join(folder, "none") },
      });
      worker.on("message", (message) => failures.push(message));
    },
    stop,
    async call(operation, output, told) {
      const query = told ? "" : `?input=${encodeURIComponent("{}")}`;
      const response = await fetch(`${url}/api/${operation.replace(".", "/")}${query}`, {
        method: told ? "POST" : "GET",
        headers: { authorization: `Bearer ${server.exerciseToken}`, "content-type": "application/json" },
        ...(told ? { body: JSON.stringify(told) } : {}),
      });
      const body: unknown = await response.json();
      if (!response.ok) throw new Error(`${operation}: ${response.status} ${JSON.stringify(body)}`);
      return output.parse(body);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
