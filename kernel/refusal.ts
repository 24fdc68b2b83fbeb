import { z } from "zod";

/**
 * Why Cordon will not do what was asked. An expected outcome, so a value and never an exception.
 * The reason decides how a door answers (HTTP status, exit code); `because` is a sentence for the person who asked.
 */
export const RefusalReason = z.enum([
  "not-found",
  "not-permitted",
  "no-mandate",
  "not-possible-now",
  "conflict",
  "invalid",
  "too-large",
  "too-many",
  "stale-client",
  "store-full",
  "unavailable",
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const Refusal = z.object({
  refused: RefusalReason,
  because: z.string(),
  what: z.string().optional(),
  /** A name for the sentence, and what it speaks of, for a screen that says it in the language of whoever reads it. */
  code: z.string().optional(),
  params: z.record(z.string(), z.string()).readonly().optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** @param what the thing that stands in the way: an id, a field, a state */
export function refuse(refused: RefusalReason, because: string, what?: string): Refusal {
  return what === undefined ? { refused, because } : { refused, because, what };
}

/**
 * Bounds a room's list of refusals: the code of each, and what its sentence speaks of by name - a call sign, a number, an instant, the code of a
 * state; null where it speaks of nothing.
 */
export type RefusalCodes<Codes> = { readonly [Code in keyof Codes]: Readonly<Record<string, string>> | null };

/** What refuses with one of these codes, for whose sentences the room's screens have words in every language. */
export const refusing =
  <Codes extends RefusalCodes<Codes>>() =>
  <Code extends keyof Codes & string>(
    code: Code,
    refused: RefusalReason,
    because: string,
    ...[what, params]: Codes[Code] extends null ? [what?: string] : [what: string | undefined, params: Codes[Code]]
  ): Refusal => ({ ...refuse(refused, because, what), code, params: params ?? {} });

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && "because" in value;
}
