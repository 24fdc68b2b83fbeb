import { createHash } from "node:crypto";
import { accept, newId, schemaOf, tablesOf } from "@cordon/ground";
import { isRefusal, SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { holdsTasks } from "../../../operations/operating.ts";
import { isPushEndpoint } from "../push/endpoint.ts";
import { PushSubscription } from "../push/sender.ts";
import type { PushSettings } from "../push/settings.ts";
import type { PushTables } from "../push/tables.ts";
import { command, readerOf } from "./messaging.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseMessage } from "../words/refusals.ts";

/** A phone has one browser that matters; a unit has a few phones. */
const MOST_OF_A_UNIT = 20;

export const SUBSCRIPTION = "subscription";
export const subscriptionId = (endpoint: string) => createHash("sha256").update(endpoint).digest("hex");

export const subscribePush = (push: PushSettings | null) =>
  command({
    name: "command.subscribe-push",
    summary:
      "Have this phone told of tasks and urgent messages though its page is closed. No more than that there is something passes through others.",
    input: PushSubscription,
    output: z.object({ subscribed: z.literal(true) }),
    allow: holdsTasks,
    async run({ input, by, read, now, vault }) {
      if (push === null) return refuseMessage("no-push-here", "unavailable", "this server sends no push messages");
      const unit = readerOf(by);
      if (isRefusal(unit)) return unit;
      if (unit === "room") return refuseAs("phone-without-unit", "not-permitted", "this is for the phone of a unit");
      if (!isPushEndpoint(input.endpoint, push.hosts))
        return refuseMessage(
          "push-service-unknown",
          "invalid",
          "this is the address of no push service that is known here",
          "endpoint",
        );
      const db = tablesOf<PushTables>(schemaOf(read));
      const id = subscriptionId(input.endpoint);
      // Of one phone the latest counts, and a unit has so many.
      const old = await db
        .selectFrom("push_subscription")
        .select(["id", "subject", "device"])
        .where((row) => row.or([row("unit", "=", unit), row("device", "=", by.id), row("id", "=", id)]))
        .orderBy("at", "desc")
        .execute();
      const others = old.filter((row) => row.id !== id && row.device !== by.id);
      for (const row of [...old.filter((each) => !others.includes(each)), ...others.slice(MOST_OF_A_UNIT - 1)]) {
        await db.deleteFrom("push_subscription").where("id", "=", row.id).execute();
        await vault.erase(schemaOf(read), row.subject);
      }
      const subject = newId(SubjectId);
      const kept = await vault.put(schemaOf(read), subject, SUBSCRIPTION, JSON.stringify(input));
      if (kept !== null) return kept;
      await db
        .insertInto("push_subscription")
        .values({ id, unit, device: by.id, subject, at: now, ended_at: null })
        .execute();
      return accept([], { subscribed: true as const });
    },
  });
