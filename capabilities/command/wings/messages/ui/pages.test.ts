import { MessageId, UnitId } from "@cordon/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { id, operator } from "../../../testing/standing.ts";
import { type MessageView, ThreadKey } from "../words.ts";
import { joined } from "./pages.ts";

const unit = UnitId.parse(id());
const thread = ThreadKey.parse(`unit:${unit}`);
const messages = Array.from(
  { length: 500 },
  (_, seq): MessageView => ({
    ...{ id: MessageId.parse(id()), seq, thread, at: "2026-07-26T18:00:00.000Z" as MessageView["at"], by: operator },
    ...{ writtenAt: null },
    ...{ from: null, to: { kind: "unit", unit }, urgency: "routine", replyTo: null, text: `${seq}` },
    ...{ sentTo: 1, readBy: 0, read: true },
  }),
);

it("pages of a thread, in whatever order they come and however they overlap, are the thread", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 480 }), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 20 }),
      (windows) => {
        let kept: readonly MessageView[] = [];
        const wanted = new Set<number>();
        for (const [from, count] of windows) {
          const page = messages.slice(from, from + count);
          for (const { seq } of page) wanted.add(seq);
          kept = joined(kept, page.toReversed());
        }
        expect(kept.map(({ seq }) => seq)).toEqual([...wanted].toSorted((one, other) => one - other));
      },
    ),
  );
});

it("a message that was read or erased since is as the newest page has it", () => {
  const [first] = messages;
  if (first === undefined) throw new Error("none");
  expect(joined(messages, [{ ...first, text: null, readBy: 1 }])[0]).toMatchObject({ text: null, readBy: 1 });
});
