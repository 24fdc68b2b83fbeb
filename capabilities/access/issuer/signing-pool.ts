import type { KeyObject } from "node:crypto";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Claims, KeyId } from "../words.ts";

/** What a signing thread is given: claims as JSON, which costs less to hand over than a thousand objects. */
export interface SigningOrder {
  readonly claims: string;
  readonly kid: KeyId;
  readonly privateKey: KeyObject;
}
/** Texts of passes, a line each: none has a line break in it. Or why there are none. */
export type SigningAnswer = { readonly texts: string } | { readonly failed: string };

interface Waiting {
  readonly order: SigningOrder;
  done(texts: readonly string[]): void;
  fail(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  busy: Waiting | null;
}

/** Small enough that all threads have work of one request, large enough that handing over does not count. */
const SHARE = 500;
/** Threads that have had nothing to do for so long are let go. */
const IDLE_MS = 10_000;

/** Threads that sign, as many as there are cores: one signature takes some 25 microseconds, and a request wants a thousand. */
export class SigningPool implements AsyncDisposable {
  readonly #idleMs: number;
  readonly #waiting: Waiting[] = [];
  readonly #threads = new Set<Thread>();
  #idle: NodeJS.Timeout | null = null;
  #closed = false;

  constructor({ idleMs = IDLE_MS } = {}) {
    this.#idleMs = idleMs;
  }

  /** @throws Error when a thread failed or the pool is closed */
  async sign(claims: readonly Claims[], kid: KeyId, privateKey: KeyObject): Promise<readonly string[]> {
    const shares: Promise<readonly string[]>[] = [];
    for (let from = 0; from < claims.length; from += SHARE) {
      const order = { claims: JSON.stringify(claims.slice(from, from + SHARE)), kid, privateKey };
      shares.push(new Promise((done, fail) => this.#waiting.push({ order, done, fail })));
    }
    this.#hand();
    return (await Promise.all(shares)).flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#hand();
    await this.#letGo();
  }

  #hand(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    if (this.#closed) {
      for (const waiting of this.#waiting.splice(0)) waiting.fail(new Error("the server is closing"));
      return;
    }
    for (const thread of this.#threads) if (thread.busy === null) this.#give(thread);
    while (this.#waiting.length > 0 && this.#threads.size < availableParallelism()) this.#give(this.#start());
    if ([...this.#threads].every(({ busy }) => busy === null)) {
      this.#idle = setTimeout(() => void this.#letGo(), this.#idleMs);
      this.#idle.unref();
    }
  }

  #give(thread: Thread): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    thread.busy = next;
    thread.worker.ref();
    thread.worker.postMessage(next.order);
  }

  #start(): Thread {
    const worker = new Worker(new URL("./signing-thread.ts", import.meta.url));
    const thread: Thread = { worker, busy: null };
    this.#threads.add(thread);
    worker.on("message", (answer: SigningAnswer) => {
      const { busy } = thread;
      thread.busy = null;
      worker.unref();
      if ("texts" in answer) busy?.done(answer.texts.split("\n"));
      else busy?.fail(new Error(answer.failed));
      this.#hand();
    });
    // Whatever ends a thread before it answered, whoever waits for it is told; the next order starts another.
    worker.on("error", (error) => {
      this.#threads.delete(thread);
      thread.busy?.fail(error instanceof Error ? error : new Error(String(error)));
      thread.busy = null;
    });
    worker.on("exit", () => {
      this.#threads.delete(thread);
      thread.busy?.fail(new Error("a signing thread ended before it answered"));
      // What others wait for is not lost with it.
      this.#hand();
    });
    return thread;
  }

  async #letGo(): Promise<void> {
    // Forgotten before they have ended: whoever asks meanwhile is given to another.
    const leaving = [...this.#threads];
    this.#threads.clear();
    await Promise.all(leaving.map(({ worker }) => worker.terminate()));
  }
}
