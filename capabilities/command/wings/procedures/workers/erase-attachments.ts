import { dropUpload, type Worker } from "@cordon/ground";
import { instantOf, isRefusal } from "@cordon/kernel";
import { eraseAttachment } from "../rules/attachments.ts";
import { erasing, TOGETHER } from "./erasing.ts";

/**
 * Erases files of incidents that were closed longer ago than they may be kept, and destroys the content of what was erased once nothing names it.
 * @param keepDays from the end of the incident
 */
export const eraseAttachments = (keepDays: number): Worker =>
  erasing<number>({
    name: "command.erase-attachments",
    failed: "files could not be erased and will be tried again",
    async say(read, clock) {
      const before = instantOf(Date.parse(clock.now()) - keepDays * 86_400_000);
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
    async said(read, after) {
      const rows = await read
        .selectFrom("attachment_erased")
        .selectAll()
        .where("seq", ">", after ?? -1)
        .orderBy("seq")
        .execute();
      return { blobs: rows.map(({ blob }) => blob), mark: rows.at(-1)?.seq ?? after };
    },
  });
