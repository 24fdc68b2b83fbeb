import type { Instant, Mandate, MandateId, MandateNeed, Permission } from "@cordon/kernel";

/**
 * The mandates as this node knows them, in memory and current with every commit: processing asks it before it starts and is told
 * at once when what it relied on ends.
 */
export interface MandateBook {
  all(): readonly Mandate[];
  permits(need: MandateNeed): Permission;
  /**
   * Calls back after any mandate is granted, ends or comes into force - whether withdrawn or by its period running out,
   * which a timer of the book notices - within a second. Returns how to stop listening.
   */
  onChange(listener: (change: { readonly mandate: MandateId; readonly at: Instant }) => void): () => void;
}
