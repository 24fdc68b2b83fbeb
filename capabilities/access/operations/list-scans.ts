import { role } from "@cordon/ground";
import { Actor, Instant, MandateId, PassNumber, PlaceId, ScanId } from "@cordon/kernel";
import { z } from "zod";
import { Direction, LaneCode, Means, OverrideReason, ScanSource, Verdict, ZoneCode } from "../words.ts";
import { query } from "./operating.ts";

/** A scan as those who watch the watchers read it. */
const ScanView = z.object({
  id: ScanId,
  seq: z.int(),
  gate: PlaceId,
  lane: LaneCode,
  zone: ZoneCode,
  direction: Direction,
  means: Means,
  source: ScanSource,
  pass: PassNumber.nullable(),
  at: Instant,
  countsAt: Instant,
  recordedAt: Instant,
  standing: z.enum(["asked", "acted"]),
  verdict: Verdict,
  found: z.string(),
  override: z.object({ by: PassNumber, reason: OverrideReason, note: z.string() }).nullable(),
  device: Actor,
  skewMs: z.int().nullable(),
  fromTheFuture: z.boolean(),
  mandate: MandateId.nullable(),
});

export const listScans = query({
  name: "access.list-scans",
  summary: "Scans as they were written down, the latest first; at one gate, or within a time.",
  input: z.object({
    gate: PlaceId.optional(),
    pass: PassNumber.optional(),
    from: Instant.optional(),
    until: Instant.optional(),
    before: z.int().nonnegative().optional(),
    limit: z.int().min(1).max(500).default(100),
  }),
  output: z.object({
    scans: z.array(ScanView),
    /** Ask again with it as `before`; null: these are all. */
    next: z.int().nullable(),
  }),
  allow: role("auditor", "data-protection", "admin", "supervisor", "exercise"),
  async run({ input, read }) {
    let page = read
      .selectFrom("access_scan")
      .selectAll()
      .orderBy("seq", "desc")
      .limit(input.limit + 1);
    if (input.gate !== undefined) page = page.where("gate", "=", input.gate);
    if (input.pass !== undefined) page = page.where("pass", "=", input.pass);
    if (input.from !== undefined) page = page.where("counts_at", ">=", input.from);
    if (input.until !== undefined) page = page.where("counts_at", "<", input.until);
    if (input.before !== undefined) page = page.where("seq", "<", input.before);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    return {
      scans: shown.map((row) => {
        const { id, seq, gate, lane, zone, direction, means, source, pass, at, standing, verdict, mandate } = row;
        return {
          ...{ id, seq, gate, lane, zone, direction, means, source, pass, at, standing, verdict, mandate },
          countsAt: row.counts_at,
          recordedAt: row.recorded_at,
          found: row.found_name,
          override:
            row.override_by === null || row.override_reason === null
              ? null
              : { by: row.override_by, reason: row.override_reason, note: row.override_note ?? "" },
          device: { kind: row.device_kind, id: row.device },
          skewMs: row.skew_ms,
          fromTheFuture: row.from_the_future,
        };
      }),
      next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
    };
  },
});
