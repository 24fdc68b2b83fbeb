import type { Cards, PhraseId } from "./deck/phrases.ts";
import { type Topic, TOPICS } from "./deck/phrases.ts";

export interface Group {
  /** Null: those that are used often. */
  readonly topic: Topic | null;
  readonly phrases: readonly PhraseId[];
}

/** Without accents, as one types in a hurry. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

/** Phrases by topic, the favourites first; with something to look for, those that say it in the officer's own language. */
export function groupsOf(cards: Cards, favourites: readonly string[], looked: string): readonly Group[] {
  const wanted = plain(looked).split(/\s+/).filter(Boolean);
  const fits = (phrase: PhraseId) => wanted.every((word) => plain(cards[phrase]).includes(word));
  const topics = Object.keys(TOPICS).filter((topic): topic is Topic => topic in TOPICS);
  const all = topics.map((topic): Group => ({ topic, phrases: TOPICS[topic].filter(fits) }));
  const liked: Group = {
    topic: null,
    phrases: all.flatMap(({ phrases }) => phrases).filter((phrase) => favourites.includes(phrase)),
  };
  return [liked, ...all].filter(({ phrases }) => phrases.length > 0);
}
