import { accept, schemaOf, tablesOf } from "@cordon/ground";
import { z } from "zod";
import { holdsTasks } from "../../../operations/operating.ts";
import type { PushTables } from "../push/tables.ts";
import { command } from "./messaging.ts";

export const unsubscribePush = command({
  name: "command.unsubscribe-push",
  summary: "Have this phone told no more when its page is closed.",
  input: z.object({}),
  output: z.object({ subscribed: z.literal(false) }),
  allow: holdsTasks,
  async run({ by, read, vault }) {
    const db = tablesOf<PushTables>(schemaOf(read));
    const gone = await db.deleteFrom("push_subscription").where("device", "=", by.id).returning("subject").execute();
    for (const { subject } of gone) await vault.erase(schemaOf(read), subject);
    return accept([], { subscribed: false as const });
  },
});
