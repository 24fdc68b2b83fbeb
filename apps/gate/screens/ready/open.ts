/** What lies under the thumb: the actions, or what one of them asks. */
export type Open = "actions" | "escort" | "look-up" | "more" | "queue" | "work";
