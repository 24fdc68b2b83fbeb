import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import { ja } from "./ja.ts";
import { nl } from "./nl.ts";
import type { Cards } from "./phrases.ts";
import { pl } from "./pl.ts";
import { pt } from "./pt.ts";
import { ro } from "./ro.ts";
import { uk } from "./uk.ts";
import { zh } from "./zh.ts";

/** The languages of the place, each under its own name, so that whoever speaks it can point at it. `tag`: BCP 47. */
export const DECKS = [
  { tag: "en", name: "English", cards: en },
  { tag: "fr", name: "Français", cards: fr },
  { tag: "es", name: "Español", cards: es },
  { tag: "de", name: "Deutsch", cards: de },
  { tag: "it", name: "Italiano", cards: it },
  { tag: "pt", name: "Português", cards: pt },
  { tag: "nl", name: "Nederlands", cards: nl },
  { tag: "pl", name: "Polski", cards: pl },
  { tag: "ro", name: "Română", cards: ro },
  { tag: "uk", name: "Українська", cards: uk },
  { tag: "ar", name: "العربية", cards: ar },
  { tag: "zh", name: "中文", cards: zh },
  { tag: "ja", name: "日本語", cards: ja },
] as const satisfies readonly { readonly tag: string; readonly name: string; readonly cards: Cards }[];
export type Deck = (typeof DECKS)[number];

/** Written from right to left. */
export const directionOf = (tag: string): "rtl" | "ltr" => (tag === "ar" ? "rtl" : "ltr");
