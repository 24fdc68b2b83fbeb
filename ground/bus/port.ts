/**
 * Tells others in the house, after the fact, that something happened. The journal stays the truth: a message is an announcement,
 * and who misses some reads the journal. In order per subject; at least once, so a handler takes a repeat calmly.
 */
export interface Bus {
  /** Returns at once and never throws. `message` is JSON; nobody changes it afterwards, neither sender nor receivers. */
  publish(subject: string, message: unknown): void;
  /**
   * `handler` runs for one message at a time. Its queue is bounded: when it is full the subscriber is dropped, `onDropped` is
   * called with the reason, and it must catch up from the journal and subscribe again.
   */
  subscribe(
    subject: string,
    handler: (message: unknown) => void | Promise<void>,
    onDropped: (reason: BusDrop) => void,
  ): () => void;
  /** Delivers what is queued, then ends. What is published later goes nowhere; who subscribes later is dropped at once. */
  close(): Promise<void>;
}

export interface BusDrop {
  /** `handler-failed`: it threw, so what it was told is not done and going on would break the order. */
  readonly error: "slow-subscriber" | "handler-failed" | "closed" | "disconnected";
  readonly because: string;
}

/** The subject on which every committed envelope is announced, in order. */
export const JOURNAL_SUBJECT = "journal.entries";
