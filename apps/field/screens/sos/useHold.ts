import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

/** Long enough that no pocket and no wet thumb does it, short enough for somebody who is pushed. */
export const HOLD_MS = 2_000;

/**
 * Something that is done by holding: with a finger, or with the space bar or Enter. Letting go, sliding off or losing the page cancels it.
 * @returns whether it is being held, and what to spread on the button
 */
export function useHold(done: () => void) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(done);
  latest.current = done;
  const cancel = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHolding(false);
  };
  const begin = () => {
    if (timer.current !== undefined) return;
    setHolding(true);
    navigator.vibrate?.(60);
    timer.current = setTimeout(() => {
      cancel();
      latest.current();
    }, HOLD_MS);
  };
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === "hidden") cancel();
    };
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      clearTimeout(timer.current);
    };
  }, []);
  return {
    holding,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        // What begins on the button ends wherever the finger is let go.
        event.currentTarget.setPointerCapture(event.pointerId);
        begin();
      },
      onPointerUp: cancel,
      onPointerCancel: cancel,
      onLostPointerCapture: cancel,
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === "Escape") cancel();
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        if (!event.repeat) begin();
      },
      onKeyUp: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === " " || event.key === "Enter") cancel();
      },
      onBlur: cancel,
      onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
    },
  };
}
