import {
  type BlobHash,
  canonicalJson,
  isRefusal,
  type Machine,
  type NewEntry,
  type Refusal,
  step,
} from "@cordon/kernel";
import {
  type Layout,
  ModelAdded,
  type ModelInput,
  ModelReady,
  ModelRefused,
  ModelRemoved,
  type ModelState,
  ModelUsed,
} from "../words/model.ts";
import { refuseWatch } from "../words/refusals.ts";

type Decision = readonly NewEntry[] | Refusal;

/** A model as the tables know it. */
export interface StandingModel {
  readonly said: ModelInput;
  readonly state: ModelState;
  readonly layout: Layout | null;
  /** All cameras look with it. */
  readonly used: boolean;
}

export type ModelEvent = "add" | "accept" | "refuse" | "remove";

/** A model is looked at before it is ready, and again when it was refused or removed and somebody asks for it anew. */
export const modelMachine: Machine<ModelState, ModelEvent> = {
  word: "model",
  initial: "waiting",
  table: {
    waiting: { add: null, accept: "ready", refuse: "refused", remove: "removed" },
    refused: { add: "waiting", accept: null, refuse: null, remove: "removed" },
    ready: { add: "waiting", accept: null, refuse: null, remove: "removed" },
    removed: { add: "waiting", accept: null, refuse: null, remove: null },
  },
};

/** Adding what is there in the same words changes nothing; one that is in use is not looked at anew under the cameras. */
export function addModel(said: ModelInput, standing: StandingModel | null): Decision {
  if (standing === null) return [ModelAdded.of(said)];
  const isSame = canonicalJson(said) === canonicalJson(standing.said);
  if (isSame && (standing.state === "ready" || standing.state === "waiting")) return [];
  if (standing.used)
    return refuseWatch(
      "model-in-use",
      "not-possible-now",
      "this model is in use: use another, or none, before it is changed",
      said.sha256,
    );
  return after(standing, "add", ModelAdded.of(said));
}

export function acceptModel(
  standing: StandingModel,
  found: { readonly bytes: number; readonly layout: Layout },
): Decision {
  return after(standing, "accept", ModelReady.of({ sha256: standing.said.sha256, ...found }));
}

export function refuseModel(standing: StandingModel, because: string): Decision {
  return after(standing, "refuse", ModelRefused.of({ sha256: standing.said.sha256, because: because.slice(0, 600) }));
}

/** What is removed is not used any more. */
export function removeModel(sha256: BlobHash, standing: StandingModel | null): Decision {
  if (standing === null) return refuseWatch("no-such-model", "not-found", "there is no such model", sha256);
  const removed = after(standing, "remove", ModelRemoved.of({ sha256 }));
  if (isRefusal(removed) || !standing.used) return removed;
  return [ModelUsed.of({ sha256: null }), ...removed];
}

/**
 * @param chosen the model to use from now on, null for none
 * @param used the one in use
 */
export function useModel(sha256: BlobHash | null, chosen: StandingModel | null, used: StandingModel | null): Decision {
  if (sha256 === null) return used === null ? [] : [ModelUsed.of({ sha256: null })];
  if (chosen === null || chosen.state === "removed")
    return refuseWatch("no-such-model", "not-found", "there is no such model", sha256);
  if (chosen.state !== "ready")
    return refuseWatch(
      "model-not-ready",
      "not-possible-now",
      `a model that is ${chosen.state} cannot be used`,
      chosen.state,
    );
  return chosen.used ? [] : [ModelUsed.of({ sha256 })];
}

function after({ state }: StandingModel, event: ModelEvent, entry: NewEntry): Decision {
  const next = step(modelMachine, state, event);
  return isRefusal(next) ? next : [entry];
}
