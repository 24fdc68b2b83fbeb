import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type ScoreOrder, ScoreReport } from "./score-protocol.ts";

export type Replay = Extract<ScoreReport, { report: "scored" | "failed" }> | { readonly report: "aborted" };

/** Replays a clip in a process of its own, which is killed when `signal` says so. Never throws for what a clip does to it. */
export function replayClip(
  order: ScoreOrder,
  signal: AbortSignal,
  progress: (share: number | null) => void,
): Promise<Replay> {
  if (signal.aborted) return Promise.resolve({ report: "aborted" });
  const child = fork(fileURLToPath(new URL("score-process.ts", import.meta.url)), [], {
    serialization: "advanced",
    env: {},
    execArgv: ["--max-old-space-size=512", "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve) => {
    let said: Replay | undefined;
    const stop = (): void => void child.kill("SIGKILL");
    signal.addEventListener("abort", stop);
    child.on("message", (message: unknown) => {
      const read = ScoreReport.safeParse(message);
      // It says what no version of it says: whatever it is now, it is not trusted any more.
      if (!read.success) stop();
      else if (read.data.report === "progress") progress(read.data.share);
      else said = read.data;
    });
    child.once("error", stop);
    child.once("exit", (code, killed) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) resolve({ report: "aborted" });
      else resolve(said ?? { report: "failed", because: `the replay ended by itself (${killed ?? `exit ${code}`})` });
    });
    child.send(order);
  });
}
