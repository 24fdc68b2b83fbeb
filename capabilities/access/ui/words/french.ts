import type { Means, RevocationReason, VerdictName } from "../../words.ts";
import type { AccessWords } from "./english.ts";
import { frLive } from "./french-live.ts";
import { frPasses } from "./french-passes.ts";
import { frPerimeters } from "./french-perimeters.ts";

const means: Record<Means, string> = {
  foot: "à pied",
  bicycle: "à vélo",
  "two-wheeler": "deux-roues motorisé",
  car: "voiture",
  van: "camionnette",
  lorry: "poids lourd",
  bus: "autobus",
  "emergency-vehicle": "véhicule de secours",
};

const verdict: Record<VerdictName, string> = {
  admit: "Admis",
  "admit-with-id-check": "Admis, pièce d’identité",
  "wrong-zone": "Mauvaise zone",
  "not-yet": "Pas encore",
  "no-longer": "Plus valable",
  revoked: "Révoqué",
  "already-inside": "Déjà à l’intérieur",
  unreadable: "Illisible",
  "not-genuine": "Pas authentique",
  "vehicle-not-allowed": "Véhicule non admis",
  escort: "Escorte",
  "gate-closed": "Point d’accès fermé",
};

const reasons: Record<RevocationReason, string> = {
  lost: "perdu",
  stolen: "volé",
  replaced: "remplacé",
  withdrawn: "retiré",
  "issued-in-error": "délivré par erreur",
  abused: "usage abusif",
};

const REGIMES: Readonly<Record<string, string>> = {
  grey: "gris",
  red: "rouge",
  blue: "bleu",
  black: "noir",
  forbidden: "interdit",
  sensitive: "sensible",
};

const CATEGORIES: Readonly<Record<string, string>> = {
  resident: "Riverain",
  worker: "Travailleur",
  visitor: "Visiteur",
  delivery: "Livraison",
  ticket: "Billet",
  accredited: "Accrédité",
  press: "Presse",
  official: "Officiel",
  emergency: "Secours",
  supervisor: "Superviseur",
};

export const fr: AccessWords = {
  save: "Enregistrer",
  undo: "Annuler",
  change: "Modifier",
  takeAway: "Retirer",
  unknownZone: "zone inconnue",
  means,
  verdict,
  direction: { in: "entrée", out: "sortie", both: "deux sens" },
  regime: (name) => REGIMES[name] ?? name,
  category: (code) => CATEGORIES[code] ?? code,
  intoZone: (zone) => `vers ${zone}`,
  ...frPerimeters,
  passes: { ...frPasses, reasons },
  live: frLive,
};
