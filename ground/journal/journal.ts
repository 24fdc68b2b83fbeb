import { setTimeout as sleep } from "node:timers/promises";
import { type EntryKind, type Envelope, isRefusal, type Refusal } from "@cordon/kernel";
import type pg from "pg";
import { type Bus, JOURNAL_SUBJECT } from "../bus/port.ts";
import type { Clock } from "../clock.ts";
import type { Projection } from "../projection.ts";
import { errorCodeOf, refusalOf, storeUnavailable } from "../store/problem.ts";
import type { Store } from "../store/store.ts";
import { Batches, type BatchOutcome } from "./batch.ts";
import { ANNOUNCEMENTS, type Growth, type HeadProblem, lockHead, openHead, WRITERS_LOCK } from "./head.ts";
import { EntryTooLarge, envelopeOf } from "./leaf.ts";
import type { Done, Journal, Work } from "./port.ts";
import { publishedKey, type SigningKey } from "./signing-key.ts";
import { readTile } from "./tile.ts";
import { Wire } from "./transaction.ts";
import { refuseAs } from "../refusals.ts";

export interface JournalConfig {
  readonly store: Store;
  readonly key: SigningKey;
  readonly kinds: readonly EntryKind[];
  readonly projections: readonly Projection[];
  readonly clock: Clock;
  readonly bus: Bus;
  /** Other nodes append to the same database: tell them, and listen to them. */
  readonly shared: boolean;
}

export interface OpenJournal extends Journal, AsyncDisposable {}

/** Works in one transaction: enough to make the commit's share negligible, few enough that the first does not wait for the last. */
const MAX_BATCH = 256;
/** Works waiting before new ones are refused: a stalled disk must not fill the memory. */
const MAX_WAITING = 10_000;
/** How long to look for a database that went away while it was committing. */
const RECOVER_WITHIN_MS = 5_000;

/** PostgreSQL's answers to a prepared statement whose tables have changed since, or that a proxy has forgotten. */
const STALE_PLAN: ReadonlySet<string> = new Set(["0A000", "26000"]);

interface Writer {
  readonly client: pg.Client;
  readonly batches: Batches;
  /** Has committed something: its prepared statements may be out of date. */
  worn: boolean;
}

interface Waiting {
  readonly work: Work<unknown>;
  answer(answer: Done<unknown> | Refusal): void;
  fail(error: unknown): void;
}

/** Opens the journal of a store whose tables are up to date. @throws when the store does not answer */
export async function openJournal(config: JournalConfig): Promise<OpenJournal | HeadProblem> {
  const { store, key } = config;
  const first = await connectWriter(store);
  const head = await openHead(first, key);
  if ("problem" in head) {
    await first.end();
    return head;
  }
  return new GroupCommitJournal(config, first, head);
}

class GroupCommitJournal implements OpenJournal {
  readonly #config: JournalConfig;
  readonly #parts;
  readonly #waiting: Waiting[] = [];
  /** Learned by one connection, known to the next. */
  readonly #waitedFor = new Set<string>();
  #writer: Writer | null;
  #listener: pg.Client | null = null;
  #draining: Promise<void> | null = null;
  #catchingUp: Promise<void> = Promise.resolve();
  #closed = false;
  #size: number;
  #checkpoint: string;

  constructor(config: JournalConfig, first: pg.Client, head: { readonly size: number; readonly checkpoint: string }) {
    this.#config = config;
    const projections = Map.groupBy(config.projections, (projection) => projection.kind);
    const kinds = new Map(config.kinds.map((kind) => [kind.kind, kind]));
    this.#parts = { key: config.key, kinds, projections, clock: config.clock, shared: config.shared };
    this.#size = head.size;
    this.#checkpoint = head.checkpoint;
    this.#writer = this.#writing(first);
    if (config.shared) void this.#listen();
  }

  async run<Output>(work: Work<Output>): Promise<Done<Output> | Refusal> {
    if (this.#closed) return storeUnavailable();
    const obstacle = this.#config.store.obstacle();
    if (obstacle !== null) return obstacle;
    if (this.#waiting.length >= MAX_WAITING) return storeUnavailable();
    const { promise, resolve, reject } = Promise.withResolvers<Done<Output> | Refusal>();
    // The output of this very work, kept with its type beside the queue, which forgets it.
    let decided: { readonly output: Output } | null = null;
    const remembering: Work<unknown> = {
      by: work.by,
      operation: work.operation,
      ...(work.touches === undefined ? {} : { touches: work.touches }),
      async decide(context) {
        const answer = await work.decide(context);
        decided = isRefusal(answer) ? null : { output: answer.output };
        return answer;
      },
    };
    this.#waiting.push({
      work: remembering,
      answer(answer) {
        if (isRefusal(answer)) resolve(answer);
        else if (decided === null) reject(new Error(`${work.operation} was appended without having been decided`));
        else resolve({ output: decided.output, entries: answer.entries });
      },
      fail: reject,
    });
    this.#draining ??= this.#drain();
    return promise;
  }

  size(): number {
    return this.#size;
  }

  checkpoint(): string {
    return this.#checkpoint;
  }

  verifierKey(): string {
    return publishedKey(this.#config.key);
  }

  async read(from: number, limit: number): Promise<readonly Envelope[]> {
    const found = await this.#config.store.pool.query<{ body: string }>({
      name: "cordon_read",
      text: "select body from journal_entry where seq >= $1 order by seq limit $2",
      values: [from, limit],
    });
    return found.rows.map((row) => envelopeOf(row.body));
  }

  tile(path: string): Promise<Uint8Array | null> {
    return readTile(this.#config.store.pool, path);
  }

  /** Refuses new works, finishes those that wait, and lets go of the connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#draining;
    await this.#catchingUp;
    await this.#writer?.client.end().catch(() => {});
    await this.#listener?.end().catch(() => {});
    this.#writer = null;
  }

  async #drain(): Promise<void> {
    // Callers of this very moment go into the first batch together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await this.#runTogether(batch);
      } catch (error) {
        for (const one of batch) one.fail(error);
      }
    }
    this.#draining = null;
  }

  async #runTogether(batch: readonly Waiting[]): Promise<void> {
    const outcome = await this.#attempt(batch.map((one) => one.work));
    if (isRefusal(outcome)) {
      for (const one of batch) one.answer(outcome);
      return;
    }
    switch (outcome.outcome) {
      case "committed":
        await this.#accept(outcome.growth);
        batch.forEach((one, at) => {
          const answer = outcome.answers[at];
          if (answer === undefined) one.fail(new Error("a work was left without an answer"));
          else one.answer(answer);
        });
        return;
      case "again":
        return this.#runTogether(batch);
      case "unknown": {
        const happened = await this.#happened(outcome.growth);
        if (!happened) for (const one of batch) one.answer(storeUnavailable());
        else {
          await this.#accept(outcome.growth);
          batch.forEach((one, at) => one.answer(outcome.answers[at] ?? storeUnavailable()));
        }
        return;
      }
      case "rolled-back":
        return this.#afterRollback(batch, outcome.error);
    }
  }

  async #afterRollback(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (STALE_PLAN.has(errorCodeOf(error) ?? "") && this.#writer?.worn === true) {
      this.#dropWriter();
      return this.#runTogether(batch);
    }
    const refusal = refusalOf(error);
    if (refusal !== null && refusal.refused !== "conflict") {
      if (refusal.refused === "unavailable") this.#dropWriter();
      for (const one of batch) one.answer(refusal);
      return;
    }
    const [only, ...others] = batch;
    if (only !== undefined && others.length === 0) {
      if (refusal !== null) only.answer(refusal);
      else if (error instanceof EntryTooLarge)
        only.answer(
          refuseAs("line-too-large", "too-large", `This does not fit one line of the journal: ${error.message}.`),
        );
      else only.fail(error);
      return;
    }
    // One of them is at fault. Alone, only that one fails.
    for (const one of batch) await this.#runTogether([one]);
  }

  async #attempt(works: readonly Work<unknown>[]): Promise<BatchOutcome | Refusal> {
    try {
      if (this.#writer === null) {
        const client = await connectWriter(this.#config.store);
        this.#writer = this.#writing(client);
      }
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      return refusal;
    }
    const writer = this.#writer;
    const outcome = await writer.batches.run(works);
    if (outcome.outcome === "committed") writer.worn = true;
    return outcome;
  }

  #writing(client: pg.Client): Writer {
    return { client, batches: new Batches(client, this.#parts, this.#waitedFor), worn: false };
  }

  #dropWriter(): void {
    const lost = this.#writer;
    this.#writer = null;
    lost?.client.end().catch(() => {});
  }

  /** Whether a growth whose commit was never answered is there. Waits for the lock that the lost transaction may still hold. */
  async #happened(growth: Growth): Promise<boolean> {
    this.#dropWriter();
    const { clock, store } = this.#config;
    const giveUpAt = clock.elapsedMs() + RECOVER_WITHIN_MS;
    while (clock.elapsedMs() < giveUpAt) {
      const there = await isThere(store, growth).catch((error: unknown) => {
        if (refusalOf(error) === null) throw error;
        return null;
      });
      if (there !== null) return there;
      await sleep(50);
    }
    return false;
  }

  /** Tells this node of what it has just committed, and first of what others committed before. */
  async #accept(growth: Growth | null): Promise<void> {
    if (growth === null) return;
    if (growth.from > this.#size) await this.#catchUp(growth.from);
    const next = this.#size;
    this.#checkpoint = growth.note;
    this.#size = Math.max(next, growth.size);
    for (const leaf of growth.leaves) {
      if (leaf.envelope.seq >= next) this.#config.bus.publish(JOURNAL_SUBJECT, leaf.envelope);
    }
  }

  async #listen(): Promise<void> {
    while (!this.#closed) {
      try {
        const listener = await this.#config.store.connect({ name: "journal listener" });
        this.#listener = listener;
        if (this.#closed) return await listener.end();
        listener.on("notification", () => this.#noticed());
        const lost = new Promise<void>((resolve) => {
          listener.once("end", () => resolve());
        });
        await listener.query(`listen ${ANNOUNCEMENTS}`);
        // Whatever came between the last connection and this one.
        this.#noticed();
        await lost;
      } catch (error) {
        if (refusalOf(error) === null) throw error;
        await sleep(250, undefined, { ref: false });
      }
    }
  }

  #noticed(): void {
    // Own commits are announced too; while a batch runs, accepting it settles the order.
    this.#catchingUp = this.#catchingUp
      .then(() => this.#draining)
      .then(() => this.#catchUp(Number.MAX_SAFE_INTEGER))
      .catch((error: unknown) => {
        if (refusalOf(error) === null) throw error;
      });
  }

  /** Publishes what other nodes appended, up to `until`. */
  async #catchUp(until: number): Promise<void> {
    while (this.#size < until) {
      const envelopes = await this.read(this.#size, Math.min(1000, until - this.#size));
      if (envelopes.length === 0) break;
      for (const envelope of envelopes) {
        if (envelope.seq !== this.#size) continue;
        this.#size += 1;
        this.#config.bus.publish(JOURNAL_SUBJECT, envelope);
      }
    }
    const head = await this.#config.store.pool.query<{ checkpoint: string }>("select checkpoint from journal_head");
    this.#checkpoint = head.rows[0]?.checkpoint ?? this.#checkpoint;
  }
}

async function connectWriter(store: Store): Promise<pg.Client> {
  const client = await store.connect({ name: "journal", pipeline: true });
  // A server may have been set up to acknowledge before the disk has it; the journal never does.
  await client.query(
    "set synchronous_commit = on; set statement_timeout = '30s'; set idle_in_transaction_session_timeout = '30s'",
  );
  // Held as long as the connection lives: a rebuild that swaps tables asks for it alone, and so knows that nobody appends.
  await client.query(`select pg_advisory_lock_shared(${WRITERS_LOCK})`);
  return client;
}

async function isThere(store: Store, growth: Growth): Promise<boolean> {
  const client = await store.connect({ name: "journal recovery" });
  try {
    await client.query("begin");
    await lockHead(new Wire(client));
    const found = await client.query<{ leaf_hash: Buffer }>("select leaf_hash from journal_entry where seq = $1", [
      growth.from,
    ]);
    await client.query("rollback");
    const [first] = growth.leaves;
    return first !== undefined && found.rows[0]?.leaf_hash.equals(first.hash) === true;
  } finally {
    await client.end().catch(() => {});
  }
}
