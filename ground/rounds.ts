import type { Logger } from "pino";

export interface Rounds {
  readonly everyMs: number;
  /** One round. What takes long looks at `stopping` between its steps. */
  readonly round: (stopping: AbortSignal) => Promise<void>;
  readonly log: Pick<Logger, "error">;
  /** What is said when a round failed. It is tried again at the next. */
  readonly failed: string;
  /** The first round begins at once, and not when its time comes. */
  readonly atOnce?: boolean;
}

/**
 * Does something again and again beside the requests: never twice at the same time - a round that is due while one is running is left out - and
 * whatever one failed of, the next is tried. Disposing of it waits for the round that is running.
 */
export function inRounds({ everyMs, round, log, failed, atOnce = false }: Rounds): AsyncDisposable {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const begin = () => {
    running ??= round(stopping.signal)
      .catch((error: unknown) => log.error({ error }, failed))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(begin, everyMs);
  // A server that has nothing else to do may end.
  timer.unref();
  if (atOnce) begin();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
