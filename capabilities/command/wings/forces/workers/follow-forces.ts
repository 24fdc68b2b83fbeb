import { type Bus, JOURNAL_SUBJECT, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { AnyEnvelope, type Envelope } from "@cordon/kernel";
import type { CommandTables } from "../../../tables.ts";
import type { ForceIndex } from "../index/force-index.ts";
import { learn } from "../index/learn.ts";
import { load } from "../index/load.ts";
import type { ForcesTables } from "../tables.ts";

/** Often enough that a question never has more than a second's movements to take in first. */
const REFRESH_MS = 1000;
/** How long it waits before it reads everything again after it was dropped. */
const AGAIN_MS = 1000;

/** Keeps the index of forces where the journal is: from the tables when it starts, entry by entry from then on, and anew when it lost touch. */
export const followForces = (index: ForceIndex): Worker => ({
  name: "command.follow-forces",
  async start(context) {
    const following = new Following(index, context);
    await following.begin();
    return following;
  },
});

class Following implements AsyncDisposable {
  readonly #index: ForceIndex;
  readonly #context: WorkerContext;
  readonly #timer: NodeJS.Timeout;
  #stop: () => void = () => {};
  #again: NodeJS.Timeout | null = null;
  #reading: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(index: ForceIndex, context: WorkerContext) {
    this.#index = index;
    this.#context = context;
    this.#timer = setInterval(() => {
      if (index.ready) index.refresh();
    }, REFRESH_MS);
  }

  async begin(): Promise<void> {
    this.#index.clear();
    // Listening comes before reading; what arrives meanwhile waits until the tables are in.
    const waiting: Envelope[] = [];
    let reading = true;
    this.#stop = listen(
      this.#context.bus,
      (envelope) => {
        if (reading) waiting.push(envelope);
        else learn(this.#index, envelope);
      },
      (because) => {
        this.#index.clear();
        if (this.#ended) return;
        this.#context.log.warn({ because }, "the index of forces lost touch and is read again");
        this.#again = setTimeout(() => {
          this.#reading = this.begin().catch((error: unknown) =>
            this.#context.log.error(
              { error },
              "the index of forces cannot be read; suggestions are slower until it can",
            ),
          );
        }, AGAIN_MS);
      },
    );
    await load(this.#index, tablesOf<CommandTables & ForcesTables>(this.#context.read));
    for (const envelope of waiting) learn(this.#index, envelope);
    reading = false;
    if (!this.#ended) this.#index.opened();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    clearInterval(this.#timer);
    if (this.#again !== null) clearTimeout(this.#again);
    this.#stop();
    await this.#reading;
  }
}

function listen(bus: Bus, take: (envelope: Envelope) => void, lost: (because: string) => void): () => void {
  return bus.subscribe(
    JOURNAL_SUBJECT,
    (message) => take(AnyEnvelope.parse(message)),
    ({ because }) => lost(because),
  );
}
