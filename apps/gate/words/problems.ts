import { dictionary } from "@cordon/ui";
import type { DocumentFault } from "../gate/state.ts";

const en = {
  cannotKeep: {
    title: "Nothing more can be kept",
    what: "This device’s storage is full and the server is out of reach. Use another device. What was scanned is safe.",
  },
  nearlyFull: { title: "Storage is nearly full", what: "Delete photos or apps. Until then scans still are kept." },
  noKeys: { title: "No keys yet", what: "Passes cannot be checked before the keys arrive. Check the network." },
  noRules: { title: "No rules yet", what: "Nobody can be checked before the rules arrive. Check the network." },
  rulesOver: {
    title: "The rules are not in force",
    what: (from: string, until: string) => `They hold from ${from} to ${until}.`,
  },
  gateNotInRules: {
    title: "The rules do not know this gate",
    what: "The command room must publish them with this gate.",
  },
  noMandate: {
    title: "No mandate is in force",
    what: "The law allows no check here now. The command room knows when it may go on.",
  },
  noRevocations: { title: "Revocations never received", what: "A pass that was taken back is not known here yet." },
  forged: {
    title: "A document was refused",
    what: { keys: "Keys", rules: "Rules", root: "Root key" },
    because: {
      malformed: "broken",
      "another-root": "signed by somebody else",
      "bad-signature": "wrong signature",
      older: "older than what is held",
      "not-a-document": "not what it should be",
    } satisfies Record<DocumentFault, string>,
    hint: "Somebody may be forging. The gate goes on with what it held. Tell the command room.",
  },
  skew: {
    title: "This device’s clock is wrong",
    what: (size: string, ahead: boolean) =>
      `It is ${size} ${ahead ? "fast" : "slow"}. Times are corrected by the server’s clock.`,
  },
  outdated: { title: "Cordon was updated", what: "Load the page again. What waits is kept.", reload: "Load again" },
  refusedScans: {
    title: (count: number) => (count === 1 ? "1 scan was not taken" : `${count} scans were not taken`),
    what: "They stay kept here. Tell the command room.",
  },
  server: { title: "The server has a problem" },
};

const fr: typeof en = {
  cannotKeep: {
    title: "Plus rien ne peut être gardé",
    what: "La mémoire du terminal est pleine et le serveur hors de portée. Prenez un autre terminal. Les contrôles faits sont à l’abri.",
  },
  nearlyFull: {
    title: "Mémoire presque pleine",
    what: "Supprimez des photos ou des applications. D’ici là, les contrôles sont encore gardés.",
  },
  noKeys: { title: "Pas encore de clés", what: "Rien ne peut être vérifié avant leur arrivée. Vérifiez le réseau." },
  noRules: {
    title: "Pas encore de règles",
    what: "Personne ne peut être contrôlé avant leur arrivée. Vérifiez le réseau.",
  },
  rulesOver: {
    title: "Les règles ne sont pas en vigueur",
    what: (from, until) => `Validité\u00a0: ${from} – ${until}.`,
  },
  gateNotInRules: {
    title: "Les règles ignorent ce point d’accès",
    what: "La salle de commandement doit les publier avec ce point d’accès.",
  },
  noMandate: {
    title: "Aucun mandat en vigueur",
    what: "La loi n’autorise aucun contrôle ici pour l’instant. La salle de commandement sait quand reprendre.",
  },
  noRevocations: {
    title: "Révocations jamais reçues",
    what: "Un laissez-passer retiré n’est pas encore connu ici.",
  },
  forged: {
    title: "Un document a été refusé",
    what: { keys: "Clés", rules: "Règles", root: "Clé racine" },
    because: {
      malformed: "abîmé",
      "another-root": "signé par quelqu’un d’autre",
      "bad-signature": "signature fausse",
      older: "plus ancien que celui d’ici",
      "not-a-document": "d’une autre nature",
    },
    hint: "Peut-être un faux. Le terminal continue avec ce qu’il avait. Prévenez la salle de commandement.",
  },
  skew: {
    title: "L’horloge du terminal est fausse",
    what: (size, ahead) =>
      `Elle ${ahead ? "avance" : "retarde"} de ${size}. Les heures sont corrigées par l’horloge du serveur.`,
  },
  outdated: {
    title: "Cordon a été mis à jour",
    what: "Rechargez la page. Ce qui attend est gardé.",
    reload: "Recharger",
  },
  refusedScans: {
    title: (count) => (count === 1 ? "1 contrôle n’a pas été pris" : `${count} contrôles n’ont pas été pris`),
    what: "Ils restent gardés ici. Prévenez la salle de commandement.",
  },
  server: { title: "Le serveur a un problème" },
};

/** What is not as it should be, and what to do about it. */
export const useProblemWords = dictionary({ en, fr });
