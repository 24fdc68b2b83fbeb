import { isRefusal, MessageId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { read as receipts } from "../rules.ts";
import { command, contingentOfUnit, readerOf, writes } from "./messaging.ts";
import { visible } from "./visible.ts";

export const readMessages = command({
  name: "command.read-messages",
  summary:
    "Say that messages were seen: by a unit on its phone, or by the command room. What was seen before stays so.",
  input: z.object({ messages: z.array(MessageId).min(1).max(200) }),
  output: z.object({ read: z.int().nonnegative().meta({ description: "How many were not read before." }) }),
  allow: writes,
  async run({ input, by, read }) {
    const reader = readerOf(by);
    if (isRefusal(reader)) return reader;
    // What one may not know of is passed over: a phone may send receipts of what was withdrawn from it meanwhile.
    const rows = await visible(read, by, reader).where("message.id", "in", input.messages).execute();
    const others = rows.filter((row) => (reader === "room" ? row.from_unit !== null : row.from_unit !== reader));
    if (others.length === 0) return answer([], { read: 0 });
    const own = reader === "room" ? null : await contingentOfUnit(read, reader);
    if (isRefusal(own)) return own;
    const ids = others.map((row) => row.id);
    const writers = await read
      .selectFrom("message_contingent")
      .select(["message", "contingent"])
      .where("message", "in", ids)
      .where("own", "=", true)
      .execute();
    const contingents = new Map(writers.map((row) => [row.message, row.contingent]));
    const unread = others.flatMap((row) => {
      const contingent = own ?? contingents.get(row.id);
      return (row.read ?? 0) > 0 || contingent === undefined ? [] : [{ message: row.id, contingent, read: false }];
    });
    return answer(receipts(unread, reader === "room" ? null : reader), { read: unread.length });
  },
});
