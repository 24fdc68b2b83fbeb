import { Instant } from "@cordon/kernel";
import { z } from "zod";
import { CapabilityCode, Minute, RestBreach } from "../words.ts";

/*
 * A roster as a file: a line a shift, with the post's reference, the unit's call sign, what it does there, and when.
 */

export const COLUMNS = ["post", "unit", "ability", "start", "end"] as const;
export type Column = (typeof COLUMNS)[number];

/** A line that was understood: which post and which unit is not known yet. */
export const ShiftRow = z.object({
  /** Where a text editor finds it. */
  line: z.int().min(1).max(10_000_000),
  post: z.string().min(1).max(80),
  unit: z.string().min(1).max(40),
  /** Null: what the unit's kind is called. */
  ability: CapabilityCode.nullable(),
  from: Minute,
  until: Minute,
});
export type ShiftRow = z.infer<typeof ShiftRow>;

/** How many go in one call. All lines of a unit go together: overlaps and rest are judged by unit. */
export const SLICE_ROWS = 300;

/** Why a line is not understood. `said`: what stands there. `twice`: the clock shows this time twice that night; `never`: it jumps over it. */
export interface LineFault<Name extends string = string> {
  readonly line: number;
  readonly column: Name | null;
  readonly because:
    | "not-csv"
    | "no-column"
    | "column-twice"
    | "empty"
    | "text"
    | "time"
    | "never"
    | "twice"
    | "number"
    | "position"
    | "nothing-counted"
    | "too-many-needs"
    | "too-many-lines";
  readonly said: string;
}

/** A period at a post, as a line or a standing shift says it. */
const Held = z.object({ post: z.string(), from: Instant, until: Instant });

export const RowProblem = z.object({
  line: z.int(),
  kind: z.enum(["unit-unknown", "post-unknown", "period", "over", "withdrawn", "incapable", "overlap", "rest"]),
  unit: z.string(),
  ability: z.string(),
  ...Held.shape,
  /** For an overlap: the other line, or null where a shift that stands already is meant. */
  withLine: z.int().nullable(),
  with: Held.nullable(),
  breaches: z.array(RestBreach),
});
export type RowProblem = z.infer<typeof RowProblem>;

export const ShiftImport = z.object({
  /** Shifts that are, or would be, planned. */
  planned: z.int().nonnegative(),
  /** Lines that stand in the roster already. */
  same: z.int().nonnegative(),
  /** Lines that say what another line says. */
  doubled: z.array(z.object({ line: z.int(), of: z.int() })),
  problems: z.array(RowProblem),
});
export type ShiftImport = z.infer<typeof ShiftImport>;
