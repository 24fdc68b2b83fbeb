import { instantOf, isRefusal, millisecondsOf } from "@cordon/kernel";
import { capability } from "../capability.ts";
import { inRounds } from "../rounds.ts";
import type { Worker } from "../worker.ts";
import { migrations, tables } from "./tables.ts";
import { sweepUploads } from "./uploads.ts";

export { Attached, dropUpload, isUpload, takeUploads } from "./uploads.ts";

const EVERY_MS = 600_000;
/** From sending a file to naming it in an operation: a phone may lose its network in between. */
const UNNAMED_MS = 24 * 3_600_000;

const sweep: Worker = {
  name: "exhibits.sweep-uploads",
  start: async ({ journal, blobs, clock, log }) =>
    inRounds({
      everyMs: EVERY_MS,
      log,
      failed: "sweeping files that nobody named failed and will be tried again",
      async round() {
        const swept = await sweepUploads({ journal, blobs }, instantOf(millisecondsOf(clock.now()) - UNNAMED_MS));
        if (isRefusal(swept)) log.warn({ refused: swept.refused }, "exhibits.sweep-uploads: will try again");
      },
    }),
};

/** Files that people send: through one door (`POST /api/exhibits`), named by an operation, or swept after a day. */
export const exhibits = capability({
  name: "exhibits",
  entries: [],
  operations: [],
  migrations,
  tables,
  projections: [],
  workers: [sweep],
});
