import { dropUpload, inRounds, isUpload, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { type Instant, instantOf, isRefusal, SignalExhibitsErased } from "@cordon/kernel";
import { REPORT_GRACE_HOURS, reportMustGo } from "../rules/attachments.ts";
import { erasedReports, namedBy, reportsWithFiles } from "../tables/attachments.ts";
import type { Tables } from "../tables/rows.ts";

const OFTEN_MS = 30_000;
const TOGETHER = 50;
const BY = { kind: "system", id: "command.erase-report-files" } as const;

type Parts = Pick<WorkerContext, "read" | "journal" | "blobs" | "clock">;

/**
 * Erases what people sent with reports that became no incident, or whose incident ended long ago; pictures of cameras are their own
 * capability's. Said first, then done: what is said and was cut off is done at the next start.
 * @param keepDays from the end of an incident
 */
export const eraseReportFiles = (keepDays: number): Worker => ({
  name: "command.erase-report-files",
  async start(context) {
    let doneUntil: Instant | null = null;
    return inRounds({
      ...{
        everyMs: OFTEN_MS,
        log: context.log,
        failed: "files of reports could not be erased and will be tried again",
        atOnce: true,
      },
      async round(stopping) {
        while (!stopping.aborted && (await eraseOld(context, keepDays)) === TOGETHER);
        doneUntil = await destroyErased(context, doneUntil);
      },
    });
  },
});

/** @returns of how many reports */
async function eraseOld({ journal, clock }: Parts, keepDays: number): Promise<number> {
  const now = clock.now();
  const hoursAgo = (hours: number) => instantOf(Date.parse(now) - hours * 3_600_000);
  const done = await journal.run({
    by: BY,
    operation: "command.erase-report-files",
    async decide({ tx }) {
      const read = tablesOf<Tables>(tx);
      const before = { dismissed: hoursAgo(REPORT_GRACE_HOURS), ended: hoursAgo(24 * keepDays) };
      const entries = [];
      for (const row of await reportsWithFiles(read, before, TOGETHER)) {
        const report = { state: row.state, noticedAt: row.noticed_at, decidedAt: row.decided_at };
        const because = reportMustGo({ ...report, incidentClosedAt: row.incident_closed_at }, now, keepDays);
        if (because === null) continue;
        entries.push(SignalExhibitsErased.of({ signal: row.id, because }));
        // Whoever erases the last that names it makes sure that nothing later can.
        for (const { blob } of row.exhibits) if ((await namedBy(read, blob)) <= 1) await dropUpload(read, blob);
      }
      return { entries, output: entries.length };
    },
  });
  return isRefusal(done) ? 0 : done.output;
}

/** @returns when the last was said to be erased whose files were seen to */
async function destroyErased({ read, blobs }: Parts, since: Instant | null): Promise<Instant | null> {
  const db = tablesOf<Tables>(read);
  const rows = await erasedReports(db, since);
  // Somebody sent the same again, or a log names it: it is theirs.
  for (const { exhibits } of rows)
    for (const { blob } of exhibits)
      if ((await namedBy(db, blob)) === 0 && !(await isUpload(db, blob))) await blobs.erase(blob);
  return rows.at(-1)?.at ?? since;
}
