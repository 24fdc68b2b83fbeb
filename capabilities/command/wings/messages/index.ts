import { wing } from "@cordon/ground";
import type { Positions } from "../forces/index/positions.ts";
import { listMessages } from "./operations/list-messages.ts";
import { listThreads } from "./operations/list-threads.ts";
import { myMessages } from "./operations/my-messages.ts";
import { pushKey } from "./operations/push-key.ts";
import { readMessages } from "./operations/read-messages.ts";
import { sendMessage } from "./operations/send-message.ts";
import { subscribePush } from "./operations/subscribe-push.ts";
import { unsubscribePush } from "./operations/unsubscribe-push.ts";
import type { PushSettings } from "./push/settings.ts";
import { claimMigration, endedMigration, pushMigration, pushProjections, pushTables } from "./push/tables.ts";
import { forgottenMigration, messageMigration, messageProjections, tables, writtenMigration } from "./tables.ts";
import { MessageRead, MessagesForgotten, MessageSent } from "./words.ts";
import { endSubscriptions } from "./workers/end-subscriptions.ts";
import { forgetMessages } from "./workers/forget-messages.ts";
import { pushNews } from "./workers/push-news.ts";

/** For how long what was written is kept when nobody says otherwise. */
const KEEP_DAYS = 30;

/** What people write to a unit, a post, an area or a contingent, and what phones are pushed. */
export const messages = (outside: {
  readonly positions: Positions;
  readonly push?: PushSettings | null;
  readonly keepMessagesDays?: number;
}) => {
  const push = outside.push ?? null;
  return wing({
    entries: [MessageSent, MessageRead, MessagesForgotten],
    operations: [
      sendMessage(outside.positions),
      listThreads,
      listMessages,
      myMessages,
      readMessages,
      pushKey(push),
      subscribePush(push),
      unsubscribePush,
    ],
    migrations: [messageMigration, pushMigration, forgottenMigration, claimMigration, writtenMigration, endedMigration],
    tables: [...tables, ...pushTables],
    projections: [...messageProjections, ...pushProjections],
    workers: [
      forgetMessages(outside.keepMessagesDays ?? KEEP_DAYS),
      endSubscriptions,
      ...(push === null ? [] : [pushNews(push)]),
    ],
  });
};
