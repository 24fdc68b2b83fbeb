import { CommandId, instantOf, MessageId, type PlaceId } from "@cordon/kernel";
import { type Desk, newUlid } from "./desk.ts";

/** How many of the last messages a phone keeps. */
const KEPT = 60;

/** What is written to the unit and by it. */
export class TalkDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async ask(): Promise<void> {
    if (!this.#desk.identified()) return;
    const answer = await this.#desk.client.ask("command.my-messages", { limit: KEPT }, this.#desk.signal);
    if (!answer.ok) return;
    const { messages } = answer.output;
    const known = new Set(this.#desk.shown.state().messages?.map(({ id }) => id));
    const unknown = messages.filter((one) => !known.has(one.id) && !one.read);
    if (this.#desk.shown.state().messages !== null && unknown.length > 0)
      navigator.vibrate?.(unknown.some((one) => one.urgency === "urgent") ? [300, 100, 300] : [120]);
    this.#desk.shown.show({ messages });
    await this.#desk.keeping()?.put("messages", messages);
  }

  /** @param post whose channel it is for: whoever is posted there; null for the command room alone */
  async write(text: string, urgency: "routine" | "urgent", post: PlaceId | null): Promise<void> {
    const now = Date.now();
    const to = post === null ? ({ kind: "room" } as const) : ({ kind: "place", place: post } as const);
    await this.#desk.post({
      ...{ what: "message", id: MessageId.parse(newUlid(now)), to, text, urgency, replyTo: null },
      // By the server's clock, as far as it is known: what lies ahead of that is not taken.
      writtenAt: instantOf(now + this.#desk.shown.state().aheadMs),
    });
  }

  /** They were on the screen. Said once, also when it is said later. */
  async read(messages: readonly MessageId[]): Promise<void> {
    const { messages: shown, outbox } = this.#desk.shown.state();
    const said = new Set(outbox.flatMap((letter) => (letter.what === "read" ? letter.messages : [])));
    const fresh = messages.filter((id) => !said.has(id) && shown?.some((one) => one.id === id && !one.read) === true);
    if (fresh.length === 0) return;
    this.#desk.shown.show({
      messages: (shown ?? []).map((one) => (fresh.includes(one.id) ? { ...one, read: true } : one)),
    });
    await this.#desk.post({ what: "read", id: CommandId.parse(newUlid()), messages: fresh });
  }
}
