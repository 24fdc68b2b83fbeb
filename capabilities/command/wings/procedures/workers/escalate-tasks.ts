import { inRounds, type Journal, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { isRefusal, type Instant } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { escalate, stepDue, type WaitingTask } from "../rules/escalation.ts";
import { escalationTimes, waitingTasks } from "../tables/clocks.ts";
import type { Tables } from "../tables/rows.ts";

const LOOK_EVERY_MS = 1_000;

/** Writes down that nobody acknowledged an order within its time. */
export const escalateTasks: Worker = {
  name: "command.escalate-tasks",
  start: async ({ read, journal, clock, log }) =>
    inRounds({
      ...{ everyMs: LOOK_EVERY_MS, log, failed: "command.escalate-tasks failed" },
      async round() {
        const done = await escalateDue({ read, journal, now: clock.now() });
        if (isRefusal(done)) log.warn({ refused: done.refused }, "command.escalate-tasks: will try again");
      },
    }),
};

/**
 * Looks outside the journal, and decides inside it on the rows of that transaction by the journal's own time: of several servers that notice
 * the same, the first writes and the others find it written.
 */
export async function escalateDue({
  read,
  journal,
  now,
}: Pick<WorkerContext, "read"> & { readonly journal: Pick<Journal, "run">; readonly now: Instant }) {
  const outside = tablesOf<Tables>(read);
  const times = await escalationTimes(outside);
  const looked = await waiting(outside);
  if (!looked.some((task) => stepDue(task, times, now) !== null)) return { output: 0 };
  return journal.run({
    by: { kind: "system", id: "command" },
    operation: "command.escalate-tasks",
    async decide({ tx, now: decided }) {
      const inside = tablesOf<Tables>(tx);
      const limits = await escalationTimes(inside);
      const entries = (await waiting(inside)).flatMap((task) => {
        const decision = escalate(task, limits, decided);
        return isRefusal(decision) ? [] : decision;
      });
      return { entries, output: entries.length };
    },
  });
}

async function waiting(read: Kysely<Tables>): Promise<readonly WaitingTask[]> {
  return waitingTasks(read).execute();
}
