import { inRounds, tablesOf, type Worker } from "@cordon/ground";
import { instantOf, isRefusal } from "@cordon/kernel";
import type { MessageTables } from "../tables.ts";
import { MessagesForgotten } from "../words.ts";

const OFTEN_MS = 60_000;
/** Keys destroyed in one transaction: others wait for it. */
const TOGETHER = 200;

/**
 * Destroys the keys of what was written longer ago than it may be kept, and says in the journal how far it has come. That something was
 * written, by whom and to whom, stays there.
 * @param keepDays for how long; the operation's own log keeps nothing longer than it needs it
 */
export const forgetMessages = (keepDays: number): Worker => ({
  name: "command.forget-messages",
  async start({ journal, vault, clock, log }) {
    const some = () =>
      journal.run({
        by: { kind: "system", id: "command.forget-messages" },
        operation: "command.forget-messages",
        async decide({ tx }) {
          const db = tablesOf<MessageTables>(tx);
          const done = await db.selectFrom("message_forgotten").select("until_seq").executeTakeFirst();
          const old = await db
            .selectFrom("message")
            .select(["seq", "text"])
            .where("seq", ">", done?.until_seq ?? -1)
            .where("at", "<", instantOf(Date.parse(clock.now()) - keepDays * 86_400_000))
            .orderBy("seq")
            .limit(TOGETHER)
            .execute();
          for (const { text } of old) await vault.erase(tx, text);
          const last = old.at(-1);
          return {
            entries: last === undefined ? [] : [MessagesForgotten.of({ untilSeq: last.seq, messages: old.length })],
            output: old.length,
          };
        },
      });
    return inRounds({
      ...{ everyMs: OFTEN_MS, log, failed: "old messages could not be forgotten", atOnce: true },
      async round(stopping) {
        while (!stopping.aborted) {
          const done = await some();
          if (isRefusal(done) || done.output < TOGETHER) return;
        }
      },
    });
  },
});
