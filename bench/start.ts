import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./live.ts";
import type { Measurement } from "./measurement.ts";
import { residentMegabytes, startAndWait } from "./running-server.ts";

const REHEARSAL_MS = 60_000;

/**
 * `npm start` as people type it, on a data folder that has been used once: seconds until the page answers, and the memory of all its
 * processes after a minute of rehearsal. The reference is `npm` running a script that does nothing: what typing it costs by itself.
 */
export async function* startBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-start-"));
  try {
    const port = await freePort();
    const command = ["npm", "start", "--silent", "--", "--data", folder, "--port", String(port)];
    const cold = await startAndWait(command, port, 300);
    await cold[Symbol.asyncDispose]();

    const nothing = performance.now();
    await once(spawn("npm", ["exec", "--silent", "--offline", "-c", "true"], { stdio: "ignore" }), "exit");
    const reference = (performance.now() - nothing) / 1000;

    const began = performance.now();
    await using server = await startAndWait(command, port, 60);
    const seconds = (performance.now() - began) / 1000;
    await new Promise((resolve) => setTimeout(resolve, REHEARSAL_MS));
    const megabytes = await residentMegabytes(server.pid);
    yield* [
      {
        bench: "start",
        metric: "page-seconds",
        value: seconds,
        unit: "s",
        reference: { what: "npm running a command that does nothing", value: reference },
        ratio: seconds / reference,
        target: 5,
      },
      {
        bench: "start",
        metric: "resident-mb",
        value: megabytes,
        unit: "MB",
        reference: { what: "the budget", value: 700 },
        ratio: megabytes / 700,
        target: 700,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
