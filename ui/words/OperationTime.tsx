import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { useLanguage } from "./dictionary.ts";
import { DEFAULT_TIME_ZONE, type Format, formatOf } from "./format.ts";

/** The operation's clock: real time, or the time of an exercise. Read by whatever shows a time or an age. */
export interface OperationClock {
  readonly timeZone: string;
  /** Milliseconds since 1970, by the operation's clock. */
  readonly nowMs: () => number;
}

const realTime: OperationClock = { timeZone: DEFAULT_TIME_ZONE, nowMs: () => Date.now() };
const Clock = createContext<OperationClock>(realTime);

export function OperationTime({ clock, children }: { readonly clock: OperationClock; readonly children: ReactNode }) {
  return <Clock.Provider value={clock}>{children}</Clock.Provider>;
}

export function useFormat(): Format {
  const { timeZone } = useContext(Clock);
  const language = useLanguage();
  return formatOf(language, timeZone);
}

/**
 * Now by the operation's clock, to the whole second, so that what shows it renders once a second and together.
 * @param stepMs how coarse: who needs no second is not rendered each second
 */
export function useNowMs(stepMs = 1000): number {
  const clock = useContext(Clock);
  const whole = () => Math.floor(clock.nowMs() / stepMs) * stepMs;
  return useSyncExternalStore(everySecond, whole, whole);
}

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** One timer for the whole page, however many ages it shows; none while nobody looks at it. */
function everySecond(listener: () => void): () => void {
  if (waiting.size === 0) document.addEventListener("visibilitychange", tick);
  waiting.add(listener);
  if (timer === undefined) arm();
  return () => {
    waiting.delete(listener);
    if (waiting.size > 0) return;
    document.removeEventListener("visibilitychange", tick);
    clearTimeout(timer);
    timer = undefined;
  };
}

function arm(): void {
  clearTimeout(timer);
  timer = document.visibilityState === "hidden" ? undefined : setTimeout(tick, 250);
}

function tick(): void {
  arm();
  for (const each of waiting) each();
}

/** The IANA name of the operation's zone, by whose clock times are typed. */
export function useTimeZone(): string {
  return useContext(Clock).timeZone;
}
