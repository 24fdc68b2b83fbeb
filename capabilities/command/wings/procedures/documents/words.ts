import type { IncidentState, SignalState, StepState, TaskState } from "@cordon/kernel";
import type { PartView } from "../words.ts";

export type ReportLanguage = "fr" | "en";

export interface ReportWords {
  readonly title: string;
  readonly headings: Readonly<
    Record<"incident" | "measures" | "steps" | "tasks" | "signals" | "log" | "exhibits" | "proof" | "pictures", string>
  >;
  readonly states: Readonly<Record<IncidentState, string>>;
  readonly steps: Readonly<Record<StepState, string>>;
  readonly tasks: Readonly<Record<TaskState, string>>;
  readonly signals: Readonly<Record<SignalState, string>>;
  readonly relations: Readonly<Record<PartView["relation"], string>>;
  readonly actors: Readonly<Record<"person" | "device", string>>;
  readonly takenBy: (callSign: string) => string;
  readonly enteredBy: (who: string) => string;
  readonly kind: string;
  readonly priority: string;
  readonly place: string;
  /** Instead of coordinates, where nobody knew them. */
  readonly nowhere: string;
  readonly state: string;
  readonly opened: string;
  readonly closed: string;
  readonly outcome: string;
  readonly commanders: string;
  readonly toDecision: string;
  readonly toAcknowledge: string;
  readonly openFor: string;
  readonly unknown: string;
  readonly late: string;
  readonly notDone: string;
  readonly offered: string;
  readonly acknowledged: string;
  readonly started: string;
  readonly files: string;
  readonly bytes: string;
  readonly system: string;
  readonly journal: string;
  readonly entries: string;
  readonly root: string;
  readonly verify: string;
  readonly foot: string;
  readonly none: string;
  readonly gone: string;
}

export const REPORT_WORDS: Readonly<Record<ReportLanguage, ReportWords>> = {
  en: {
    title: "After-action report, incident",
    headings: {
      incident: "Incident",
      measures: "Measures",
      steps: "Checklist",
      tasks: "Tasks",
      signals: "Signals and triage",
      log: "Log",
      exhibits: "Exhibits (SHA-256)",
      pictures: "Stills",
      proof: "Proof",
    },
    states: { open: "open", closed: "closed", merged: "merged into another" },
    steps: { waiting: "not done", done: "done", skipped: "skipped" },
    tasks: {
      offered: "offered",
      acknowledged: "acknowledged",
      "under-way": "under way",
      done: "done",
      refused: "refused",
      cancelled: "cancelled",
    },
    signals: { waiting: "waiting", confirmed: "confirmed", dismissed: "dismissed", merged: "merged" },
    relations: { parent: "Part of incident", child: "Has as a part", merged: "Merged into it", into: "Merged into" },
    actors: { person: "person", device: "device" },
    takenBy: (callSign) => `${callSign} has taken it`,
    enteredBy: (who) => `by radio, entered by ${who}`,
    kind: "Kind",
    priority: "Priority",
    place: "Place",
    nowhere: "position unknown",
    state: "State",
    opened: "Opened",
    closed: "Closed",
    outcome: "Outcome",
    commanders: "Command",
    toDecision: "From notice to decision",
    toAcknowledge: "To acknowledge (median / longest)",
    openFor: "From opening to closing",
    unknown: "unknown",
    late: "late",
    notDone: "required",
    offered: "offered",
    acknowledged: "acknowledged",
    started: "started",
    files: "files",
    bytes: "bytes",
    system: "the system",
    journal: "Journal",
    entries: "Entries",
    root: "Root hash",
    verify:
      "Each line of the log has its number in the journal. Whoever holds this root can prove that the line is in it.",
    foot: "Made from the journal. It names no person.",
    none: "None.",
    gone: "no longer kept, or cannot be shown here",
  },
  fr: {
    title: "Retour d’expérience, incident",
    headings: {
      incident: "Incident",
      measures: "Mesures",
      steps: "Fiche réflexe",
      tasks: "Missions",
      signals: "Signaux et tri",
      log: "Main courante",
      exhibits: "Pièces (SHA-256)",
      pictures: "Images",
      proof: "Preuve",
    },
    states: { open: "ouvert", closed: "clos", merged: "fusionné dans un autre" },
    steps: { waiting: "non faite", done: "faite", skipped: "passée" },
    tasks: {
      offered: "proposée",
      acknowledged: "reçue",
      "under-way": "en cours",
      done: "faite",
      refused: "refusée",
      cancelled: "annulée",
    },
    signals: { waiting: "en attente", confirmed: "confirmé", dismissed: "écarté", merged: "rattaché" },
    relations: {
      parent: "Partie de l’incident",
      child: "A pour partie",
      merged: "Fusionné avec lui",
      into: "Fusionné dans",
    },
    actors: { person: "personne", device: "appareil" },
    takenBy: (callSign) => `${callSign} l’a prise`,
    enteredBy: (who) => `par radio, saisi par ${who}`,
    kind: "Nature",
    priority: "Priorité",
    place: "Lieu",
    nowhere: "position inconnue",
    state: "État",
    opened: "Ouvert",
    closed: "Clos",
    outcome: "Issue",
    commanders: "Commandement",
    toDecision: "De l’alerte à la décision",
    toAcknowledge: "Accusé de réception (médiane / maximum)",
    openFor: "De l’ouverture à la clôture",
    unknown: "inconnu",
    late: "en retard",
    notDone: "obligatoire",
    offered: "proposée",
    acknowledged: "reçue",
    started: "commencée",
    files: "pièces",
    bytes: "octets",
    system: "le système",
    journal: "Journal",
    entries: "Entrées",
    root: "Empreinte racine",
    verify: "Chaque ligne porte son numéro au journal. Qui détient cette racine peut prouver que la ligne y figure.",
    foot: "Établi d’après le journal. Il ne nomme personne.",
    none: "Néant.",
    gone: "n’est plus conservée, ou ne peut être montrée ici",
  },
};
