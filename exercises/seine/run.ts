/**
 * The rehearsal as a thread of its own. Told `{url, token, tracksFolder}` as its worker data; ends on the message `"stop"`;
 * says `{kind: "failed", because}` when it cannot go on.
 */
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { rehearse } from "./drive/rehearse.ts";

const Setting = z.object({ url: z.url(), token: z.string(), tracksFolder: z.string() });

if (isMainThread || !parentPort) throw new Error("this file runs as a worker thread of the server");
const port = parentPort;
const stopping = new AbortController();
port.on("message", (message: unknown) => {
  if (message === "stop") stopping.abort();
});

function failed(error: unknown): void {
  port.postMessage({ kind: "failed", because: error instanceof Error ? error.message : String(error) });
}

try {
  await rehearse(Setting.parse(workerData), stopping.signal, failed);
} catch (error) {
  if (!stopping.signal.aborted) failed(error);
}
port.close();
