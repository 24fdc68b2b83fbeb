import { newId, schemaOf } from "@cordon/ground";
import { Instant, isRefusal, MessageId, SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import type { Positions } from "../../forces/index/positions.ts";
import { lines } from "../../../words.ts";
import { reachOf } from "../reach.ts";
import { mayWrite, send } from "../rules.ts";
import { Address, ThreadKey, Urgency } from "../words.ts";
import { command, contingentOfUnit, readerOf, TEXT, writes } from "./messaging.ts";
import { writtenWhen } from "../rules/written.ts";
import { visible } from "./visible.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseMessage } from "../words/refusals.ts";

export const sendMessage = (positions: Positions) =>
  command({
    name: "command.send-message",
    summary:
      "Write to a unit, a post, an area, a contingent or an incident's units; from a phone, to the command room or the unit's own post.",
    input: z.object({
      /** Named by the sender, so that sending it twice sends it once. */
      message: MessageId.optional(),
      to: Address,
      text: lines(2000).meta({ description: "Without personal data." }),
      urgency: Urgency.default("routine"),
      replyTo: MessageId.nullable().default(null),
      writtenAt: Instant.nullable()
        .default(null)
        .meta({ description: "By the phone's own clock; null: now. What lies ahead or long ago is taken as now." }),
    }),
    output: z.object({ message: MessageId, thread: ThreadKey }),
    allow: writes,
    async run({ input, by, read, now, vault }) {
      const reader = readerOf(by);
      if (isRefusal(reader)) return reader;
      const message = input.message ?? newId(MessageId);
      const sent = await visible(read, by, reader).where("message.id", "=", message).executeTakeFirst();
      if (sent !== undefined) return answer([], { message, thread: sent.thread });
      const taken = await read.selectFrom("message").select("id").where("id", "=", message).executeTakeFirst();
      if (taken !== undefined)
        return refuseAs("press-used", "conflict", "this id was used for another message", message);
      const refused = mayWrite(by, input.to);
      if (refused !== null) return refused;
      const unit = reader === "room" ? null : reader;
      const contingent = unit === null ? by.contingent : await contingentOfUnit(read, unit);
      if (isRefusal(contingent)) return contingent;
      const replied =
        input.replyTo === null
          ? null
          : await visible(read, by, reader).where("message.id", "=", input.replyTo).executeTakeFirst();
      if (replied === undefined)
        return refuseMessage(
          "answered-message-gone",
          "not-found",
          "the message that this answers is not there",
          "replyTo",
        );
      const reach = await reachOf(read, input.to, { positions, now, contingent: unit === null ? contingent : null });
      if (reach === null)
        return refuseMessage("address-gone", "not-found", "there is nobody and nothing of that name to write to", "to");
      const text = newId(SubjectId);
      const decision = send(
        {
          message,
          to: input.to,
          urgency: input.urgency,
          replyTo: replied === null ? null : { message: replied.id, thread: replied.thread },
          text,
          writtenAt: writtenWhen(input.writtenAt, now),
        },
        { unit, contingent },
        reach,
      );
      if (isRefusal(decision)) return decision;
      const kept = await vault.put(schemaOf(read), text, TEXT, input.text);
      if (kept !== null) return kept;
      const first = decision[0]?.data;
      return answer(decision, { message, thread: threadIn(first) });
    },
  });

const Threaded = z.object({ thread: ThreadKey });
const threadIn = (data: unknown) => Threaded.parse(data).thread;
