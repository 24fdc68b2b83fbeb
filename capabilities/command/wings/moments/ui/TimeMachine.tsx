import { instantOf } from "@cordon/kernel";
import { OperationTime, PastProvider, tell, useProblemText } from "@cordon/ui";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "./doors.ts";
import { useMomentWords } from "./words.ts";

/** The moment that is looked at. */
export interface LookedAt {
  /** How many entries are known. */
  readonly size: number;
  /** By the clock on the wall, then. */
  readonly atMs: number;
  /** The moment before this one, or the one that was chosen to compare with. */
  readonly since: number;
  readonly pinned: boolean;
  /** How many times faster than life; null while it stands. */
  readonly speed: number | null;
  readonly firstMs: number;
  readonly journal: number;
}

export interface TimeMachine {
  /** Null while it is now. */
  readonly past: LookedAt | null;
  readonly nowMs: () => number;
  /** Goes to an instant, or to where so many entries are known. What lies ahead is now. */
  readonly go: (to: { readonly atMs: number } | { readonly size: number; readonly since?: number }) => void;
  readonly play: (speed: number | null) => void;
  /** Compares with this moment from now on; null: with the one before. */
  readonly pin: (size: number | null) => void;
  readonly toNow: () => void;
}

const Machine = createContext<TimeMachine | null>(null);

/** @throws Error outside of {@link TimeMachineProvider}: a bug */
export function useTimeMachine(): TimeMachine {
  const machine = useContext(Machine);
  if (machine === null) throw new Error("there is no time machine here");
  return machine;
}

const TICK_MS = 500;

/** Going on, what changed is what happened since; going back, what the last entry did that is known there. */
function sinceOf(before: LookedAt | null, size: number, chosen: number | undefined): number {
  if (chosen !== undefined) return chosen;
  if (before === null) return Math.max(0, size - 1);
  if (before.pinned || before.size === size) return before.since;
  return before.size < size ? before.size : Math.max(0, size - 1);
}

/** Below it, the command room's screens and every clock show the moment that is looked at. */
export function TimeMachineProvider({
  timeZone,
  nowMs,
  children,
}: {
  readonly timeZone: string;
  readonly nowMs: () => number;
  readonly children: ReactNode;
}) {
  const words = useMomentWords();
  const problemText = useProblemText();
  const client = useClient();
  const [past, setPast] = useState<LookedAt | null>(null);
  const current = useRef(past);
  current.current = past;
  // The newest wish wins: an answer that was overtaken is not shown.
  const wish = useRef(0);
  const asking = useRef(false);

  const toNow = useCallback(() => {
    wish.current += 1;
    setPast(null);
  }, []);

  const go = useCallback<TimeMachine["go"]>(
    (to) => {
      const mine = ++wish.current;
      const ahead = "atMs" in to && to.atMs >= nowMs() - 1000;
      if (ahead && current.current !== null && current.current.speed !== null) {
        toNow();
        return;
      }
      const input = "size" in to ? { size: to.size } : ahead ? {} : { instant: instantOf(Math.floor(to.atMs)) };
      asking.current = true;
      void client.ask("command.find-moment", input).then((found) => {
        asking.current = false;
        if (mine !== wish.current) return;
        if (!found.ok) {
          tell({ message: problemText(found.problem), tone: "attention" });
          return;
        }
        const { size, at, first, journal } = found.output;
        const firstMs = first === null ? nowMs() : Date.parse(first);
        const atMs = "atMs" in to ? Math.min(to.atMs, nowMs()) : at === null ? firstMs - 1 : Date.parse(at);
        setPast((before) => {
          const since = sinceOf(before, size, "size" in to ? to.since : undefined);
          return { size, atMs, since, pinned: before?.pinned ?? false, speed: before?.speed ?? null, firstMs, journal };
        });
      });
    },
    [client, nowMs, problemText, toNow],
  );

  const play = useCallback((speed: number | null) => setPast((before) => before && { ...before, speed }), []);
  const pin = useCallback(
    (size: number | null) =>
      setPast((before) => before && { ...before, pinned: size !== null, since: size ?? Math.max(0, before.size - 1) }),
    [],
  );

  const speed = past?.speed ?? null;
  useEffect(() => {
    if (speed === null) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const here = current.current;
      // A slow answer slows the play down; it does not make it jump.
      if (here === null || asking.current) {
        last = performance.now();
        return;
      }
      const elapsed = performance.now() - last;
      last = performance.now();
      go({ atMs: here.atMs + elapsed * speed });
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [speed, go]);

  const machine = useMemo(
    (): TimeMachine => ({ past, nowMs, go, play, pin, toNow }),
    [past, nowMs, go, play, pin, toNow],
  );
  const size = past?.size ?? null;
  const then = useMemo(() => (size === null ? null : { size, because: words.nothingCanBeDone }), [size, words]);
  const clock = useMemo(() => ({ timeZone, nowMs: () => current.current?.atMs ?? nowMs() }), [timeZone, nowMs]);
  return (
    <Machine.Provider value={machine}>
      <PastProvider value={then}>
        <OperationTime clock={clock}>{children}</OperationTime>
      </PastProvider>
    </Machine.Provider>
  );
}
