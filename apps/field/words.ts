import type { TaskEvent, TaskState } from "@cordon/kernel";
import { dictionary } from "@cordon/ui";
import type { Returned } from "./outbox/letters.ts";
import type { Sharing } from "./phone/state.ts";

const en = {
  title: "Cordon field",
  reach: {
    live: "Live",
    polling: "Slow link",
    nobody: "Out of reach",
    days: (count: number) => (count === 1 ? "1 day without network" : `${count} days without network`),
    nobodyHint: (age: string) => `Last heard ${age}. Your answers are kept and sent by themselves.`,
    neverHeard: "The server was not reached yet. Your answers are kept and sent by themselves.",
    full: "No more can be kept. Say by radio what matters.",
    waiting: (count: number) => (count === 1 ? "1 thing will be sent" : `${count} things will be sent`),
  },
  nav: {
    label: "What to do",
    tasks: "Tasks",
    report: "Report",
    talk: "Messages",
    shift: "Shift",
    phrases: "Phrases",
    unread: "unread",
  },
  push: {
    allow: "Tell me of tasks when this page is closed",
    on: "This phone also tells of new tasks when the page is closed.",
  },
  sharing: {
    shared: (metres: string) => `position ±${metres}`,
    not: {
      unasked: "position off",
      denied: "position off",
      searching: "no position",
      shared: "position on",
      "off-duty": "off duty",
      paused: "position paused",
    } satisfies Record<Sharing, string>,
  },
  returned: {
    title: (what: string) => `${what}: not taken. Say it by radio.`,
    what: {
      sos: "SOS",
      "call-off": "Calling off the SOS",
      report: "Report",
      shift: "Shift",
      message: "Message",
      read: "Read receipt",
      sharing: "Position",
      photo: "Photo",
    } satisfies Record<Returned["letter"]["what"], string>,
    understood: "Understood",
  },
  welcome: {
    title: "This phone belongs to no unit yet",
    how: "Ask the command room for a code, and scan it with this phone’s camera.",
  },
  offered: {
    title: "Make this phone",
    what: "From then on it receives the tasks of its unit. The code is good once.",
    replaces: (label: string) => `It will no longer be ${label}; what waits to be sent is dropped.`,
  },
  revoked: {
    title: "This phone was signed off",
    what: "The command room took it off its list. Ask for a new code and scan it.",
    kept: (count: number) =>
      count === 1 ? "1 answer was not sent. Say it by radio." : `${count} answers were not sent. Say them by radio.`,
  },
  cannotKeep: {
    title: "This browser keeps nothing",
    what: "Leave private browsing, or allow this site to store data, then open the link again.",
  },
  tasks: {
    none: "No task",
    noneHint: "It appears here by itself. Keep this page open.",
    noneOld: "None was known when the server was last heard.",
    more: "Next",
    ended: "Ended",
    chosen: "Shown above",
    incident: (number: number) => `Incident ${number}`,
    near: (place: string, distance: string) => `${distance} from ${place}`,
    inside: (place: string) => place,
    map: "Position",
    plan: "On the plan",
    offered: (age: string) => `given ${age}`,
    willBeSent: "will be sent",
    pressed: (age: string) => `answered ${age}`,
    withdrawn: "This unit was withdrawn.",
  },
  press: {
    acknowledge: "Received",
    start: "Under way",
    finish: "Done",
    refuse: "Cannot do it",
    undo: "Undo",
    held: { finish: "Done", refuse: "Refused", acknowledge: "Received", start: "Under way" } satisfies Record<
      Exclude<TaskEvent, "cancel">,
      string
    >,
  },
  refuse: {
    title: "Why not?",
    reasons: ["Busy with something else", "Cannot get there", "Need more people", "Not for this unit"],
    other: "Another reason",
    send: "Refuse the task",
    noPersonalData: "No names: this stays in the journal.",
    close: "Back",
  },
  conflict: {
    title: "Too late",
    pressed: (what: string, time: string) => `“${what}” at ${time}`,
    youSaid: (what: string) => `You had answered ${what}.`,
    state: {
      offered: "The task is offered again.",
      acknowledged: "The task was acknowledged already.",
      "under-way": "The task was under way already.",
      done: "The task was done already.",
      refused: "The task was refused already.",
      cancelled: "The command room had cancelled the task.",
    } satisfies Record<TaskState, string>,
    understood: "Understood",
  },
  outdated: { title: "Cordon was updated", reload: "Load again" },
  problem: "The tasks could not be read",
  quote: (said: string) => `“${said}”`,
};

const fr: typeof en = {
  title: "Cordon terrain",
  reach: {
    live: "En direct",
    polling: "Liaison lente",
    nobody: "Hors de portée",
    days: (count) => (count === 1 ? "1 jour sans réseau" : `${count} jours sans réseau`),
    nobodyHint: (age) => `Dernier contact ${age}. Vos réponses sont gardées et partiront toutes seules.`,
    neverHeard: "Le serveur n’a pas encore été joint. Vos réponses sont gardées et partiront toutes seules.",
    full: "Rien de plus ne peut être gardé. Dites par radio ce qui compte.",
    waiting: (count) => (count === 1 ? "1 envoi en attente" : `${count} envois en attente`),
  },
  nav: {
    label: "Que faire",
    tasks: "Missions",
    report: "Signaler",
    talk: "Messages",
    shift: "Service",
    phrases: "Phrases",
    unread: "non lus",
  },
  push: {
    allow: "M’avertir quand cette page est fermée",
    on: "Ce téléphone avertit aussi quand la page est fermée.",
  },
  sharing: {
    shared: (metres) => `position ±${metres}`,
    not: {
      unasked: "position non partagée",
      denied: "position non partagée",
      searching: "sans position",
      shared: "position partagée",
      "off-duty": "hors service",
      paused: "position suspendue",
    },
  },
  returned: {
    title: (what) => `${what} : non pris en compte. Dites-le par radio.`,
    what: {
      sos: "SOS",
      "call-off": "Levée du SOS",
      report: "Compte rendu",
      shift: "Service",
      message: "Message",
      read: "Accusé de lecture",
      sharing: "Position",
      photo: "Photo",
    },
    understood: "Compris",
  },
  welcome: {
    title: "Ce téléphone n’est encore à aucune unité",
    how: "Demandez un code à la salle de commandement et scannez-le avec l’appareil photo du téléphone.",
  },
  offered: {
    title: "Faire de ce téléphone",
    what: "Il recevra les missions de son unité. Le code ne sert qu’une fois.",
    replaces: (label) => `Il ne sera plus ${label} ; ce qui attend de partir est perdu.`,
  },
  revoked: {
    title: "Ce téléphone a été retiré",
    what: "La salle de commandement l’a rayé de sa liste. Demandez un nouveau code et scannez-le.",
    kept: (count) =>
      count === 1
        ? "1 réponse n’est pas partie. Dites-la par radio."
        : `${count} réponses ne sont pas parties. Dites-les par radio.`,
  },
  cannotKeep: {
    title: "Ce navigateur ne garde rien",
    what: "Quittez la navigation privée ou autorisez ce site à garder des données, puis rouvrez le lien.",
  },
  tasks: {
    none: "Aucune mission",
    noneHint: "Elle s’affichera ici toute seule. Gardez cette page ouverte.",
    noneOld: "Aucune n’était connue au dernier contact.",
    more: "Ensuite",
    ended: "Terminées",
    chosen: "Affichée ci-dessus",
    incident: (number) => `Incident ${number}`,
    near: (place, distance) => `à ${distance} de ${place}`,
    inside: (place) => place,
    map: "Position",
    plan: "Sur le plan",
    offered: (age) => `donnée ${age}`,
    willBeSent: "va partir",
    pressed: (age) => `répondu ${age}`,
    withdrawn: "Cette unité a été retirée.",
  },
  press: {
    acknowledge: "Reçu",
    start: "En route",
    finish: "Terminé",
    refuse: "Impossible",
    undo: "Annuler",
    held: { finish: "Terminé", refuse: "Refusée", acknowledge: "Reçu", start: "En route" },
  },
  refuse: {
    title: "Pourquoi ?",
    reasons: ["Déjà engagés ailleurs", "Impossible d’y accéder", "Renfort nécessaire", "Pas pour cette unité"],
    other: "Une autre raison",
    send: "Refuser la mission",
    noPersonalData: "Pas de nom : cela reste au journal.",
    close: "Retour",
  },
  conflict: {
    title: "Trop tard",
    pressed: (what, time) => `« ${what} » à ${time}`,
    youSaid: (what) => `Vous aviez répondu ${what}.`,
    state: {
      offered: "La mission est à nouveau proposée.",
      acknowledged: "La mission était déjà reçue.",
      "under-way": "La mission était déjà en cours.",
      done: "La mission était déjà faite.",
      refused: "La mission était déjà refusée.",
      cancelled: "La salle de commandement avait annulé la mission.",
    },
    understood: "Compris",
  },
  outdated: { title: "Cordon a été mis à jour", reload: "Recharger" },
  problem: "Les missions n’ont pas pu être lues",
  quote: (said) => `« ${said} »`,
};

export const useFieldWords = dictionary({ en, fr });
