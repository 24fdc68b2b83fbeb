import { Instant, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { holdsTasks } from "../../../operations/operating.ts";
import { Next, Page } from "../../../words.ts";
import { MessageView } from "../words.ts";
import { messageViews, query, readerOf } from "./messaging.ts";
import { visible } from "./visible.ts";
import { refuseAs } from "../../../words/refusals.ts";

export const myMessages = query({
  name: "command.my-messages",
  summary: "What was written to the caller's own unit and by it, newest first, a page at a time.",
  input: z.object(Page),
  output: z.object({ messages: z.array(MessageView), next: Next, at: Instant }),
  allow: holdsTasks,
  async run({ input, by, read, vault, now }) {
    const reader = readerOf(by);
    if (isRefusal(reader)) return reader;
    if (reader === "room") return refuseAs("phone-without-unit", "not-permitted", "this is for the phone of a unit");
    let page = visible(read, by, reader)
      .orderBy("message.seq", "desc")
      .limit(input.limit + 1);
    if (input.before !== undefined) page = page.where("message.seq", "<", input.before);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    return {
      messages: await messageViews(shown, { read, vault, reader }),
      next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
      at: now,
    };
  },
});
