/** The process that analyses, and one that only decodes, for benches that measure them from outside. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

export { checkModel } from "../detector/check.ts";
export { Eyes, type EyesParts } from "../workers/cameras/eyes.ts";

/** Decodes these live streams as the analysis would, until it is ended, and looks at nothing. */
export function decodeOnly(addresses: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL("decode-process.ts", import.meta.url)), [...addresses], {
    // As `workers/eyes.ts` starts its own.
    env: { UV_THREADPOOL_SIZE: "192" },
    execArgv: ["--max-semi-space-size=2", "--disable-warning=ExperimentalWarning"],
  });
}
