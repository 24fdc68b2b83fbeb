import { inRounds, isUpload, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { type BlobHash, isRefusal, type NewEntry } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { namedBy } from "../tables/attachments.ts";
import type { Tables } from "../tables/rows.ts";

const OFTEN_MS = 30_000;
/** So many are looked at in one transaction. */
export const TOGETHER = 50;

type Parts = Pick<WorkerContext, "read" | "journal" | "blobs" | "clock">;

/** What is erased when, said first, then done: what is said and was cut off is done at the next start. `Mark`: how far the doing is. */
interface Erasing<Mark> {
  readonly name: `command.${string}`;
  readonly failed: string;
  /** What is to be said of the next `TOGETHER`, and how many these were. */
  readonly say: (
    read: Kysely<Tables>,
    clock: Parts["clock"],
  ) => Promise<{ readonly entries: readonly NewEntry[]; readonly output: number }>;
  /** The files that were said to be erased since a mark, and the next mark. */
  readonly said: (
    read: Kysely<Tables>,
    since: Mark | null,
  ) => Promise<{ readonly blobs: readonly BlobHash[]; readonly mark: Mark | null }>;
}

export const erasing = <Mark>({ name, failed, say, said }: Erasing<Mark>): Worker => ({
  name,
  async start(context) {
    const { read, journal, blobs, clock, log } = context;
    let mark: Mark | null = null;
    const sayNext = async (): Promise<number> => {
      const done = await journal.run({
        by: { kind: "system", id: name },
        operation: name,
        decide: ({ tx }) => say(tablesOf<Tables>(tx), clock),
      });
      return isRefusal(done) ? 0 : done.output;
    };
    return inRounds({
      ...{ everyMs: OFTEN_MS, log, failed, atOnce: true },
      async round(stopping) {
        while (!stopping.aborted && (await sayNext()) === TOGETHER);
        const db = tablesOf<Tables>(read);
        const erased = await said(db, mark);
        for (const blob of erased.blobs) {
          // Somebody sent the same again, or another names it: it is theirs, and swept when nothing names it.
          if ((await namedBy(db, blob)) === 0 && !(await isUpload(db, blob))) await blobs.erase(blob);
        }
        mark = erased.mark;
      },
    });
  },
});
