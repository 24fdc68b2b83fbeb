import { type Language, type SayingsOf, wordOf } from "@cordon/ui";
import type { PictureRefusals } from "../words/refusals.ts";
import { usePictureWords } from "./words.ts";

const styleIn = (language: Language, style: string) => wordOf(usePictureWords.in(language).kind, style);

const SHAPES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { Point: "a point", LineString: "a line", Polygon: "an area" },
  fr: { Point: "un point", LineString: "une ligne", Polygon: "une surface" },
};

/** What is said when something is not drawn, taken away or shown. */
export const PICTURE_SAYINGS: SayingsOf<PictureRefusals> = {
  en: {
    "no-such-drawing": () => "There is no such drawing any more.",
    "no-such-fence": () => "There is no such fence any more.",
    "drawing-for-others": () => "Take it away and draw it again to show it to others.",
    "drawing-redrawn": () => "Somebody has drawn it anew meanwhile: look at it again.",
    "drawing-misshapen": (of) => `“${styleIn("en", of("style"))}” is drawn as ${wordOf(SHAPES.en, of("shape"))}.`,
    "drawing-without-text": () => "A text needs words.",
    "drawings-full": (of) => `The map has ${of("most")} drawings: take some away first.`,
    "fences-full": (of) => `There are ${of("most")} fences: take some away first.`,
    "feature-twice": (of) => `Feature ${of("number")} has the id of an earlier one.`,
    "feature-for-others": (of) => `Feature ${of("number")} is a drawing that is shown to others.`,
    "trail-too-long": () => "A trail is ten minutes long at most: ask for the next ten by themselves.",
  },
  fr: {
    "no-such-drawing": () => "Ce tracé n’existe plus.",
    "no-such-fence": () => "Ce périmètre surveillé n’existe plus.",
    "drawing-for-others": () => "Retirez-le et retracez-le pour le montrer à d’autres.",
    "drawing-redrawn": () => "Quelqu’un l’a retracé entre-temps : regardez-le à nouveau.",
    "drawing-misshapen": (of) => `« ${styleIn("fr", of("style"))} » se trace comme ${wordOf(SHAPES.fr, of("shape"))}.`,
    "drawing-without-text": () => "Un texte demande des mots.",
    "drawings-full": (of) => `La carte a ${of("most")} tracés : retirez-en d’abord.`,
    "fences-full": (of) => `Il y a ${of("most")} périmètres surveillés : retirez-en d’abord.`,
    "feature-twice": (of) => `L’objet ${of("number")} du fichier a l’identifiant d’un autre.`,
    "feature-for-others": (of) => `L’objet ${of("number")} du fichier est un tracé montré à d’autres.`,
    "trail-too-long": () => "Une trace fait dix minutes au plus : demandez les dix suivantes à part.",
  },
};
