import type { Instant, Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../store/schema.ts";

/** What the first `size` entries of the journal say, and nothing that came after. */
export interface Moment {
  readonly size: number;
  /** What `now` is for whoever asks at this moment. */
  readonly now: Instant;
}

/** How far the past can be shown: entries that were taken in, of those the journal has. */
export interface PastProgress {
  readonly taken: number;
  readonly size: number;
}

/** The operation as it was known at any moment. */
export interface Past {
  /**
   * @param asked how many entries are known, in digits, or an instant: what had been written down by then
   * @returns a refusal for what lies ahead, and for what is neither
   */
  find(asked: string): Promise<Moment | Refusal>;
  /**
   * Looks at every table that follows from the journal as it was at a moment. Any number may look at different moments at the same time.
   * Tables that do not follow from the journal are not there: who reads one is refused.
   */
  at<Answer>(moment: Moment, look: (read: Kysely<Schema>) => Promise<Answer>): Promise<Answer | Refusal>;
  progress(): PastProgress;
}
