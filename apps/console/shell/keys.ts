import { useEffect, useRef } from "react";

/** How long after G the second key may come. */
const SEQUENCE_MS = 1500;

/** Whether a key press is meant for what has the focus: a field, a list that is open. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName)) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button", "range"].includes(target.type);
}

/** `G` and then a letter goes somewhere: `{ j: () => go("/journal") }`. */
export function useGoKeys(places: Readonly<Record<string, () => void>>): void {
  const latest = useRef(places);
  latest.current = places;
  useEffect(() => {
    let pressedAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const go = event.timeStamp - pressedAt < SEQUENCE_MS ? latest.current[key] : undefined;
      pressedAt = key === "g" && go === undefined ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (go === undefined) return;
      event.preventDefault();
      // The letter means one thing only: whoever listens for it alone must not hear it.
      event.stopImmediatePropagation();
      go();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
