import type { MessageView } from "../words.ts";

/** What was said, oldest first: pages put together, each message once, as the newest page has it. */
export function joined(kept: readonly MessageView[], page: readonly MessageView[]): readonly MessageView[] {
  const byId = new Map(kept.map((message) => [message.id, message]));
  for (const message of page) byId.set(message.id, message);
  return [...byId.values()].toSorted((one, other) => one.seq - other.seq);
}
