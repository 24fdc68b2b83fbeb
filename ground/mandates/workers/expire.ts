import { isRefusal, type MandateId } from "@cordon/kernel";
import { tablesOf } from "../../store/schema.ts";
import type { Worker, WorkerContext } from "../../worker.ts";
import { expire as decide } from "../rules.ts";
import { type MandateTables, mandateOf } from "../tables.ts";

const TRY_AGAIN_EVERY_MS = 1_000;

/** Writes `mandate.ended` down when a period is over. Processing does not wait for it: the book has told it already. */
export const expire: Worker = { name: "mandates.expire", start: async (context) => expiring(context) };

export function expiring({
  journal,
  mandates,
  clock,
  log,
  signal,
}: Pick<WorkerContext, "journal" | "mandates" | "clock" | "log" | "signal">): AsyncDisposable {
  let running: Promise<void> | null = null;
  const over = () => mandates.all().filter(({ endedAt, period }) => endedAt === null && period.until <= clock.now());

  async function write(mandate: MandateId): Promise<void> {
    const done = await journal.run({
      by: { kind: "system", id: "mandates" },
      operation: "mandates.expire",
      // Decided on the row, in the transaction: of several servers that notice, one writes.
      async decide({ tx, now }) {
        const row = await tablesOf<MandateTables>(tx)
          .selectFrom("mandate")
          .selectAll()
          .where("id", "=", mandate)
          .executeTakeFirst();
        return { entries: row === undefined ? [] : decide(mandateOf(row), now), output: null };
      },
    });
    if (isRefusal(done)) log.warn({ mandate, refused: done.refused }, "mandates.expire: will try again");
  }

  function notice(): void {
    if (signal.aborted || running !== null || over().length === 0) return;
    running = Promise.all(over().map(({ id }) => write(id)))
      .then(
        () => {},
        (error: unknown) => log.error({ error }, "mandates.expire failed"),
      )
      .finally(() => {
        running = null;
      });
  }

  const stop = mandates.onChange(notice);
  // What ended while no server ran, and what could not be written at once.
  const timer = setInterval(notice, TRY_AGAIN_EVERY_MS);
  timer.unref();
  notice();
  return {
    async [Symbol.asyncDispose]() {
      stop();
      clearInterval(timer);
      await running;
    },
  };
}
