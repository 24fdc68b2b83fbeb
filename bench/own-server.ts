import { configOf } from "@cordon/ground";
import { isRefusal, type NewEntry } from "@cordon/kernel";
import { type RunningServer, startServer } from "@cordon/server";

/** A whole server in this process, with its own store in a folder. @throws Error when it does not start */
export async function serverOn(folder: string): Promise<RunningServer> {
  const config = configOf({ CORDON_DATA: folder, CORDON_PORT: "0", CORDON_LOG: "silent" });
  if ("problem" in config) throw new Error(config.message);
  const started = await startServer({ config, rehearsing: true });
  if ("problem" in started) throw new Error(started.message);
  return started;
}

/** Writes entries as one work of the journal. @throws Error when they are refused */
export async function write({ journal }: RunningServer, entries: readonly NewEntry[]): Promise<void> {
  const written = await journal.run({
    by: { kind: "system", id: "bench" },
    operation: "bench.write",
    decide: async () => ({ entries, output: null }),
  });
  if (isRefusal(written)) throw new Error(written.because);
}
