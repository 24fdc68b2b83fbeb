import { isRefusal } from "@cordon/kernel";
import { tablesOf } from "../../store/schema.ts";
import type { Worker } from "../../worker.ts";
import type { IdentityTables } from "../tables.ts";

const EVERY_MS = 600_000;

/** Removes sessions, invitations, enrolment codes and spent challenges that are over. They open nothing already; this keeps the tables small. */
export const sweep: Worker = {
  name: "identity.sweep",
  async start({ journal, log }) {
    const once = async () => {
      const done = await journal.run({
        by: { kind: "system", id: "identity" },
        operation: "identity.sweep",
        async decide({ tx, now }) {
          const db = tablesOf<IdentityTables>(tx);
          await db.deleteFrom("identity_session").where("until", "<=", now).execute();
          await db.deleteFrom("identity_invitation").where("until", "<=", now).execute();
          await db.deleteFrom("identity_enrolment").where("until", "<=", now).execute();
          await db.deleteFrom("identity_spent_challenge").where("until", "<=", now).execute();
          return { entries: [], output: null };
        },
      });
      if (isRefusal(done)) log.warn({ refused: done.refused }, "identity.sweep: will try again");
    };
    const timer = setInterval(
      () => void once().catch((error: unknown) => log.error({ error }, "identity.sweep failed")),
      EVERY_MS,
    );
    timer.unref();
    return { [Symbol.asyncDispose]: async () => clearInterval(timer) };
  },
};
