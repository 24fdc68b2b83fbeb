import type { Language } from "@cordon/access/rules";

const NBSP = "\u00A0";

export interface Words {
  readonly title: string;
  readonly otherLanguage: string;
  readonly noPass: { readonly title: string; readonly hint: string };
  readonly unreadable: { readonly title: string; readonly hint: string };
  readonly newer: { readonly title: string; readonly hint: string };
  readonly codeLabel: string;
  readonly brightness: string;
  readonly notGenuine: string;
  readonly notBegun: (moment: string) => string;
  readonly ended: (moment: string) => string;
  readonly gates: string;
  readonly gate: (code: string) => string;
  readonly open: string;
  readonly opensAt: (moment: string) => string;
  readonly noGates: string;
  readonly noRules: string;
  readonly rulesAsOf: (moment: string) => string;
  readonly onlyGateKnows: string;
  readonly waits: string;
  readonly savePicture: string;
  readonly picture: (number: number) => string;
  readonly remove: string;
  readonly removed: string;
  readonly undo: string;
  readonly passes: string;
  readonly notKept: string;
  readonly kept: string;
}

const fr: Words = {
  title: "Laissez-passer",
  otherLanguage: "English",
  noPass: {
    title: "Aucun laissez-passer sur ce téléphone",
    hint: "Ouvrez le lien que vous avez reçu avec votre laissez-passer. Il sera gardé ici et s’affichera sans réseau.",
  },
  unreadable: {
    title: "Ce lien ne contient pas un laissez-passer entier",
    hint: "Ouvrez-le de nouveau depuis le message d’origine, sans le recopier à la main.",
  },
  newer: {
    title: "Ce laissez-passer est plus récent que cette page",
    hint: "Connectez-vous au réseau et rechargez la page.",
  },
  codeLabel: "Code du laissez-passer, à présenter au point d’accès",
  brightness: "Luminosité au maximum, code bien droit devant la caméra.",
  notGenuine: "Ce laissez-passer n’est pas authentique. Il sera refusé au point d’accès.",
  notBegun: (moment) => `Pas encore valable${NBSP}: à partir du ${moment}.`,
  ended: (moment) => `N’est plus valable depuis le ${moment}.`,
  gates: "Quel point d’accès maintenant",
  gate: (code) => `Point d’accès ${code}`,
  open: "Ouvert pour vous",
  opensAt: (moment) => `Fermé, ouvre le ${moment}`,
  noGates: "Aucun point d’accès ne dessert les zones de ce laissez-passer.",
  noRules: "Inconnu pour l’instant. Connectez-vous une fois au réseau pour voir les points d’accès.",
  rulesAsOf: (moment) => `Règles du ${moment}.`,
  onlyGateKnows: "C’est le contrôle au point d’accès qui décide.",
  waits: "Temps d’attente aux points d’accès",
  savePicture: "Enregistrer l’image",
  picture: (number) => `laissez-passer-${number}.png`,
  remove: "Retirer de ce téléphone",
  removed: "Laissez-passer retiré de ce téléphone.",
  undo: "Annuler",
  passes: "Laissez-passer sur ce téléphone",
  notKept: "Ce navigateur ne garde rien. Enregistrez l’image avant de fermer la page.",
  kept: "Gardé sur ce téléphone seulement. Cette page ne l’envoie à personne.",
};

const en: Words = {
  title: "Pass",
  otherLanguage: "Français",
  noPass: {
    title: "No pass on this phone",
    hint: "Open the link that came with your pass. It is kept here and shows without a network.",
  },
  unreadable: {
    title: "This link holds no whole pass",
    hint: "Open it again from the message it came in, without copying it by hand.",
  },
  newer: {
    title: "This pass is newer than this page",
    hint: "Connect to the network and reload the page.",
  },
  codeLabel: "The code of the pass, to be shown at the gate",
  brightness: "Full brightness, code straight in front of the camera.",
  notGenuine: "This pass is not genuine. It will be refused at the gate.",
  notBegun: (moment) => `Not valid yet: from ${moment}.`,
  ended: (moment) => `No longer valid since ${moment}.`,
  gates: "Which gate now",
  gate: (code) => `Gate ${code}`,
  open: "Open to you",
  opensAt: (moment) => `Closed, opens ${moment}`,
  noGates: "No gate leads into the zones of this pass.",
  noRules: "Not known yet. Connect to the network once to see the gates.",
  rulesAsOf: (moment) => `Rules as of ${moment}.`,
  onlyGateKnows: "The check at the gate decides.",
  waits: "How long the wait is at the gates",
  savePicture: "Save the picture",
  picture: (number) => `pass-${number}.png`,
  remove: "Remove from this phone",
  removed: "The pass was removed from this phone.",
  undo: "Undo",
  passes: "Passes on this phone",
  notKept: "This browser keeps nothing. Save the picture before you close the page.",
  kept: "Kept on this phone alone. This page sends it to nobody.",
};

export const words: Readonly<Record<Language, Words>> = { fr, en };
