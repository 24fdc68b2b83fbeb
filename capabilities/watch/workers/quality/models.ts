import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { isRefusal, type Refusal } from "@cordon/kernel";
import { checkModel } from "../../detector/check.ts";
import { fetchModel } from "../../detector/fetch-model.ts";
import { acceptModel, refuseModel, type StandingModel } from "../../rules/model.ts";
import type { Decision } from "../../rules.ts";
import { modelBySha256, modelsIn } from "../../tables/models.ts";
import type { WatchTables } from "../../tables.ts";
import { type Layout, ModelAdded, ModelRemoved } from "../../words/model.ts";
import { Line } from "../line.ts";

export type ModelKeeperContext = Pick<WorkerContext, "read" | "journal" | "announced" | "blobs" | "log">;

/** Fetches the models that operators ask for, has them looked at, and destroys those that were removed. */
export const keepModels: Worker = {
  name: "watch.keep-models",
  async start(context) {
    const keeper = new ModelKeeper(context);
    keeper.open();
    return keeper;
  },
};

export class ModelKeeper implements AsyncDisposable {
  readonly #context: ModelKeeperContext;
  readonly #stop = new AbortController();
  readonly #stack = new AsyncDisposableStack();
  readonly #line: Line;
  readonly #review: () => void;

  constructor(context: ModelKeeperContext) {
    this.#context = context;
    this.#line = new Line((error) => context.log.error({ error }, "watch.keep-models failed"));
    this.#review = this.#line.review(() => this.#reviewed());
  }

  open(): void {
    this.#stack.defer(
      this.#context.announced.hear(
        (envelope) => {
          if (ModelAdded.is(envelope) || ModelRemoved.is(envelope)) this.#review();
        },
        () => this.#review(),
      ),
    );
    this.#review();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#stack.disposeAsync();
    await this.#line[Symbol.asyncDispose]();
  }

  async #reviewed(): Promise<void> {
    const read = tablesOf<WatchTables>(this.#context.read);
    for (const { said } of await modelsIn(read, "removed")) await this.#context.blobs.erase(said.sha256);
    for (const model of await modelsIn(read, "waiting")) {
      const found = await this.#obtained(model);
      // A server that stops leaves the model waiting: the next start takes it up again.
      if (this.#stop.signal.aborted) return;
      await this.#decide(model, (now) =>
        isRefusal(found) ? refuseModel(now, found.because) : acceptModel(now, found),
      );
    }
  }

  /** Kept only when it is what it should be: until then nothing of it is on the disk. */
  async #obtained({ said }: StandingModel): Promise<{ readonly bytes: number; readonly layout: Layout } | Refusal> {
    const kept = await this.#context.blobs.get(said.sha256);
    const bytes = isRefusal(kept) ? await fetchModel(said.source, said.sha256, this.#stop.signal) : kept;
    if (isRefusal(bytes)) return bytes;
    const layout = await checkModel(bytes, said.classes, this.#stop.signal);
    if (isRefusal(layout)) return layout;
    const stored = await this.#context.blobs.put(bytes);
    return isRefusal(stored) ? stored : { bytes: bytes.byteLength, layout };
  }

  async #decide({ said }: StandingModel, decide: (standing: StandingModel) => Decision): Promise<void> {
    const done = await this.#context.journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.keep-models",
      decide: async ({ tx }) => {
        const standing = await modelBySha256(tablesOf<WatchTables>(tx), said.sha256);
        const entries = standing === null ? [] : decide(standing);
        return isRefusal(entries) ? entries : { entries, output: null };
      },
    });
    // Removed meanwhile, or looked at by another node of this server.
    if (isRefusal(done)) this.#context.log.info({ because: done.because }, "watch: a model was no longer waited for");
  }
}
