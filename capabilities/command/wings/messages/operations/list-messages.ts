import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { Next, Page } from "../../../words.ts";
import { MessageView, ThreadKey } from "../words.ts";
import { messageViews, query } from "./messaging.ts";
import { visible } from "./visible.ts";

export const listMessages = query({
  name: "command.list-messages",
  summary: "What was written in a thread, newest first, a page at a time.",
  input: z.object({ thread: ThreadKey, ...Page }),
  output: z.object({ messages: z.array(MessageView), next: Next }),
  allow: watches,
  async run({ input, by, read, vault }) {
    let page = visible(read, by, "room")
      .where("message.thread", "=", input.thread)
      .orderBy("message.seq", "desc")
      .limit(input.limit + 1);
    if (input.before !== undefined) page = page.where("message.seq", "<", input.before);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    return {
      messages: await messageViews(shown, { read, vault, reader: "room" }),
      next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
    };
  },
});
