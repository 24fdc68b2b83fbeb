import { type Instant, millisecondsOf } from "@cordon/kernel";
import type { QueueReport, Wait } from "../words.ts";

const MINUTE = 60_000;
/** A queue is another one after a quarter of an hour. */
const REPORT_HOLDS_MS = 15 * MINUTE;
/** Who stands before a gate that works is scanned sooner than this. */
const IDLE_MS = 3 * MINUTE;
/** A device tells of itself every two seconds; silent for so long, nobody knows what happens at its lane. */
const HEARD_MS = MINUTE;

export interface LaneWork {
  /** The last one, however old. */
  readonly report: Pick<QueueReport, "waiting" | "at"> | null;
  /** Of the last five minutes. */
  readonly scansPerMinute: number;
  readonly lastScanAt: Instant | null;
  /** When a device of this lane was last heard of; null: never. */
  readonly heardAt: Instant | null;
  readonly now: Instant;
}

/**
 * How long one waits: those a steward counted at the rate at which they go through; nobody where a gate that works has nothing to do.
 * Everything else is unknown, and said so.
 */
export function waitOf({ report, scansPerMinute, lastScanAt, heardAt, now }: LaneWork): Wait {
  const at = millisecondsOf(now);
  const ageOf = (then: Instant) => at - millisecondsOf(then);
  if (report !== null && ageOf(report.at) < REPORT_HOLDS_MS) {
    if (report.waiting === 0) return { known: true, minutes: 0, by: "steward", asOf: report.at };
    if (scansPerMinute > 0) {
      const minutes = Math.round((report.waiting / scansPerMinute) * 10) / 10;
      return { known: true, minutes, by: "steward", asOf: report.at };
    }
    return { known: false };
  }
  const isAttended = heardAt !== null && ageOf(heardAt) < HEARD_MS;
  const isIdle = lastScanAt === null || ageOf(lastScanAt) >= IDLE_MS;
  return isAttended && isIdle ? { known: true, minutes: 0, by: "idle", asOf: heardAt } : { known: false };
}
