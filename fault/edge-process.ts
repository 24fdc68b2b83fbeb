import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const CLI = join(import.meta.dirname, "..", "apps", "cli", "main.ts");

const Kept = z.object({ item: z.looseObject({ item: z.string(), signal: z.string() }) });

/** `cordon edge` as a process of its own, to be killed. */
export interface EdgeProcess extends AsyncDisposable {
  said(): string;
  /** Without warning, as when its power goes. */
  kill(): Promise<void>;
}

export function startEdge(folder: string, centre: string, enrol?: string): EdgeProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    [CLI, "edge", "--centre", centre, "--data", folder, ...(enrol === undefined ? [] : ["--enrol", enrol])],
    { env: { PATH: "/usr/local/bin:/usr/bin:/bin" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { said: () => said, kill: () => end("SIGKILL"), [Symbol.asyncDispose]: () => end("SIGTERM") };
}

export type Spooled = z.infer<typeof Kept>["item"];

/** What lies on an edge's disk and was not settled: the kind of each item and the signal it is about, in order. */
export function spooled(folder: string): readonly Spooled[] {
  const spool = join(folder, "spool");
  return readdirSync(spool)
    .filter((name) => /^\d{12}$/.test(name))
    .toSorted()
    .map((name) => Kept.parse(JSON.parse(readFileSync(join(spool, name), "utf8"))).item);
}
