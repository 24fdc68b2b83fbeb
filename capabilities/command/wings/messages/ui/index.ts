/** The command room's messages: who it writes with, what was said, and what calls for attention. */
export { MessagesPage } from "./MessagesPage.tsx";
export { useUnreadMessages } from "./unread.ts";
export { ThreadKey } from "../words.ts";
export { MESSAGE_SAYINGS } from "./refusals.ts";
