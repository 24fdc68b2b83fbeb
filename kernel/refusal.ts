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
  /** A name for the sentence, and what it speaks of, for a screen that says it in another language. */
  code: z.string().optional(),
  params: z.record(z.string(), z.string()).readonly().optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** @param what the thing that stands in the way: an id, a field, a state */
export function refuse(refused: RefusalReason, because: string, what?: string): Refusal {
  return what === undefined ? { refused, because } : { refused, because, what };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && "because" in value;
}
