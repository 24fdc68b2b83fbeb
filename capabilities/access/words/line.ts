import { z } from "zod";

// Control characters, halves of surrogate pairs and marks that turn the direction of a line: none belongs in what is said.
const ONE_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;

/** One line that a person typed, at least one character once trimmed. */
export const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(ONE_LINE, "expected one line without control characters");
/** The same, or nothing. */
export const lineOrNothing = (max: number) =>
  z.string().trim().max(max).regex(ONE_LINE, "expected one line without control characters");

const NOT_OF_A_LINE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A remark about what has happened already: it is written down whatever somebody typed or a phone cut off in the middle of a character. What
 * does not belong in a line becomes a space, half a character the mark that stands for one.
 */
export const remark = (max: number) =>
  z
    .string()
    .max(max)
    .overwrite((text) => text.toWellFormed().replaceAll(NOT_OF_A_LINE, " ").trim());
