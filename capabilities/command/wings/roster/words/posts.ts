import { Position } from "@cordon/kernel";
import { z } from "zod";
import { line, lineOrNothing } from "../../../words.ts";
import { CapabilityCode, Minute, MOST_REQUIREMENTS } from "../words.ts";
import type { LineFault } from "./import.ts";

/*
 * Posts and what they need as a file: a line a post, a capability and a time, with where the post is, how many units, people, or both, from when until
 * when. A line without a need draws its post alone.
 */

export const POST_COLUMNS = [
  "post",
  "nameFr",
  "nameEn",
  "longitude",
  "latitude",
  "ability",
  "units",
  "people",
  "start",
  "end",
] as const;
export type PostColumn = (typeof POST_COLUMNS)[number];

/** A line that was understood: whether the post is drawn already is not known yet. */
export const PostRow = z.object({
  /** Where a text editor finds it. */
  line: z.int().min(1).max(10_000_000),
  post: line(80),
  /** Empty where the line does not say: the other one, what it is called already, or its reference. */
  name: z.object({ fr: lineOrNothing(120), en: lineOrNothing(120) }),
  /** Null: where it is drawn already, or where another line of it says. */
  at: Position.nullable(),
  need: z
    .object({
      capability: CapabilityCode,
      units: z.int().min(0).max(500),
      people: z.int().min(1).max(10_000).nullable(),
      from: Minute,
      until: Minute,
    })
    .refine(({ units, people }) => units > 0 || people !== null, "a need is of units, of people, or of both")
    .nullable(),
});
export type PostRow = z.infer<typeof PostRow>;

/** How many go in one call. All lines of a post go together: it never has more than its needs. */
export const POST_SLICE_ROWS = MOST_REQUIREMENTS;

export type PostFault = LineFault<PostColumn>;

export const PostProblem = z.object({
  line: z.int(),
  post: z.string(),
  kind: z.enum([
    /** It is drawn nowhere, and no line says where it is. */
    "position-missing",
    /** The reference is that of another kind of place, which no line moves. */
    "place-other",
    /** Another line of the post says another position, or another name. */
    "post-differs",
    /** No kind of unit can do it. */
    "ability-unknown",
    "period",
    "over",
    /** Another line says another number for the same capability and time. */
    "need-differs",
    /** More needs than a post may have. */
    "too-many-needs",
  ]),
  ability: z.string(),
  /** The other line, where one is meant. */
  withLine: z.int().nullable(),
});
export type PostProblem = z.infer<typeof PostProblem>;

export const PostImport = z.object({
  /** Posts that are, or would be, drawn anew. */
  drawn: z.int().nonnegative(),
  /** Posts that move, or are called otherwise. */
  moved: z.int().nonnegative(),
  /** Needs that are, or would be, written down. */
  needed: z.int().nonnegative(),
  /** Needs that stand with another number: the file's counts. */
  changed: z.int().nonnegative(),
  /** Lines that change nothing. */
  same: z.int().nonnegative(),
  /** Lines that say what another line says. */
  doubled: z.array(z.object({ line: z.int(), of: z.int() })),
  problems: z.array(PostProblem),
});
export type PostImport = z.infer<typeof PostImport>;
