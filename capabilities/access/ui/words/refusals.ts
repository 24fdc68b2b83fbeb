import type { SayingsOf } from "@cordon/ui";
import type { AccessRefusals } from "../../words/refusals.ts";

const pass = (of: (name: "request") => string, fr: boolean) =>
  of("request") === "" ? "" : fr ? `Demande ${of("request")} : ` : `Request ${of("request")}: `;

/** What is said when perimeters are not drawn or published, passes not given out or taken back, and devices not posted. */
export const ACCESS_SAYINGS: SayingsOf<AccessRefusals> = {
  en: {
    "zone-or-gate-placeless": () => "There is no such place any more.",
    "no-such-zone": () => "There is no such zone any more.",
    "no-such-gate": () => "There is no such gate any more.",
    "no-such-lane": () => "This gate has no such lane any more.",
    "gate-under-reference": (of) => `There is the gate ${of("code")} under ${of("reference")}.`,
    "zone-under-reference": (of) => `There is the zone ${of("code")} under ${of("reference")}.`,
    "zone-code-taken": (of) => `Another zone has the code ${of("code")}.`,
    "gate-code-taken": (of) => `Another gate has the code ${of("code")}.`,
    "reference-taken": (of) => `Another place has the reference ${of("reference")}.`,
    "lane-twice": (of) => `Two lanes of gate ${of("gate")} have the code ${of("lane")}.`,
    "rule-twice": (of) => `Two rules are called ${of("rule")}.`,
    "category-twice": (of) => `Two categories have the code ${of("category")}.`,
    "perimeter-file-faulty": (of) => `This file is not taken: ${of("en")}.`,
    "perimeters-faulty": (of) => `These perimeters cannot be published. ${of("en")}`,
    "perimeters-too-large": () => "These perimeters are too large to be published: no gate could hold them.",
    "rules-published-meanwhile": (of) =>
      `Rule set ${of("number")} was published meanwhile: look at what would change now, and publish then.`,
    "rules-over": () => "These rules would be over already.",
    "rules-begin-later": () =>
      "A gate holds one rule set: one that begins later would close it until then. Let this begin now; its rules have calendars of their own.",
    "no-rules-yet": () => "No rules have been published yet.",
    "gate-not-in-rules": () => "No published rules know this gate.",
    "cannot-issue": () => "Passes cannot be issued here: this server holds no key that signs them.",
    "no-pass-keys-yet": () => "No pass keys have been published yet: start the server again.",
    "root-key-differs": () =>
      "The root key in this server’s keys folder is not the one that gates know. Restore the folder from a backup.",
    "no-pass-key-in-use": () => "No pass key is in use at this moment.",
    "pass-key-not-here": (of) => `The private half of the pass key ${of("kid")} is not here: rotate it.`,
    "pass-key-coming": (of) => `The key ${of("kid")} is to sign from ${of.time("from")}: wait, or retire it.`,
    "pass-keys-full": (of) => `A key set names at most ${of("most")} keys, the retired ones included.`,
    "no-such-pass-key": (of) => `There is no pass key ${of("kid")}.`,
    "only-pass-key": () => "It is the only key that signs. Rotate first, then retire it.",
    "no-pass-asked": () => "No pass is asked for.",
    "pass-numbers-out": () => "There are no pass numbers left.",
    "pass-zone-unknown": (of) => `${pass(of, false)}There is no zone ${of("value")}.`,
    "pass-zone-twice": (of) => `${pass(of, false)}The zone ${of("value")} is named twice.`,
    "pass-category-unknown": (of) => `${pass(of, false)}There is no category ${of("value")}.`,
    "pass-backwards": (of) => `${pass(of, false)}A pass must end after it begins.`,
    "pass-over": (of) => `${pass(of, false)}It would have ended already.`,
    "pass-too-long": (of) =>
      `${pass(of, false)}Its code would be longer than ${of("value")} characters: name fewer zones.`,
    "never-given-out": (of) =>
      `Never given out: ${of("passes")}${of("more") === "0" ? "" : ` and ${of("more")} more`}.`,
    "no-such-pass": (of) => `There is no pass ${of("pass")}.`,
    "no-such-gate-device": () => "There is no such device of a gate any more.",
    "gate-device-revoked": () => "This device was revoked: enrol another one.",
    "lane-without-gate": () => "A lane belongs to a gate.",
  },
  fr: {
    "zone-or-gate-placeless": () => "Ce lieu n’existe plus.",
    "no-such-zone": () => "Cette zone n’existe plus.",
    "no-such-gate": () => "Ce point d’accès n’existe plus.",
    "no-such-lane": () => "Ce point d’accès n’a plus cette voie.",
    "gate-under-reference": (of) => `Sous ${of("reference")} se trouve déjà le point d’accès ${of("code")}.`,
    "zone-under-reference": (of) => `Sous ${of("reference")} se trouve déjà la zone ${of("code")}.`,
    "zone-code-taken": (of) => `Une autre zone a le code ${of("code")}.`,
    "gate-code-taken": (of) => `Un autre point d’accès a le code ${of("code")}.`,
    "reference-taken": (of) => `Un autre lieu a la référence ${of("reference")}.`,
    "lane-twice": (of) => `Deux voies du point d’accès ${of("gate")} ont le code ${of("lane")}.`,
    "rule-twice": (of) => `Deux règles s’appellent ${of("rule")}.`,
    "category-twice": (of) => `Deux catégories ont le code ${of("category")}.`,
    "perimeter-file-faulty": (of) => `Ce fichier n’est pas pris : ${of("fr")}.`,
    "perimeters-faulty": (of) => `Ces périmètres ne peuvent pas être publiés. ${of("fr")}`,
    "perimeters-too-large": () =>
      "Ces périmètres sont trop grands pour être publiés : aucun point d’accès ne les contiendrait.",
    "rules-published-meanwhile": (of) =>
      `Le jeu de règles ${of("number")} a été publié entre-temps : voyez ce qui changerait maintenant, puis publiez.`,
    "rules-over": () => "Ces règles seraient déjà échues.",
    "rules-begin-later": () =>
      "Un point d’accès n’a qu’un jeu de règles : un jeu qui commence plus tard le fermerait jusque-là. Faites-le commencer maintenant ; ses règles ont leurs propres calendriers.",
    "no-rules-yet": () => "Aucune règle n’a encore été publiée.",
    "gate-not-in-rules": () => "Aucune règle publiée ne connaît ce point d’accès.",
    "cannot-issue": () => "On ne peut pas délivrer de laissez-passer ici : ce serveur n’a pas de clé pour les signer.",
    "no-pass-keys-yet": () => "Aucune clé de laissez-passer n’a encore été publiée : redémarrez le serveur.",
    "root-key-differs": () =>
      "La clé racine du dossier de clés de ce serveur n’est pas celle que connaissent les points d’accès. Restaurez le dossier depuis une sauvegarde.",
    "no-pass-key-in-use": () => "Aucune clé de laissez-passer n’est en usage à ce moment.",
    "pass-key-not-here": (of) =>
      `La moitié privée de la clé de laissez-passer ${of("kid")} n’est pas ici : renouvelez-la.`,
    "pass-key-coming": (of) =>
      `La clé ${of("kid")} doit signer à partir de ${of.time("from")} : attendez, ou retirez-la.`,
    "pass-keys-full": (of) => `Un jeu de clés en nomme ${of("most")} au plus, celles retirées comprises.`,
    "no-such-pass-key": (of) => `Il n’y a pas de clé de laissez-passer ${of("kid")}.`,
    "only-pass-key": () => "C’est la seule clé qui signe. Renouvelez-la d’abord, puis retirez-la.",
    "no-pass-asked": () => "Aucun laissez-passer n’est demandé.",
    "pass-numbers-out": () => "Il n’y a plus de numéros de laissez-passer.",
    "pass-zone-unknown": (of) => `${pass(of, true)}Il n’y a pas de zone ${of("value")}.`,
    "pass-zone-twice": (of) => `${pass(of, true)}La zone ${of("value")} est nommée deux fois.`,
    "pass-category-unknown": (of) => `${pass(of, true)}Il n’y a pas de catégorie ${of("value")}.`,
    "pass-backwards": (of) => `${pass(of, true)}Un laissez-passer finit après son début.`,
    "pass-over": (of) => `${pass(of, true)}Il serait déjà échu.`,
    "pass-too-long": (of) => `${pass(of, true)}Son code dépasserait ${of("value")} caractères : nommez moins de zones.`,
    "never-given-out": (of) =>
      `Jamais délivrés : ${of("passes")}${of("more") === "0" ? "" : ` et ${of("more")} autres`}.`,
    "no-such-pass": (of) => `Il n’y a pas de laissez-passer ${of("pass")}.`,
    "no-such-gate-device": () => "Cet appareil de point d’accès n’existe plus.",
    "gate-device-revoked": () => "Cet appareil a été révoqué : enrôlez-en un autre.",
    "lane-without-gate": () => "Une voie appartient à un point d’accès.",
  },
};
