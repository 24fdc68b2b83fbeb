import { DeviceId, Instant, PassNumber, PlaceId, ScanId } from "@cordon/kernel";
import { z } from "zod";
import { line, remark } from "./line.ts";
import { Direction, LaneCode, Means, ZoneCode } from "./perimeter.ts";
import { Verdict } from "./verdict.ts";

/** Why a supervisor let somebody through. */
export const OverrideReason = z.enum([
  "identity-established",
  "medical",
  "child-with-adult",
  "equipment-failure",
  "command-order",
  "other",
]);
export type OverrideReason = z.infer<typeof OverrideReason>;

/** A supervisor's own pass (category `supervisor`) was scanned, and a reason given. */
export const Override = z.object({ by: PassNumber, reason: OverrideReason, note: remark(200) });
export type Override = z.infer<typeof Override>;

/** How a code came in. `lookup`: a number was typed, and the server asked (audited). */
export const ScanSource = z.enum(["camera", "scanner", "lookup", "none"]);
export type ScanSource = z.infer<typeof ScanSource>;

/**
 * One look at one pass at one gate, as the gate saw it. The id is made by the gate before the verdict is shown: sent twice, it is one scan.
 * `at` is the gate's clock, corrected by its node's; the skew it had then is told.
 */
export const Scan = z.object({
  id: ScanId,
  gate: PlaceId,
  lane: LaneCode,
  direction: Direction,
  at: Instant,
  source: ScanSource,
  means: Means,
  /** Null where nothing was read. */
  pass: PassNumber.nullable(),
  /** What the gate found by itself. */
  found: Verdict,
  /** `asked`: the steward waits for the answer. `acted`: the gate was cut off, the verdict was given and the person has gone through or not. */
  standing: z.enum(["asked", "acted"]),
  override: Override.nullable(),
  /** The rule set it judged by; 0 with none. */
  rules: z.int().nonnegative(),
  /** When the revocations it held were complete; null with none. */
  revocationsAsOf: Instant.nullable(),
  /** Device's clock minus node's, milliseconds; null when never compared. */
  skewMs: z.int().nullable(),
});
export type Scan = z.infer<typeof Scan>;

/** The answer to one scan. */
export const Ruled = z.object({ scan: ScanId, verdict: Verdict });
export type Ruled = z.infer<typeof Ruled>;

/** Where a pass was last seen going, by zone. `seq` orders changes: a gate asks for those after the last it knows. */
export const Presence = z.object({
  pass: PassNumber,
  zone: ZoneCode,
  inside: z.boolean(),
  at: Instant,
  gate: PlaceId,
  scan: ScanId,
});
export type Presence = z.infer<typeof Presence>;

/** One pass went in twice without coming out: two gates were cut off from each other. `second` is the later by the gates' clocks. */
export const Double = z.object({
  pass: PassNumber,
  zone: ZoneCode,
  first: z.object({ scan: ScanId, gate: PlaceId, at: Instant }),
  second: z.object({ scan: ScanId, gate: PlaceId, at: Instant }),
});
export type Double = z.infer<typeof Double>;

/** What a steward says of the people waiting. */
export const QueueReport = z.object({
  gate: PlaceId,
  lane: LaneCode,
  waiting: z.int().min(0).max(20_000),
  at: Instant,
});
export type QueueReport = z.infer<typeof QueueReport>;

/** How long one waits. Unknown is said, never shown as zero. */
export const Wait = z.discriminatedUnion("known", [
  z.object({
    known: z.literal(true),
    minutes: z.number().nonnegative(),
    by: z.enum(["steward", "idle"]),
    asOf: Instant,
  }),
  z.object({ known: z.literal(false) }),
]);
export type Wait = z.infer<typeof Wait>;

/** A lane as it works now. */
export const LaneNow = z.object({
  code: LaneCode,
  direction: z.enum(["in", "out", "both"]),
  means: z.array(Means).readonly(),
  /** Scans in the last five minutes, a minute. */
  scansPerMinute: z.number().nonnegative(),
  admittedPerMinute: z.number().nonnegative(),
  lastScanAt: Instant.nullable(),
  wait: Wait,
});
export type LaneNow = z.infer<typeof LaneNow>;

/** A device at a gate as the command room sees it. */
export const GateDeviceNow = z.object({
  device: DeviceId,
  label: z.string(),
  heardAt: Instant.nullable(),
  /** What it said it holds; null before it said anything. */
  rules: z.int().nonnegative().nullable(),
  revocationsAsOf: Instant.nullable(),
  waiting: z.int().nonnegative().nullable(),
  skewMs: z.int().nullable(),
});
export type GateDeviceNow = z.infer<typeof GateDeviceNow>;

export const GateNow = z.object({
  gate: PlaceId,
  code: z.string(),
  name: z.object({ fr: line(120), en: line(120) }),
  zone: ZoneCode,
  site: z.string(),
  open: z.boolean(),
  lanes: z.array(LaneNow).readonly(),
  devices: z.array(GateDeviceNow).readonly(),
  /** Verdicts of the last hour by name. */
  verdicts: z.record(z.string(), z.int().nonnegative()),
});
export type GateNow = z.infer<typeof GateNow>;

export const ZoneNow = z.object({
  code: ZoneCode,
  name: z.object({ fr: line(120), en: line(120) }),
  inside: z.int(),
  capacity: z.int().positive().nullable(),
  asOf: Instant,
});
export type ZoneNow = z.infer<typeof ZoneNow>;
