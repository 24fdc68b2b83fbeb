/** What an officer says most to people whose language is another, by what it is about. */
export const TOPICS = {
  way: [
    "stop",
    "wait",
    "this-way",
    "follow-me",
    "go-back",
    "step-aside",
    "no-way-through",
    "gate-closed",
    "exit-there",
    "no-vehicles",
  ],
  check: ["show-pass", "pass-not-valid", "show-document", "open-bag", "whose-bag", "leave-it", "hands-visible"],
  danger: ["evacuate", "stay-calm", "keep-away", "danger"],
  care: [
    "are-you-hurt",
    "where-hurts",
    "need-doctor",
    "help-coming",
    "sit-down",
    "medicine",
    "drink-water",
    "lost-child",
    "child-with-us",
  ],
  talk: ["understand", "language", "interpreter", "police-help", "show-on-map", "yes-or-no", "thank-you"],
} as const;
export type Topic = keyof typeof TOPICS;
export type PhraseId = (typeof TOPICS)[Topic][number];

/** Every phrase in one language, written by hand: nothing is translated by a machine on the phone. */
export type Cards = Readonly<Record<PhraseId, string>>;
