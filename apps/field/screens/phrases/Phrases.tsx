import { device } from "@cordon/ui/device";
import { useLanguage } from "@cordon/ui";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import choices from "../choices.module.css";
import classes from "../field.module.css";
import { usePhoneState } from "../phone.tsx";
import { Card } from "./Card.tsx";
import { type Deck, DECKS, directionOf } from "./deck/index.ts";
import type { PhraseId } from "./deck/phrases.ts";
import own from "./phrases.module.css";
import { groupsOf } from "./search.ts";
import { usePhraseWords } from "./words.ts";

/** What is said most, in the officer's language to find it and in the other's to show it. All of it is on the phone. */
export default function Phrases() {
  const words = usePhraseWords();
  const language = useLanguage();
  const { favourites } = usePhoneState();
  const mine = DECKS.find(({ tag }) => tag === language) ?? DECKS[0];
  const [deck, setDeck] = useState<Deck>(language === "en" ? DECKS[1] : DECKS[0]);
  const [looked, setLooked] = useState("");
  const [shown, setShown] = useState<PhraseId | null>(null);
  const groups = groupsOf(mine.cards, favourites, looked);
  return (
    <main className={classes.main} tabIndex={0}>
      <fieldset className={own.languages}>
        <legend className={classes.label}>{words.language}</legend>
        {DECKS.filter((one) => one !== mine).map((one) => (
          <button
            key={one.tag}
            type="button"
            lang={one.tag}
            dir={directionOf(one.tag)}
            className={choices.choice}
            aria-pressed={one === deck}
            onClick={() => setDeck(one)}
          >
            {one.name}
          </button>
        ))}
      </fieldset>
      <TextInput
        aria-label={words.look}
        placeholder={words.look}
        classNames={{ input: device.input }}
        value={looked}
        onChange={(event) => setLooked(event.currentTarget.value)}
      />
      {groups.length === 0 && <p>{words.none}</p>}
      {groups.map(({ topic, phrases }) => (
        <section key={topic ?? ""}>
          <h2 className={classes.heading}>{topic === null ? words.favourites : words.topics[topic]}</h2>
          <ul className={classes.list}>
            {phrases.map((phrase) => (
              <li key={phrase}>
                <button type="button" className={classes.item} onClick={() => setShown(phrase)}>
                  <span className={classes.itemOrder}>{mine.cards[phrase]}</span>
                  <span className={classes.small} lang={deck.tag} dir={directionOf(deck.tag)}>
                    {deck.cards[phrase]}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {shown !== null && <Card phrase={shown} mine={mine} deck={deck} close={() => setShown(null)} />}
    </main>
  );
}
