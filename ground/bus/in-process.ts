import type { Bus, BusDrop } from "./port.ts";

/** More than a full second of the busiest hour's entries; a queue of references costs 8 bytes each. */
const QUEUE_LIMIT = 10_000;

interface Subscriber {
  readonly take: (message: unknown) => void;
  /** Resolves when its queue has been delivered. */
  readonly idle: () => Promise<void>;
}

/** The bus within one process. @param queueLimit messages a subscriber may lag behind before it is dropped */
export function inProcessBus({ queueLimit = QUEUE_LIMIT } = {}): Bus {
  const subjects = new Map<string, Set<Subscriber>>();
  let closed = false;
  return {
    publish(subject, message) {
      if (closed) return;
      for (const subscriber of subjects.get(subject) ?? []) subscriber.take(message);
    },
    subscribe(subject, handler, onDropped) {
      if (closed) {
        onDropped({ error: "closed", because: "The bus is closed." });
        return () => {};
      }
      const others = subjects.get(subject) ?? new Set();
      subjects.set(subject, others);
      const leave = () => {
        others.delete(subscriber);
        if (others.size === 0 && subjects.get(subject) === others) subjects.delete(subject);
      };
      const { subscriber, stop } = subscription(handler, queueLimit, (reason) => {
        leave();
        onDropped(reason);
      });
      others.add(subscriber);
      return () => {
        leave();
        stop();
      };
    },
    async close() {
      closed = true;
      const all = [...subjects.values()].flatMap((subscribers) => [...subscribers]);
      subjects.clear();
      await Promise.all(all.map((subscriber) => subscriber.idle()));
    },
  };
}

function subscription(
  handler: (message: unknown) => void | Promise<void>,
  queueLimit: number,
  onDropped: (reason: BusDrop) => void,
): { readonly subscriber: Subscriber; readonly stop: () => void } {
  let queue: unknown[] = [];
  let delivering: Promise<void> | null = null;
  let ended = false;

  const drop = (reason: BusDrop) => {
    if (ended) return;
    ended = true;
    queue = [];
    onDropped(reason);
  };
  const deliver = async () => {
    // Never within publish: whoever publishes must not be slowed down, or broken, by who listens.
    await Promise.resolve();
    while (queue.length > 0 && !ended) {
      const batch = queue;
      queue = [];
      for (let i = 0; i < batch.length && !ended; i++) {
        waiting = batch.length - i;
        try {
          const handled = handler(batch[i]);
          if (handled instanceof Promise) await handled;
        } catch (error) {
          drop({
            error: "handler-failed",
            because: `The handler failed: ${error instanceof Error ? error.message : String(error)}`,
          });
        }
      }
      waiting = 0;
    }
    delivering = null;
  };
  // Of the batch in delivery, the one being handled included.
  let waiting = 0;
  const subscriber: Subscriber = {
    take(message) {
      if (ended) return;
      if (queue.length + waiting >= queueLimit) {
        drop({
          error: "slow-subscriber",
          because: `It had ${queueLimit} messages waiting. It must catch up from the journal.`,
        });
        return;
      }
      queue.push(message);
      delivering ??= deliver();
    },
    idle: async () => {
      await delivering;
    },
  };
  return {
    subscriber,
    stop() {
      ended = true;
      queue = [];
    },
  };
}
