import { wing } from "@cordon/ground";
import type { Positions } from "../../operations/suggest-units.ts";
import { listMessages } from "./operations/list-messages.ts";
import { listThreads } from "./operations/list-threads.ts";
import { myMessages } from "./operations/my-messages.ts";
import { readMessages } from "./operations/read-messages.ts";
import { sendMessage } from "./operations/send-message.ts";
import { messageMigration, messageProjections, tables } from "./tables.ts";
import { MessageRead, MessageSent } from "./words.ts";

/** What people write to a unit, a post, an area or a contingent. */
export const messages = (outside: { readonly positions: Positions }) =>
  wing({
    entries: [MessageSent, MessageRead],
    operations: [sendMessage(outside.positions), listThreads, listMessages, myMessages, readMessages],
    migrations: [messageMigration],
    tables,
    projections: messageProjections,
    workers: [],
  });
