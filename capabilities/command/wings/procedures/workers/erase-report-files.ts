import { dropUpload, type Worker } from "@cordon/ground";
import { type Instant, instantOf, SignalExhibitsErased } from "@cordon/kernel";
import { REPORT_GRACE_HOURS, reportMustGo } from "../rules/attachments.ts";
import { erasedReports, namedBy, reportsWithFiles } from "../tables/attachments.ts";
import { erasing, TOGETHER } from "./erasing.ts";

/**
 * Erases what people sent with reports that became no incident, or whose incident ended long ago; pictures of cameras are their own
 * capability's.
 * @param keepDays from the end of an incident
 */
export const eraseReportFiles = (keepDays: number): Worker =>
  erasing<Instant>({
    name: "command.erase-report-files",
    failed: "files of reports could not be erased and will be tried again",
    async say(read, clock) {
      const now = clock.now();
      const hoursAgo = (hours: number) => instantOf(Date.parse(now) - hours * 3_600_000);
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
    async said(read, since) {
      const rows = await erasedReports(read, since);
      return {
        blobs: rows.flatMap(({ exhibits }) => exhibits.map(({ blob }) => blob)),
        mark: rows.at(-1)?.at ?? since,
      };
    },
  });
