import { createContext, type ReactNode, useContext, useRef, useSyncExternalStore } from "react";
import type { GateEngine } from "../gate/engine.ts";
import type { GateState } from "../gate/state.ts";
import type { Speaker } from "../sounds/speaker.ts";

/** What a screen can ask of the gate. */
export type Engine = Pick<
  GateEngine,
  | "state"
  | "subscribe"
  | "look"
  | "accept"
  | "decline"
  | "takeOver"
  | "workHere"
  | "choose"
  | "dismiss"
  | "escort"
  | "lookUp"
  | "clearLookUp"
  | "beginOverride"
  | "cancelOverride"
  | "override"
  | "reportQueue"
  | "showCamera"
  | "retryCamera"
  | "torch"
  | "switchCamera"
  | "reload"
>;

const HeldEngine = createContext<Engine | null>(null);
const HeldSpeaker = createContext<Speaker | null>(null);

export function GateProvider(props: {
  readonly engine: Engine;
  readonly speaker: Speaker;
  readonly children: ReactNode;
}) {
  return (
    <HeldEngine.Provider value={props.engine}>
      <HeldSpeaker.Provider value={props.speaker}>{props.children}</HeldSpeaker.Provider>
    </HeldEngine.Provider>
  );
}

export function useEngine(): Engine {
  const engine = useContext(HeldEngine);
  if (engine === null) throw new Error("a screen outside of GateProvider");
  return engine;
}

/** These parts of the gate's state. A screen is rendered anew when one of them changes, and not for the rest: on a slow phone that shows. */
export function useGateState<Part extends keyof GateState>(...parts: readonly Part[]): Pick<GateState, Part> {
  const engine = useEngine();
  const seen = useRef<GateState | null>(null);
  return useSyncExternalStore(engine.subscribe, () => {
    const state = engine.state();
    const before = seen.current;
    if (before !== null && parts.every((part) => Object.is(before[part], state[part]))) return before;
    seen.current = state;
    return state;
  });
}

export function useSpeaker(): Speaker {
  const speaker = useContext(HeldSpeaker);
  if (speaker === null) throw new Error("a screen outside of GateProvider");
  return speaker;
}
