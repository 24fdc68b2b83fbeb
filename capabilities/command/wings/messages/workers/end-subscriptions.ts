import { inRounds, tablesOf, type Worker } from "@cordon/ground";
import { isRefusal } from "@cordon/kernel";
import type { PushTables } from "../push/tables.ts";

const OFTEN_MS = 60_000;
/** Keys destroyed in one transaction: others wait for it. */
const TOGETHER = 200;

/** Forgets where phones that were revoked can be reached: the address goes, and the key it was kept under. */
export const endSubscriptions: Worker = {
  name: "command.end-subscriptions",
  async start({ journal, vault, log }) {
    const some = () =>
      journal.run({
        by: { kind: "system", id: "command.end-subscriptions" },
        operation: "command.end-subscriptions",
        async decide({ tx }) {
          const db = tablesOf<PushTables>(tx);
          const ended = await db
            .selectFrom("push_subscription")
            .select(["id", "subject"])
            .where("ended_at", "is not", null)
            .limit(TOGETHER)
            .execute();
          for (const { id, subject } of ended) {
            await db.deleteFrom("push_subscription").where("id", "=", id).execute();
            await vault.erase(tx, subject);
          }
          return { entries: [], output: ended.length };
        },
      });
    return inRounds({
      ...{ everyMs: OFTEN_MS, log, failed: "subscriptions of revoked phones could not be ended", atOnce: true },
      async round(stopping) {
        while (!stopping.aborted) {
          const done = await some();
          if (isRefusal(done) || done.output < TOGETHER) return;
        }
      },
    });
  },
};
