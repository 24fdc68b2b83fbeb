/**
 * The process that decodes and analyses, for all cameras of this server, in a thread a group. It is a process because it takes
 * apart what strangers send: when FFmpeg crashes, the command centre does not. It has no access to journal, vault or network
 * but through its parent's messages and its cameras.
 */
import { availableParallelism } from "node:os";
import { Outbox } from "./outbox.ts";
import { Order } from "./protocol.ts";
import { EyeThreads } from "./threads.ts";

const outbox = new Outbox((report, sent) => process.send?.(report, sent));
const threads = new EyeThreads({
  report: (report) => outbox.post(report),
  fell: (cameras, how) =>
    process.stderr.write(`watch: a thread of ${cameras} cameras fell and is started again: ${how}\n`),
  most: availableParallelism(),
  elapsedMs: () => performance.now(),
});

process.on("message", (message: unknown) => threads.obey(Order.parse(message)));
// The parent is gone: nobody may watch without it. By force, since threads in which FFmpeg works cannot be ended in any other way.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// A terminal's Ctrl-C reaches the whole group; the parent decides when this ends.
process.on("SIGINT", () => {});
