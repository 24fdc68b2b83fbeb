import {
  EntryId,
  type EntryKind,
  type Envelope,
  type Frontier,
  type Instant,
  isRefusal,
  type NewEntry,
  type Refusal,
} from "@cordon/kernel";
import pg from "pg";
import { type Clock, newId } from "../clock.ts";
import type { Projection } from "../projection.ts";
import { type Growth, growTree, lockHead, writeHead, writeLeaves } from "./head.ts";
import { type Leaf, leafOf } from "./leaf.ts";
import type { Accepted, Done, Work } from "./port.ts";
import type { SigningKey } from "./signing-key.ts";
import { Preparing, sendQuery, Turn, Wire } from "./transaction.ts";

/** What every batch needs to know. */
export interface BatchParts {
  readonly key: SigningKey;
  readonly kinds: ReadonlyMap<string, EntryKind>;
  readonly projections: ReadonlyMap<string, readonly Projection[]>;
  readonly clock: Clock;
  /** Other nodes append to the same database: batches take turns with theirs, and they are told of new entries. */
  readonly shared: boolean;
}

/** What became of works that shared a transaction. */
export type BatchOutcome =
  | {
      readonly outcome: "committed";
      readonly answers: readonly (Done<unknown> | Refusal)[];
      readonly growth: Growth | null;
    }
  /** Nothing was changed. For a batch of one, `error` is that work's own. */
  | { readonly outcome: "rolled-back"; readonly error: unknown }
  /** Nothing was changed, and running it again will do: a projection took more queries than expected, or the head had moved. */
  | { readonly outcome: "again" }
  /** The connection was lost while committing: `growth` may or may not be there. */
  | {
      readonly outcome: "unknown";
      readonly answers: readonly (Done<unknown> | Refusal)[];
      readonly growth: Growth;
      readonly error: unknown;
    };

/** A work may take this long to decide; then it is a bug, and must not hold up everybody else. */
const DECIDE_WITHIN_MS = 10_000;

/** Decided, projected and signed; the head is still as it was. */
interface Prepared {
  readonly answers: readonly (Done<unknown> | Refusal)[];
  readonly growth: Growth | null;
  /** A work was accepted that wrote tables of its own, whether or not it appended anything. */
  readonly wrote: boolean;
}

/** A work wrote, then refused. Its writes must go, so it has to have a transaction of its own. */
class MustRunAlone extends Error {}

/**
 * Runs works in one transaction, each seeing what the earlier ones did to anything it touches.
 *
 * Round trips are what a batch costs, so nothing is waited for that need not be: a projection's first query is on its way when
 * the next work begins to read, and the server takes them in that order. A projection that sends more than one query would
 * be overtaken; that is noticed, the batch is run again, and projections of that kind are waited for from then on.
 */
export class Batches {
  readonly #wire: Wire;
  readonly #parts: BatchParts;
  readonly #preparing = new Preparing();
  readonly #running = new Set<Turn>();
  /** Kinds whose projections take several queries, as experience has shown. */
  readonly #waitedFor: Set<string>;
  /**
   * Where the tree stood after the last batch; null when it has to be read. Alone on a database this is trusted and no lock is taken:
   * were it wrong all the same, the next number would be taken and the primary key of the entries refuse it.
   */
  #known: Frontier | null = null;

  constructor(client: pg.Client, parts: BatchParts, waitedFor: Set<string>) {
    this.#wire = new Wire(client);
    this.#parts = parts;
    this.#waitedFor = waitedFor;
  }

  async run(works: readonly Work<unknown>[]): Promise<BatchOutcome> {
    let prepared: Prepared | "again";
    try {
      prepared = await this.#prepare(works);
    } catch (error) {
      // Before the rollback: what a straggler sends after it would be a transaction of its own.
      for (const turn of this.#running) turn.closed = true;
      this.#running.clear();
      await this.#wire.query("rollback").catch(() => {});
      const wasKnown = this.#known !== null;
      this.#known = null;
      return wasKnown && isTaken(error) ? { outcome: "again" } : { outcome: "rolled-back", error };
    }
    if (prepared === "again") {
      await this.#wire.query("rollback").catch(() => {});
      return { outcome: "again" };
    }
    const { answers, growth } = prepared;
    if (growth === null) return this.#endWithoutGrowth(prepared);
    const written = writeHead(this.#wire, growth, this.#parts.shared);
    // Sent along: after a failed statement, COMMIT undoes the transaction and says so.
    const ended = this.#wire.query("commit");
    ended.catch(() => {});
    const failed = await written.then(
      () => null,
      (error: unknown) => ({ error }),
    );
    try {
      const { command } = await ended;
      if (command === "COMMIT") {
        this.#known = this.#parts.shared ? null : growth.frontier;
        return { outcome: "committed", answers, growth };
      }
      this.#known = null;
      return { outcome: "rolled-back", error: failed?.error ?? new Error(`PostgreSQL answered ${command} to COMMIT`) };
    } catch (error) {
      return { outcome: "unknown", answers, growth, error };
    }
  }

  /** Nothing was appended. What accepted works wrote of their own is kept; what refused ones may have tried is undone. */
  async #endWithoutGrowth({ answers, wrote }: Prepared): Promise<BatchOutcome> {
    if (!wrote) {
      await this.#wire.query("rollback").catch(() => {});
      return { outcome: "committed", answers, growth: null };
    }
    try {
      const { command } = await this.#wire.query("commit");
      if (command === "COMMIT") return { outcome: "committed", answers, growth: null };
      return { outcome: "rolled-back", error: new Error(`PostgreSQL answered ${command} to COMMIT`) };
    } catch (error) {
      return { outcome: "rolled-back", error };
    }
  }

  async #prepare(works: readonly Work<unknown>[]): Promise<Prepared | "again"> {
    const begun = this.#wire.query("begin");
    const locked = this.#known === null ? lockHead(this.#wire) : Promise.resolve(this.#known.copy());
    const pending: Promise<void>[] = [watched(begun), watched(locked)];
    const answers: (Done<unknown> | Refusal)[] = [];
    const leaves: Leaf[] = [];
    using deadline = new Deadline(DECIDE_WITHIN_MS);
    let misordered = false;
    let wrote = false;
    const decide = (work: Work<unknown>) => {
      const now = this.#parts.clock.now();
      const deciding = this.#decide(work, now, deadline, works.length > 1);
      // Looked at in its turn.
      deciding.catch(() => {});
      return { work, now, deciding };
    };
    for (let first = 0; first < works.length; ) {
      // All of their questions travel together, so that however many they are, they wait for the server once.
      const beside = sideBySide(works, first).map(decide);
      first += beside.length;
      for (const { work, now, deciding } of beside) {
        const { decided, wrote: wroteOwn } = await deciding;
        if (isRefusal(decided)) {
          answers.push(decided);
          continue;
        }
        wrote ||= wroteOwn;
        const from = (await locked).size + leaves.length;
        const own = decided.entries.map((entry, at) => leafOf(this.#envelope(work, entry, from + at, now)));
        for (const { envelope } of own) {
          for (const projection of this.#parts.projections.get(envelope.kind) ?? []) {
            const turn = this.#turn();
            const done = projection.apply(turn.tx, envelope).then(() => {
              this.#close(turn);
              if (turn.late) misordered = true;
              if (turn.sent > 1) this.#waitedFor.add(envelope.kind);
            });
            pending.push(watched(done));
            if (this.#waitedFor.has(envelope.kind)) await done;
            else await Promise.race([turn.firstSent(), done]);
          }
        }
        leaves.push(...own);
        answers.push({ output: decided.output, entries: own.map((leaf) => leaf.envelope) });
      }
    }
    let growth: Growth | null = null;
    if (leaves.length > 0) {
      const frontier = await locked;
      pending.push(watched(writeLeaves(this.#wire, frontier.size, leaves)));
      // The server inserts while this thread signs.
      this.#wire.flush();
      growth = growTree(frontier, leaves, this.#parts.key);
    }
    for (const one of pending) await one;
    return misordered ? "again" : { answers, growth, wrote };
  }

  async #decide(
    work: Work<unknown>,
    now: Instant,
    deadline: Deadline,
    inCompany: boolean,
  ): Promise<{ readonly decided: Accepted<unknown> | Refusal; readonly wrote: boolean }> {
    const turn = this.#turn();
    const decided = await deadline.hold(work.operation, work.decide({ tx: turn.tx, now }));
    this.#close(turn);
    if (isRefusal(decided) && turn.wrote && inCompany) throw new MustRunAlone(`${work.operation} wrote, then refused`);
    return { decided, wrote: turn.wrote };
  }

  #envelope(work: Work<unknown>, entry: NewEntry, seq: number, at: Instant): Envelope {
    const kind = this.#parts.kinds.get(entry.kind);
    if (kind === undefined)
      throw new TypeError(`${work.operation} appends ${entry.kind}, a kind no capability has defined`);
    return {
      seq,
      id: newId(EntryId),
      at,
      kind: entry.kind,
      by: work.by,
      operation: work.operation,
      mandate: entry.mandate,
      data: kind.data.parse(entry.data),
    };
  }

  #turn(): Turn {
    const turn = new Turn(
      (query) => sendQuery(this.#wire, this.#preparing, query),
      (sender) => {
        for (const other of this.#running) if (other !== sender) other.overtaken = true;
      },
    );
    this.#running.add(turn);
    return turn;
  }

  #close(turn: Turn): void {
    turn.closed = true;
    this.#running.delete(turn);
  }
}

/** The works from the `first` on of which no two touch the same; that one alone where it does not say what it touches. */
function sideBySide(works: readonly Work<unknown>[], first: number): readonly Work<unknown>[] {
  const touched = new Set<string>();
  let end = first;
  for (let work = works[end]; work?.touches !== undefined; work = works[++end]) {
    if (work.touches.some((name) => touched.has(name))) break;
    for (const name of work.touches) touched.add(name);
  }
  return works.slice(first, Math.max(end, first + 1));
}

/**
 * PostgreSQL's unique_violation. With a number that is taken, the entry's own row fails, or that of a projection that goes by the number,
 * whichever comes first.
 */
function isTaken(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "23505";
}

/** A promise whose failure is looked at later: until then it must not count as unhandled. */
function watched(promise: Promise<unknown>): Promise<void> {
  const settled = promise.then(() => {});
  settled.catch(() => {});
  return settled;
}

/** Fails whoever is being waited for when the time is up. */
class Deadline implements Disposable {
  readonly #timer: NodeJS.Timeout;
  readonly #late: Promise<never>;
  /** In the order in which they began. */
  readonly #waitingFor = new Set<{ readonly operation: string }>();

  constructor(ms: number) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#late = promise;
    this.#late.catch(() => {});
    this.#timer = setTimeout(() => {
      const [slow] = this.#waitingFor;
      reject(new Error(`${slow?.operation} took more than ${ms / 1000} s to decide`));
    }, ms);
  }

  async hold<Value>(operation: string, promise: Promise<Value>): Promise<Value> {
    const waiting = { operation };
    this.#waitingFor.add(waiting);
    try {
      return await Promise.race([promise, this.#late]);
    } finally {
      this.#waitingFor.delete(waiting);
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
