import type { Engine } from "../screens/engine.tsx";
import type { GateState } from "../gate/state.ts";

const nothing = () => Promise.resolve();

/** A gate that stands still in one state, and only lets its screens be opened and closed. */
export function storyEngine(shown: GateState): Engine {
  let state = shown;
  const listeners = new Set<() => void>();
  const show = (change: Partial<GateState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look: nothing,
    accept: nothing,
    decline: nothing,
    takeOver: nothing,
    workHere: nothing,
    choose: (work) => {
      if (state.work !== null) show({ work: { ...state.work, ...work } });
      return nothing();
    },
    dismiss: () => show({ ruling: null, overriding: null }),
    escort: nothing,
    lookUp: (number) => {
      show({ lookUp: { step: "failed", number, because: "unknown-number" } });
      return Promise.resolve();
    },
    clearLookUp: () => show({ lookUp: null }),
    beginOverride: () => {
      if (state.ruling !== null) show({ overriding: { step: "card", ruling: state.ruling, refused: null } });
    },
    cancelOverride: () => show({ overriding: null }),
    override: nothing,
    reportQueue: () => Promise.resolve(true),
    showCamera: () => undefined,
    retryCamera: nothing,
    torch: nothing,
    switchCamera: nothing,
    reload: () => undefined,
  };
}
