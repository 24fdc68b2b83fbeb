import { expect, it } from "vitest";
import { DECKS } from "./deck/index.ts";
import { en } from "./deck/en.ts";
import { fr } from "./deck/fr.ts";
import { groupsOf } from "./search.ts";

const SCRIPT: Readonly<Record<string, RegExp>> = {
  ar: /^[\p{Script=Arabic}\p{P}\p{M}\s]+$/u,
  uk: /^[\p{Script=Cyrillic}\p{P}\p{M}\s]+$/u,
  zh: /^[\p{Script=Han}\p{P}]+$/u,
  ja: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{P}ー]+$/u,
};
const LATIN = /^[\p{Script=Latin}\p{P}\p{M}\s]+$/u;

it("says every phrase in every language, in its own script, once, and short enough to be read across a table", () => {
  const ids = Object.keys(en).toSorted();
  expect(ids.length).toBeGreaterThanOrEqual(30);
  expect(DECKS.length).toBeGreaterThanOrEqual(13);
  for (const { tag, cards } of DECKS) {
    expect(Object.keys(cards).toSorted(), tag).toEqual(ids);
    const said = Object.values(cards);
    expect(new Set(said).size, tag).toBe(said.length);
    for (const phrase of said) {
      expect(phrase, tag).toMatch(SCRIPT[tag] ?? LATIN);
      expect(phrase.trim(), tag).toBe(phrase);
      expect(phrase.length, phrase).toBeLessThanOrEqual(64);
    }
  }
});

it("asks what is asked, and orders what is ordered, in every language", () => {
  const asks = (phrase: string) => /[?？؟]/u.test(phrase);
  for (const { tag, cards } of DECKS)
    for (const [id, phrase] of Object.entries(cards))
      expect(asks(phrase), `${tag} ${id}`).toBe(asks(Object.entries(en).find(([one]) => one === id)?.[1] ?? ""));
});

it("is found without accents, in any order of words, the favourites first", () => {
  const found = (looked: string, favourites: readonly string[] = []) =>
    groupsOf(fr, favourites, looked).flatMap(({ phrases }) => phrases);
  expect(found("medecin")).toEqual(["need-doctor"]);
  expect(found("plait sac")).toEqual(["open-bag"]);
  expect(found("xyz")).toEqual([]);
  expect(groupsOf(fr, ["wait"], "")[0]).toEqual({ topic: null, phrases: ["wait"] });
  expect(new Set(found("")).size).toBe(Object.keys(fr).length);
});
