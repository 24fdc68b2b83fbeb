import { Worker } from "node:worker_threads";

/** What the exercise's worker is told. It knows nothing else of the server: everything goes through the public doors. */
export interface ExerciseSetting {
  readonly url: string;
  readonly token: string;
  /** Folder of measured walks; the exercise makes its own where it is missing. */
  readonly tracksFolder: string;
}

/**
 * Runs an exercise beside the server, in a thread of its own, so that a slow renderer never delays a signal.
 * Disposing of it asks it to stop, and ends it when it does not within three seconds.
 */
export function runExercise(file: URL, setting: ExerciseSetting, say: (line: string) => void): AsyncDisposable {
  // A small nursery: pictures live in typed arrays, and the default lets garbage grow to tens of megabytes before it is swept.
  const worker = new Worker(file, {
    workerData: setting,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
  });
  let ended = false;
  const over = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      ended = true;
      resolve();
    });
  });
  worker.on("message", (message: unknown) => {
    if (typeof message === "object" && message !== null && "kind" in message && message.kind === "failed") {
      say(`The exercise failed: ${"because" in message ? String(message.because) : "it did not say why"}`);
    }
  });
  worker.on("error", (error) => say(`The exercise stopped: ${error instanceof Error ? error.message : String(error)}`));
  return {
    async [Symbol.asyncDispose]() {
      if (ended) return;
      worker.postMessage("stop");
      const timer = setTimeout(() => void worker.terminate(), 3_000);
      await over;
      clearTimeout(timer);
    },
  };
}
