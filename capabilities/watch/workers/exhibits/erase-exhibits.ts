import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { type Instant, isRefusal, SignalDismissed } from "@cordon/kernel";
import { erase, GRACE_SECONDS, type KeptSignal, mustGo } from "../../rules/exhibits.ts";
import { everythingErased, isWanted, keptSignal, keptSignals } from "../../tables/exhibits.ts";
import type { WatchTables } from "../../tables.ts";
import { Line } from "../line.ts";

const LOOK_EVERY_MS = 30_000;

export type EraserContext = Pick<
  WorkerContext,
  "read" | "journal" | "announced" | "blobs" | "mandates" | "vault" | "clock" | "log"
>;

/** @param graceSeconds from a dismissal to the end of its pictures */
export const eraseExhibits = (graceSeconds = GRACE_SECONDS): Worker => ({
  name: "watch.erase-exhibits",
  async start(context) {
    const eraser = new ExhibitEraser(context, graceSeconds);
    await eraser.open();
    return eraser;
  },
});

/** Destroys what is kept of a signal's seconds when it was dismissed and stayed so, or when its mandate lets it be kept no longer. */
export class ExhibitEraser implements AsyncDisposable {
  readonly #context: EraserContext;
  readonly #graceSeconds: number;
  readonly #stack = new AsyncDisposableStack();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #line: Line;
  readonly #look: () => void;

  constructor(context: EraserContext, graceSeconds: number) {
    this.#context = context;
    this.#graceSeconds = graceSeconds;
    this.#line = new Line((error) => context.log.error({ error }, "watch.erase-exhibits failed"));
    this.#look = this.#line.review(() => this.#eraseDue());
  }

  async open(): Promise<void> {
    const { announced } = this.#context;
    this.#stack.defer(
      announced.hear(
        (envelope) => {
          if (SignalDismissed.is(envelope)) this.#soon();
        },
        () => this.#look(),
      ),
    );
    const timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#stack.defer(() => clearInterval(timer));
    await this.#finish();
    this.#look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#line[Symbol.asyncDispose]();
  }

  /** The moment the grace of a dismissal is over. */
  #soon(): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#look();
      },
      1000 * this.#graceSeconds + 50,
    );
    this.#timers.add(timer);
  }

  async #eraseDue(): Promise<void> {
    const { read, clock } = this.#context;
    for (const kept of await keptSignals(tablesOf<WatchTables>(read))) {
      if (this.#mustGo(kept, clock.now()) !== null) await this.#erase(kept);
    }
  }

  #mustGo(kept: KeptSignal, now: Instant) {
    const mandate = this.#context.mandates.all().find(({ id }) => id === kept.mandate);
    return mustGo(kept, now, { graceSeconds: this.#graceSeconds, retentionDays: mandate?.retentionDays ?? null });
  }

  /** Said first, then done: what is said and was cut off is done at the next start. */
  async #erase({ signal }: KeptSignal): Promise<void> {
    const { journal, vault, log } = this.#context;
    const done = await journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.erase-exhibits",
      decide: async ({ tx, now }) => {
        // As it stands in the transaction: a dismissal may have been taken back a moment ago.
        const kept = await keptSignal(tablesOf<WatchTables>(tx), signal);
        const because = kept === null ? null : this.#mustGo(kept, now);
        if (kept === null || because === null) return { entries: [], output: null };
        if (kept.subject !== null) await vault.erase(tx, kept.subject);
        const entries = erase(kept, because);
        return isRefusal(entries) ? entries : { entries, output: kept };
      },
    });
    if (isRefusal(done)) log.warn({ signal, because: done.because }, "watch: pictures could not be erased yet");
    else if (done.output !== null) await this.#destroy([done.output]);
  }

  /** Whatever an erasure said that the server was stopped before it did. */
  async #finish(): Promise<void> {
    await this.#destroy(await everythingErased(tablesOf<WatchTables>(this.#context.read)));
  }

  async #destroy(erased: readonly KeptSignal[]): Promise<void> {
    const { blobs, read } = this.#context;
    for (const { blob } of erased.flatMap(({ exhibits, originals }) => [...exhibits, ...originals])) {
      if (!(await isWanted(tablesOf<WatchTables>(read), blob))) await blobs.erase(blob);
    }
  }
}
