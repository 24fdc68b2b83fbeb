import { type Language, type SayingsOf, useVocabulary, wordOf } from "@cordon/ui";
import type { WatchRefusals } from "../words/refusals.ts";

const rolesIn = (language: Language, codes: string) =>
  codes
    .split(", ")
    .map((code) => wordOf(useVocabulary.in(language).role, code))
    .join(", ");
const erasedIn = (language: Language, because: string) => wordOf(useVocabulary.in(language).erased, because);
const kindIn = (language: Language, kind: string) => wordOf(useVocabulary.in(language).signal, kind);

/** What is said when a camera is not registered, shown, replayed or looked behind. */
export const WATCH_SAYINGS: SayingsOf<WatchRefusals> = {
  en: {
    "no-such-camera": () => "There is no such camera any more.",
    "camera-address-unknown": () => "A camera is a file, an rtsp:// or an http:// address, or usb:/dev/video0.",
    "camera-reference-taken": () => "Another camera has this reference.",
    "scene-faulty": (of) => `The scene does not fit: ${of("because")}`,
    "camera-dark": () =>
      "There is no live picture of this camera: nothing allows it to be looked at, it sends nothing, or it is analysed at an edge.",
    "camera-slow": () => "The camera sent no picture in time.",
    "cameras-live-full": (of) => `At most ${of("most")} cameras are shown live at the same time.`,
    "viewers-full": (of) => `At most ${of("most")} look at live pictures at the same time.`,
    "no-such-camera-signal": () => "There is no such signal of a camera.",
    "lift-role-missing": (of) => `Only these roles may lift the pixelation: ${rolesIn("en", of("roles"))}.`,
    "pictures-erased": (of) => `Its pictures were erased: ${erasedIn("en", of("because"))}.`,
    "lift-unconfirmed": () => "Nobody has confirmed this signal yet: confirm it first.",
    "lift-dismissed": () => "This signal was dismissed: there is no incident to lift it for.",
    "no-original": () => "No original of its pictures was kept.",
    "lift-first": () => "Lift the pixelation first, with a reason: it is written down.",
    "original-key-gone": () => "The key of this signal’s originals was destroyed.",
    "model-in-use": () => "This model is in use: use another, or none, before it is changed.",
    "no-such-model": () => "There is no such model any more.",
    "model-not-ready": () => "A model is used once it was checked and taken.",
    "event-suspended-already": () => "This event is suspended already.",
    "event-not-suspended": () => "This event is not suspended.",
    "no-such-replay": () => "There is no such replay any more.",
    "replay-unfinished": () => "Only a replay that came to its end has a score to keep.",
    "replay-measured-no-such": () => "This replay measured no such event and setting.",
    "replay-camera-gone": () => "The camera of this replay was removed.",
    "nothing-swept": () => "Nothing was swept, so there is no setting to apply.",
    "no-such-number": (of) => `No event “${kindIn("en", of("kind"))}” of the scene has a number called ${of("name")}.`,
    "number-out-of-bounds": (of) => `${of("name")} cannot be ${of("value")}: ${of("because")}`,
    "no-such-clip": () => "There is no such clip in the folder of labelled clips any more.",
    "clip-unusable": (of) => `This clip cannot be replayed: ${of("because")}`,
    "replays-full": (of) => `${of("most")} replays wait already.`,
  },
  fr: {
    "no-such-camera": () => "Cette caméra n’existe plus.",
    "camera-address-unknown": () =>
      "Une caméra est un fichier, une adresse rtsp:// ou http://, ou bien usb:/dev/video0.",
    "camera-reference-taken": () => "Une autre caméra a cette référence.",
    "scene-faulty": (of) => `La scène ne convient pas : ${of("because")}`,
    "camera-dark": () =>
      "Il n’y a pas d’image en direct de cette caméra : rien ne permet de la regarder, elle n’envoie rien, ou un poste déporté l’analyse.",
    "camera-slow": () => "La caméra n’a pas envoyé d’image à temps.",
    "cameras-live-full": (of) => `${of("most")} caméras au plus sont montrées en direct en même temps.`,
    "viewers-full": (of) => `${of("most")} écrans au plus regardent le direct en même temps.`,
    "no-such-camera-signal": () => "Ce signal de caméra n’existe pas.",
    "lift-role-missing": (of) => `Seuls ces rôles peuvent lever la pixelisation : ${rolesIn("fr", of("roles"))}.`,
    "pictures-erased": (of) => `Ses images ont été effacées : ${erasedIn("fr", of("because"))}.`,
    "lift-unconfirmed": () => "Personne n’a encore confirmé ce signal : confirmez-le d’abord.",
    "lift-dismissed": () => "Ce signal a été écarté : aucun incident ne permet de lever la pixelisation.",
    "no-original": () => "Aucun original de ses images n’a été conservé.",
    "lift-first": () => "Levez d’abord la pixelisation, avec un motif : il est inscrit au journal.",
    "original-key-gone": () => "La clé des originaux de ce signal a été détruite.",
    "model-in-use": () => "Ce détecteur est en usage : prenez-en un autre, ou aucun, avant de le modifier.",
    "no-such-model": () => "Ce détecteur n’existe plus.",
    "model-not-ready": () => "Un détecteur sert une fois vérifié et accepté.",
    "event-suspended-already": () => "Cet événement est déjà suspendu.",
    "event-not-suspended": () => "Cet événement n’est pas suspendu.",
    "no-such-replay": () => "Cette relecture n’existe plus.",
    "replay-unfinished": () => "Seule une relecture arrivée à son terme a un score à conserver.",
    "replay-measured-no-such": () => "Cette relecture n’a mesuré ni cet événement ni ce réglage.",
    "replay-camera-gone": () => "La caméra de cette relecture a été retirée.",
    "nothing-swept": () => "Un seul réglage a été essayé : il n’y a pas de réglage à appliquer.",
    "no-such-number": (of) =>
      `Aucun événement « ${kindIn("fr", of("kind"))} » de la scène n’a de nombre appelé ${of("name")}.`,
    "number-out-of-bounds": (of) => `${of("name")} ne peut pas valoir ${of("value")} : ${of("because")}`,
    "no-such-clip": () => "Cette séquence n’est plus dans le dossier des séquences annotées.",
    "clip-unusable": (of) => `Cette séquence ne peut pas être relue : ${of("because")}`,
    "replays-full": (of) => `${of("most")} relectures attendent déjà.`,
  },
};
