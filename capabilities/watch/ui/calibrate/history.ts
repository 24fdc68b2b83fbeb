import { useCallback, useReducer } from "react";

/** As many steps can be taken back. */
const KEPT = 200;

export interface History<Value> {
  readonly past: readonly Value[];
  readonly now: Value;
  readonly future: readonly Value[];
}

export type Step<Value> =
  | { readonly step: "change"; readonly to: Value }
  /** What goes on while something is dragged or typed: one step with what came before it. */
  | { readonly step: "amend"; readonly to: Value }
  | { readonly step: "undo" }
  | { readonly step: "redo" };

export function after<Value>(history: History<Value>, step: Step<Value>): History<Value> {
  const { past, now, future } = history;
  switch (step.step) {
    case "change":
      return step.to === now ? history : { past: [...past.slice(-KEPT + 1), now], now: step.to, future: [] };
    case "amend":
      return { past, now: step.to, future: [] };
    case "undo": {
      const before = past.at(-1);
      return before === undefined ? history : { past: past.slice(0, -1), now: before, future: [now, ...future] };
    }
    case "redo": {
      const [next, ...rest] = future;
      return next === undefined ? history : { past: [...past, now], now: next, future: rest };
    }
  }
}

export function begin<Value>(now: Value): History<Value> {
  return { past: [], now, future: [] };
}

export interface Undoable<Value> {
  readonly value: Value;
  /** All of it, to be gone on with later. */
  readonly history: History<Value>;
  readonly change: (to: Value) => void;
  readonly amend: (to: Value) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A value whose changes can be taken back, and taken back again. */
export function useUndoable<Value>(first: () => History<Value>): Undoable<Value> {
  const [history, dispatch] = useReducer(after<Value>, null, first);
  return {
    value: history.now,
    history,
    change: useCallback((to) => dispatch({ step: "change", to }), []),
    amend: useCallback((to) => dispatch({ step: "amend", to }), []),
    undo: useCallback(() => dispatch({ step: "undo" }), []),
    redo: useCallback(() => dispatch({ step: "redo" }), []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
