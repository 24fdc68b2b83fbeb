import { z } from "zod";

/** The columns of a file of forces. Those of a contingent may stand in its first line alone; a line without a call sign is a contingent. */
export const COLUMNS = [
  "contingent",
  "name",
  "nation",
  "contingentLanguages",
  "callSign",
  "kind",
  "strength",
  "languages",
  "radios",
  "equipment",
] as const;
export const Column = z.enum(COLUMNS);
export type Column = z.infer<typeof Column>;

const cell = (max: number) => z.string().max(max).default("");

/** One line of the file as it stands, every cell as text. `line` is where a text editor finds it, from 1. */
export const ForcesRecord = z.object({
  line: z.int().positive().max(2_000_000),
  contingent: cell(160),
  name: cell(240),
  nation: cell(40),
  contingentLanguages: cell(120),
  callSign: cell(120),
  kind: cell(120),
  strength: cell(40),
  // Left out: the file has no such column, and what a unit carries is left as it stands.
  languages: z.string().max(120).optional(),
  radios: z.string().max(1000).optional(),
  equipment: z.string().max(2000).optional(),
});
export type ForcesRecord = z.output<typeof ForcesRecord>;

/** How many lines one call takes, and about how many bytes of them: a request holds 512 KiB. */
export const SLICE = { rows: 500, bytes: 300_000 } as const;

/** Why a line is not imported. */
export const RowFaultReason = z.enum([
  "missing",
  "invalid",
  "out-of-limits",
  "contradicts",
  "twice",
  "unknown-contingent",
  "unknown-kind",
  "retired-kind",
  "taken",
  "other-nation",
  "not-yours",
]);
export type RowFaultReason = z.infer<typeof RowFaultReason>;

/** What is wrong in one cell. `said`: what stands there, cut short. `with`: the line or the unit that it is at odds with. */
export const RowFault = z.object({
  line: z.int().positive(),
  column: Column,
  because: RowFaultReason,
  said: z.string().max(80),
  with: z.string().max(80).nullable(),
});
export type RowFault = z.infer<typeof RowFault>;

/** What an import does to a line's unit, or to a contingent. `back`: was withdrawn and is on duty again. */
export const RowOutcome = z.enum(["new", "back", "changed", "unchanged"]);
export type RowOutcome = z.infer<typeof RowOutcome>;

/** Something that stands and would be, or was, changed. */
export const RowChange = z.object({
  line: z.int().positive(),
  what: z.enum(["contingent", "unit"]),
  /** A contingent's reference, a unit's call sign. */
  reference: z.string(),
  columns: z.array(Column).min(1).readonly(),
});
export type RowChange = z.infer<typeof RowChange>;

const counts = z.object({
  new: z.int().nonnegative(),
  back: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
});

export const ImportReport = z.object({
  /** Those that the lines describe, each once. */
  contingents: z.array(z.object({ reference: z.string(), outcome: RowOutcome })).readonly(),
  units: counts,
  changes: z.array(RowChange).readonly(),
  refused: z.array(RowFault).readonly(),
});
export type ImportReport = z.infer<typeof ImportReport>;
