import { resolve } from "node:path";
import { openEdge } from "@cordon/edge";
import type { Command } from "commander";
import { complain } from "./telling.ts";

/** `cordon edge`: analyses cameras near them. Runs until it is stopped; exit 2: it cannot be this centre's edge. */
export function registerEdge(program: Command): void {
  program
    .command("edge")
    .description("analyse cameras near them, for a centre: signals wait here while the centre is out of reach")
    .requiredOption("--centre <url>", "the centre's address, https:// unless it is on this machine")
    .option("--enrol <code>", "for the first start: the code of the enrolment that was offered for an edge")
    .requiredOption("--data <folder>", "its key, and what it has not sent yet")
    .action(async (options: { centre: string; enrol?: string; data: string }) => {
      const url = URL.parse(options.centre);
      if (url === null) return complain(`${options.centre} is no address`, 2);
      const log = (line: string): void => {
        process.stdout.write(`${new Date().toISOString()} ${line}\n`);
      };
      const edge = await openEdge({
        centre: url.origin,
        enrol: options.enrol ?? null,
        folder: resolve(options.data),
        log,
      });
      if ("problem" in edge) return complain(edge.message, 2);
      log(`edge ${edge.device} of ${url.origin}, ${edge.waiting} to send`);
      const stop = (): void => {
        setTimeout(() => process.exit(1), 5_000).unref();
        void edge[Symbol.asyncDispose]().then(() => process.exit(0));
      };
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    });
}
