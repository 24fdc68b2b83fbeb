import { inRounds, tablesOf, type Worker } from "@cordon/ground";
import { instantOf, isRefusal } from "@cordon/kernel";
import type { SignalTables } from "../../../tables/rows.ts";
import type { CallTables } from "../tables/rows.ts";
import { CallersForgotten } from "../words.ts";

const OFTEN_MS = 60_000;
/** Keys destroyed in one transaction: others wait for it. */
const TOGETHER = 200;

/**
 * Destroys the keys of those who telephoned longer ago than they may be kept, and says in the journal how far it has come.
 * @param keepDays as for what was written: nobody needs to be called back later
 */
export const forgetCallers = (keepDays: number): Worker => ({
  name: "command.forget-callers",
  async start({ journal, vault, clock, log }) {
    const some = () =>
      journal.run({
        by: { kind: "system", id: "command.forget-callers" },
        operation: "command.forget-callers",
        async decide({ tx }) {
          const db = tablesOf<CallTables & SignalTables>(tx);
          const done = await db.selectFrom("caller_forgotten").select("until_seq").executeTakeFirst();
          const old = await db
            .selectFrom("signal_call")
            .innerJoin("signal", "signal.id", "signal_call.signal")
            .select(["signal_call.seq", "signal_call.caller"])
            .where("signal_call.caller", "is not", null)
            .where("signal_call.seq", ">", done?.until_seq ?? -1)
            .where("signal.noticed_at", "<", instantOf(Date.parse(clock.now()) - keepDays * 86_400_000))
            .orderBy("signal_call.seq")
            .limit(TOGETHER)
            .execute();
          for (const { caller } of old) if (caller !== null) await vault.erase(tx, caller);
          const last = old.at(-1);
          return {
            entries: last === undefined ? [] : [CallersForgotten.of({ untilSeq: last.seq, callers: old.length })],
            output: old.length,
          };
        },
      });
    return inRounds({
      ...{ everyMs: OFTEN_MS, log, failed: "callers could not be forgotten and will be tried again", atOnce: true },
      async round(stopping) {
        while (!stopping.aborted) {
          const done = await some();
          if (isRefusal(done) || done.output < TOGETHER) return;
        }
      },
    });
  },
});
