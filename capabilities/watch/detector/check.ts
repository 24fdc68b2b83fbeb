import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isRefusal, Refusal, refuse } from "@cordon/kernel";
import { z } from "zod";
import { Layout } from "../words/model.ts";
import { MOST_MODEL_BYTES } from "./model-file.ts";

/** What the process that looks at a model is told. */
export const CheckOrder = z.object({
  bytes: z.instanceof(Uint8Array),
  classes: z.array(z.string()).nullable(),
});
const Answer = z.union([Refusal, Layout]);

/** Loading and one run take a second or two; a graph that never ends must. */
const LONGEST_MS = 60_000;

/**
 * Whether a model is a detector that Cordon takes, found out in a process of its own.
 * @param process what runs it: another file only in tests, which need one that crashes
 */
export async function checkModel(
  bytes: Uint8Array,
  classes: readonly string[] | null,
  signal: AbortSignal,
  process: URL = new URL("check-process.ts", import.meta.url),
  longestMs: number = LONGEST_MS,
): Promise<Layout | Refusal> {
  if (bytes.length > MOST_MODEL_BYTES) return refuse("too-large", "the file is larger than any model that is taken");
  const child = fork(fileURLToPath(process), [], {
    serialization: "advanced",
    env: {},
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const outcome = Promise.withResolvers<Layout | Refusal>();
  let heard = false;
  child.once("message", (message: unknown) => {
    heard = true;
    const answer = Answer.safeParse(message);
    outcome.resolve(
      answer.success ? cut(answer.data) : refuse("invalid", "the model made its check say what no check says"),
    );
  });
  child.once("error", (error) =>
    outcome.resolve(refuse("unavailable", `no process could be started to check it: ${error.message}`)),
  );
  child.once("exit", (code, killed) => {
    if (!heard) outcome.resolve(refuse("invalid", `loading it crashes the runtime (${killed ?? `exit ${code}`})`));
  });
  const timer = setTimeout(
    () => outcome.resolve(refuse("invalid", `it does not load and run once within ${longestMs / 1000} s`)),
    longestMs,
  );
  const abort = (): void => outcome.resolve(refuse("unavailable", "the server is stopping"));
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  child.send({ bytes, classes });
  try {
    return await outcome.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    child.kill("SIGKILL");
  }
}

/** Words of native code have no bound of their own. */
function cut(answer: Layout | Refusal): Layout | Refusal {
  return isRefusal(answer) ? { ...answer, because: answer.because.slice(0, 600) } : answer;
}
