import { AnyEnvelope, type Envelope } from "@cordon/kernel";
import type { Logger } from "pino";
import { type Bus, JOURNAL_SUBJECT } from "../bus/port.ts";

const FIRST_PATIENCE_MS = 1000;
const LONGEST_PATIENCE_MS = 30_000;

/** Something in memory that is where the journal is: made from the tables, and changed by every entry since. */
export interface Book<State> {
  /** As it is named where it is said that it cannot be read. */
  readonly name: string;
  /** All of it, from the tables. Called again whenever entries were missed. */
  read(): Promise<State>;
  /** One entry, which may have been in the tables already when they were read: it is taken a second time without harm. */
  take(state: State, envelope: Envelope): void;
  /** What stands now; null while it is read. */
  show(state: State | null): void;
}

/** Entries as they are committed, in order, parsed once for all in this process who listen. */
export interface Announced extends Disposable {
  /**
   * @param take one entry; what it throws ends nobody else's listening
   * @param missed entries were not heard, or `take` threw: what was made of them is not to be believed
   * @returns what ends it
   */
  hear(take: (envelope: Envelope) => void, missed?: (because: string) => void): () => void;
  /** Reads a book and keeps it; reads it again when something was missed. @throws what the first reading throws */
  keep<State>(book: Book<State>): Promise<AsyncDisposable>;
}

interface Listener {
  readonly take: (envelope: Envelope) => void;
  readonly missed: (because: string) => void;
}

/** One subscription to the bus for all who listen, taken again when it was lost. */
export function announced(bus: Bus, log: Logger): Announced {
  const listeners = new Set<Listener>();
  let stop: (() => void) | null = null;
  let again: NodeJS.Timeout | undefined;
  let ended = false;

  const tell = (listener: Listener, because: string) => {
    try {
      listener.missed(because);
    } catch (error) {
      log.error({ error }, "who listens to the journal failed to hear that it missed some of it");
    }
  };
  const listen = () => {
    let dropped = false;
    const leave = bus.subscribe(
      JOURNAL_SUBJECT,
      (message) => {
        const envelope = AnyEnvelope.parse(message);
        for (const listener of listeners) {
          try {
            listener.take(envelope);
          } catch (error) {
            log.error(
              { error, kind: envelope.kind, seq: envelope.seq },
              "who listens to the journal failed at an entry",
            );
            tell(listener, error instanceof Error ? error.message : String(error));
          }
        }
      },
      ({ error, because }) => {
        dropped = true;
        stop = null;
        // Whoever closes the bus closes the house.
        if (ended || error === "closed") return;
        log.warn({ because }, "announcements of the journal were lost");
        again = setTimeout(() => {
          listen();
          // Told after listening again: what is read from here on is followed by what is heard.
          for (const listener of listeners) tell(listener, because);
        }, FIRST_PATIENCE_MS);
      },
    );
    if (!dropped) stop = leave;
  };
  const hear: Announced["hear"] = (take, missed = () => {}) => {
    const listener = { take, missed };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  listen();
  return {
    hear,
    keep: (book) => kept(book, hear, log),
    [Symbol.dispose]() {
      ended = true;
      clearTimeout(again);
      listeners.clear();
      stop?.();
    },
  };
}

async function kept<State>(book: Book<State>, hear: Announced["hear"], log: Logger): Promise<AsyncDisposable> {
  let state: State | null = null;
  let waiting: Envelope[] = [];
  /** Counts the readings: one that was overtaken by a newer loss shows nothing. */
  let turn = 0;
  let patience = FIRST_PATIENCE_MS;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();
  let ended = false;

  const read = async () => {
    const mine = ++turn;
    // Listening comes before reading; what arrives meanwhile waits until the tables are in.
    waiting = [];
    if (state !== null) book.show(null);
    state = null;
    const fresh = await book.read();
    if (ended || mine !== turn) return;
    for (const envelope of waiting) book.take(fresh, envelope);
    waiting = [];
    state = fresh;
    patience = FIRST_PATIENCE_MS;
    book.show(fresh);
  };
  const readAgain = () => {
    if (ended) return;
    reading = read().catch((error: unknown) => {
      log.error({ error, book: book.name }, `${book.name} cannot be read; it is tried again`);
      timer = setTimeout(readAgain, patience);
      patience = Math.min(LONGEST_PATIENCE_MS, patience * 2);
    });
  };
  const leave = hear(
    (envelope) => {
      if (state === null) waiting.push(envelope);
      else book.take(state, envelope);
    },
    (because) => {
      log.warn({ because, book: book.name }, `${book.name} is read again`);
      clearTimeout(timer);
      readAgain();
    },
  );
  try {
    await read();
  } catch (error) {
    leave();
    throw error;
  }
  return {
    async [Symbol.asyncDispose]() {
      ended = true;
      clearTimeout(timer);
      leave();
      await reading;
      if (state !== null) book.show(null);
    },
  };
}
