import { dropUpload, inRounds, isUpload, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { instantOf, isRefusal } from "@cordon/kernel";
import { eraseAttachment } from "../rules/attachments.ts";
import { namedBy } from "../tables/attachments.ts";
import type { Tables } from "../tables/rows.ts";

const OFTEN_MS = 30_000;
const TOGETHER = 50;
const BY = { kind: "system", id: "command.erase-attachments" } as const;

type Parts = Pick<WorkerContext, "read" | "journal" | "blobs" | "clock">;

/**
 * Erases files of incidents that were closed longer ago than they may be kept, and destroys the content of what was erased once nothing names it.
 * Said first, then done: what is said and was cut off is done at the next start.
 * @param keepDays from the end of the incident
 */
export const eraseAttachments = (keepDays: number): Worker => ({
  name: "command.erase-attachments",
  async start(context) {
    let doneUntil = -1;
    return inRounds({
      ...{
        everyMs: OFTEN_MS,
        log: context.log,
        failed: "files could not be erased and will be tried again",
        atOnce: true,
      },
      async round(stopping) {
        while (!stopping.aborted && (await eraseOld(context, keepDays)) === TOGETHER);
        doneUntil = await destroyErased(context, doneUntil);
      },
    });
  },
});

/** @returns how many lines were looked at */
async function eraseOld({ journal, clock }: Parts, keepDays: number): Promise<number> {
  const before = instantOf(Date.parse(clock.now()) - keepDays * 86_400_000);
  const done = await journal.run({
    by: BY,
    operation: "command.erase-attachments",
    async decide({ tx }) {
      const read = tablesOf<Tables>(tx);
      const lines = await read
        .selectFrom("incident_log")
        .innerJoin("incident", "incident.id", "incident_log.incident")
        .select(["incident_log.seq", "incident_log.incident", "incident_log.exhibits"])
        .where("incident_log.exhibits", "is not", null)
        .where("incident.state", "=", "closed")
        .where("incident.closed_at", "<=", before)
        .orderBy("incident_log.seq")
        .limit(TOGETHER)
        .execute();
      const entries = [];
      for (const { exhibits, ...line } of lines) {
        for (const { blob } of exhibits ?? []) {
          const decision = eraseAttachment({ ...line, exhibits: exhibits ?? [] }, blob, `kept ${keepDays} days`);
          if (isRefusal(decision)) continue;
          entries.push(...decision);
          await dropUpload(read, blob);
        }
      }
      return { entries, output: lines.length };
    },
  });
  return isRefusal(done) ? 0 : done.output;
}

/** @returns the number of the last entry whose file was seen to */
async function destroyErased({ read, blobs }: Parts, after: number): Promise<number> {
  const db = tablesOf<Tables>(read);
  const rows = await db.selectFrom("attachment_erased").selectAll().where("seq", ">", after).orderBy("seq").execute();
  for (const { blob } of rows) {
    // Somebody sent the same again: it is theirs, and swept when nothing names it.
    if ((await namedBy(db, blob)) === 0 && !(await isUpload(db, blob))) await blobs.erase(blob);
  }
  return rows.at(-1)?.seq ?? after;
}
