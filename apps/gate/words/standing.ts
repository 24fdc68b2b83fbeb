import { dictionary } from "@cordon/ui";

const en = {
  title: "Cordon gate",
  welcome: {
    title: "This device belongs to no gate yet",
    how: "Ask the command room for a code, and scan it: here, with the device’s camera, or with a hand scanner.",
    camera: "Scan the code here",
    cleared: "What this device had kept is gone: its storage was cleared. It must be enrolled again.",
  },
  offered: {
    title: "Make this device",
    what: "From then on it checks passes at its gate. The code is good once.",
    replaces: (label: string) => `It will no longer be ${label}. Scans it still had to send are kept.`,
  },
  elsewhere: {
    title: "The gate is open in another window",
    what: "Only one may scan at a time. Close the other one, or go on here.",
    yes: "Go on here",
  },
  noPost: {
    title: "No gate yet",
    what: (label: string) =>
      `${label} is enrolled. The command room now says at which gate it works; it appears here by itself.`,
    cut: "The server is out of reach. Check the network.",
  },
  revoked: {
    title: "This device was signed off",
    what: "The command room took it off its list: it checks nobody any more. Ask for a new code and scan it.",
    kept: (count: number) =>
      count === 1
        ? "1 scan was not sent. It stays kept: do not clear this device, tell the command room."
        : `${count} scans were not sent. They stay kept: do not clear this device, tell the command room.`,
  },
  cannotKeep: {
    title: "This browser keeps nothing",
    what: "Leave private browsing, or allow this site to store data, then open the link again.",
  },
};

const fr: typeof en = {
  title: "Cordon accès",
  welcome: {
    title: "Ce terminal n’est encore à aucun point d’accès",
    how: "Demandez un code à la salle de commandement et scannez-le\u00a0: ici, avec l’appareil photo du terminal, ou à la douchette.",
    camera: "Scanner le code ici",
    cleared: "Ce que ce terminal gardait a disparu\u00a0: sa mémoire a été effacée. Il faut l’enrôler à nouveau.",
  },
  offered: {
    title: "Faire de ce terminal",
    what: "Il contrôlera les laissez-passer à son point d’accès. Le code ne sert qu’une fois.",
    replaces: (label) => `Il ne sera plus ${label}. Les contrôles qui restent à envoyer sont gardés.`,
  },
  elsewhere: {
    title: "Le contrôle est ouvert dans une autre fenêtre",
    what: "Une seule peut scanner à la fois. Fermez l’autre, ou continuez ici.",
    yes: "Continuer ici",
  },
  noPost: {
    title: "Pas encore de point d’accès",
    what: (label) =>
      `${label} est enrôlé. La salle de commandement lui donne son point d’accès\u202f; il apparaîtra ici tout seul.`,
    cut: "Le serveur est hors de portée. Vérifiez le réseau.",
  },
  revoked: {
    title: "Ce terminal a été retiré",
    what: "La salle de commandement l’a rayé de sa liste\u00a0: il ne contrôle plus personne. Demandez un nouveau code et scannez-le.",
    kept: (count) =>
      count === 1
        ? "1 contrôle n’a pas été envoyé. Il reste gardé\u00a0: n’effacez pas ce terminal, prévenez la salle de commandement."
        : `${count} contrôles n’ont pas été envoyés. Ils restent gardés\u00a0: n’effacez pas ce terminal, prévenez la salle de commandement.`,
  },
  cannotKeep: {
    title: "Ce navigateur ne garde rien",
    what: "Quittez la navigation privée, ou autorisez ce site à garder des données, puis rouvrez le lien.",
  },
};

/** What is said before a device has its gate, and after it lost it. */
export const useStandingWords = dictionary({ en, fr });
