import type { HandOverState, IncidentState, KernelRefusals, SignalState, StepState, TaskState } from "@cordon/kernel";
import type { SayingsOf } from "./sayings.ts";

/** What stands in the way of each thing that has states, in a sentence; of what is not named here, in general. */
interface Stands {
  readonly signal: Readonly<Record<SignalState, string>>;
  readonly incident: Readonly<Record<IncidentState, string>>;
  readonly task: Readonly<Record<TaskState, string>>;
  readonly step: Readonly<Record<StepState, string>>;
  readonly handover: Readonly<Record<HandOverState, string>>;
}

const en: Stands = {
  signal: {
    waiting: "The signal waits still.",
    confirmed: "The signal was confirmed already.",
    dismissed: "The signal was dismissed meanwhile.",
    merged: "The signal was merged into an incident meanwhile.",
  },
  incident: {
    open: "The incident is open already.",
    closed: "The incident is closed.",
    merged: "The incident was merged into another one.",
  },
  task: {
    offered: "The task was not acknowledged yet.",
    acknowledged: "The task was acknowledged already.",
    "under-way": "The task is under way already.",
    done: "The task is done.",
    refused: "The task was refused.",
    cancelled: "The task was cancelled.",
  },
  step: {
    waiting: "The step waits still.",
    done: "The step was done already.",
    skipped: "The step was skipped already.",
  },
  handover: {
    none: "Nobody is asked to take command any more.",
    asked: "Somebody is asked to take command already.",
  },
};

const fr: Stands = {
  signal: {
    waiting: "Le signal attend encore.",
    confirmed: "Le signal a déjà été confirmé.",
    dismissed: "Le signal a été écarté entre-temps.",
    merged: "Le signal a été rattaché à un incident entre-temps.",
  },
  incident: {
    open: "L’incident est déjà ouvert.",
    closed: "L’incident est clos.",
    merged: "L’incident a été fusionné avec un autre.",
  },
  task: {
    offered: "La mission n’a pas encore été reçue.",
    acknowledged: "La mission a déjà été reçue.",
    "under-way": "La mission est déjà en cours.",
    done: "La mission est terminée.",
    refused: "La mission a été refusée.",
    cancelled: "La mission a été annulée.",
  },
  step: {
    waiting: "L’étape attend encore.",
    done: "L’étape est déjà faite.",
    skipped: "L’étape a déjà été passée.",
  },
  handover: {
    none: "Personne n’est plus sollicité pour prendre le commandement.",
    asked: "Quelqu’un est déjà sollicité pour prendre le commandement.",
  },
};

const sentence = (stands: Stands, thing: string, state: string): string | undefined =>
  new Map<string, Readonly<Record<string, string>>>(Object.entries(stands)).get(thing)?.[state];

/** The kernel's own refusals: every room has them. */
export const KERNEL_SAYINGS: SayingsOf<KernelRefusals> = {
  en: { "wrong-state": (of) => sentence(en, of("thing"), of("state")) ?? "Its state does not allow that any more." },
  fr: { "wrong-state": (of) => sentence(fr, of("thing"), of("state")) ?? "Son état ne le permet plus." },
};
