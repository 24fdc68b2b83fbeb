import {
  type BlobHash,
  type ErasedBecause,
  type Exhibit,
  IncidentAttachmentErased,
  type IncidentId,
  type Instant,
  millisecondsOf,
  type SignalState,
} from "@cordon/kernel";
import type { Decision } from "../../../rules.ts";
import { refuseStep } from "../words/refusals.ts";

/** A line of a log with its files. */
export interface LineWithFiles {
  readonly seq: number;
  readonly incident: IncidentId;
  readonly exhibits: readonly Exhibit[];
}

/** What is erased of a line stays erased; saying it twice changes nothing. */
export function eraseAttachment(line: LineWithFiles | null, blob: BlobHash, because: string): Decision {
  if (line === null)
    return refuseStep("no-such-file", "not-found", "the log has no such line, or it has no such file", blob);
  if (!line.exhibits.some((exhibit) => exhibit.blob === blob)) return [];
  return [IncidentAttachmentErased.of({ incident: line.incident, line: line.seq, blob, because })];
}

/** A dismissal can be taken back: what was sent with the report stays so long, until the next watch has seen it. */
export const REPORT_GRACE_HOURS = 24;

/** What a person reported, as far as the files they sent with it are concerned. */
export interface ReportWithFiles {
  readonly state: SignalState;
  readonly noticedAt: Instant;
  readonly decidedAt: Instant | null;
  /** When its incident was closed; null while that is open, and where it became none. */
  readonly incidentClosedAt: Instant | null;
}

/**
 * Why the files of a report must go now, or null while they may stay. With an incident they stay as long as those of its log; dismissed they go
 * after the grace; and what nobody ever decided goes as if an incident had ended when it was noticed.
 */
export function reportMustGo(report: ReportWithFiles, now: Instant, keepDays: number): ErasedBecause | null {
  const since = (at: Instant | null, hours: number) =>
    at !== null && millisecondsOf(now) >= millisecondsOf(at) + hours * 3_600_000;
  switch (report.state) {
    case "dismissed":
      return since(report.decidedAt, REPORT_GRACE_HOURS) ? "dismissed" : null;
    case "waiting":
      return since(report.noticedAt, 24 * keepDays) ? "retention" : null;
    case "confirmed":
    case "merged":
      return since(report.incidentClosedAt, 24 * keepDays) ? "retention" : null;
  }
}
