import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { instantOf, isRefusal, millisecondsOf, SignalDismissed, SignalReopened } from "@cordon/kernel";
import { weigh } from "../../rules/quality.ts";
import { DAY_MS, triagedOf } from "../../rules/statistics.ts";
import { eventOf, signalsFrom } from "../../tables/quality.ts";
import type { WatchTables } from "../../tables.ts";
import type { EventOfCamera } from "../../words/quality.ts";
import { Line } from "../line.ts";

export type BudgetContext = Pick<WorkerContext, "read" | "journal" | "announced" | "clock" | "log">;

/** Time alone settles a budget that was exceeded: nobody triages anything while it does. */
const EVERY_MS = 60_000;

/** Flags a camera's event that costs more false alerts than its budget, and takes the flag back when it no longer does. */
export const weighBudgets: Worker = {
  name: "watch.weigh-budgets",
  async start(context) {
    const scales = new Scales(context);
    scales.open();
    return scales;
  },
};

export class Scales implements AsyncDisposable {
  readonly #context: BudgetContext;
  readonly #stack = new AsyncDisposableStack();
  readonly #line: Line;
  /** Soon. */
  readonly weighAll: () => void;

  constructor(context: BudgetContext) {
    this.#context = context;
    this.#line = new Line((error) => context.log.error({ error }, "watch.weigh-budgets failed"));
    this.weighAll = this.#line.review(async () => {
      for (const of of await this.#doubtful()) await this.#weigh(of);
    });
  }

  open(): void {
    this.#stack.defer(
      this.#context.announced.hear(
        (envelope) => {
          if (SignalDismissed.is(envelope) || SignalReopened.is(envelope)) this.weighAll();
        },
        () => this.weighAll(),
      ),
    );
    const timer = setInterval(() => this.weighAll(), EVERY_MS);
    this.#stack.defer(() => clearInterval(timer));
    this.weighAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
    await this.#line[Symbol.asyncDispose]();
  }

  /** Events with a false alert in the last 24 hours, and those that are flagged. */
  async #doubtful(): Promise<readonly EventOfCamera[]> {
    const { clock } = this.#context;
    const read = tablesOf<WatchTables>(this.#context.read);
    return read
      .selectFrom("camera_signal")
      .select(["camera", "kind"])
      .where("noticed_at", ">=", instantOf(millisecondsOf(clock.now()) - DAY_MS))
      .where("reason", "=", "false-alert")
      .union(read.selectFrom("camera_event").select(["camera", "kind"]).where("exceeded_since", "is not", null))
      .execute();
  }

  async #weigh(of: EventOfCamera): Promise<void> {
    const done = await this.#context.journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.weigh-budgets",
      decide: async ({ tx, now }) => {
        const read = tablesOf<WatchTables>(tx);
        const lately = await signalsFrom(read, instantOf(millisecondsOf(now) - DAY_MS), of);
        return { entries: weigh(await eventOf(read, of), triagedOf(lately).wrong), output: null };
      },
    });
    if (isRefusal(done))
      this.#context.log.warn({ camera: of.camera, because: done.because }, "watch: could not be written down");
  }
}
