import { IconContrast, IconStar, IconStarFilled, IconVolume, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { usePhone, usePhoneState } from "../phone.tsx";
import { type Deck, directionOf } from "./deck/index.ts";
import type { PhraseId } from "./deck/phrases.ts";
import classes from "./phrases.module.css";
import { usePhraseWords } from "./words.ts";

/** Shorter phrases are set larger: the screen is filled, and read at arm's length. */
const sizeOf = (text: string) => (text.length <= 14 ? 72 : text.length <= 30 ? 54 : 42);

/** One phrase over the whole screen, black on white or white on black: it is held up to somebody. */
export function Card(props: {
  readonly phrase: PhraseId;
  readonly mine: Deck;
  readonly deck: Deck;
  readonly close: () => void;
}) {
  const words = usePhraseWords();
  const phone = usePhone();
  const { favourites } = usePhoneState();
  const [dark, setDark] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { phrase, deck, mine, close } = props;
  const text = deck.cards[phrase];
  const liked = favourites.includes(phrase);
  const voice = useVoice(deck.tag);
  return (
    <dialog ref={dialog} className={classes.card} data-dark={dark || undefined} onClose={close} aria-label={text}>
      <p className={classes.said} lang={deck.tag} dir={directionOf(deck.tag)} style={{ fontSize: sizeOf(text) }}>
        {text}
      </p>
      <p className={classes.meant}>{mine.cards[phrase]}</p>
      <div className={classes.tools}>
        {voice !== null && (
          <button type="button" aria-label={words.speak} onClick={() => speak(text, deck.tag, voice)}>
            <IconVolume size={30} />
          </button>
        )}
        <button type="button" aria-label={words.invert} aria-pressed={dark} onClick={() => setDark(!dark)}>
          <IconContrast size={30} />
        </button>
        <button
          type="button"
          aria-label={liked ? words.unlike : words.like}
          aria-pressed={liked}
          onClick={() => void phone.favour(phrase)}
        >
          {liked ? <IconStarFilled size={30} /> : <IconStar size={30} />}
        </button>
        <button type="button" aria-label={words.close} onClick={() => dialog.current?.close()}>
          <IconX size={30} />
        </button>
      </div>
    </dialog>
  );
}

/** A voice of the phone itself: what is said is nobody else's business, and it works without a network. */
function useVoice(tag: string): SpeechSynthesisVoice | null {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([]);
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const learn = () => setVoices(window.speechSynthesis.getVoices());
    learn();
    window.speechSynthesis.addEventListener("voiceschanged", learn);
    return () => {
      window.speechSynthesis.removeEventListener("voiceschanged", learn);
      window.speechSynthesis.cancel();
    };
  }, []);
  return voices.find(({ lang, localService }) => localService && lang.toLowerCase().startsWith(tag)) ?? null;
}

function speak(text: string, tag: string, voice: SpeechSynthesisVoice): void {
  window.speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.lang = tag;
  said.voice = voice;
  said.rate = 0.9;
  window.speechSynthesis.speak(said);
}
