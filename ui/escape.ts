import type { KeyboardEvent } from "react";

/** Escape, for whoever puts a form away with it; not the one that closes a list of choices which is open in the form. */
export const isEscape = ({ key, target }: KeyboardEvent): boolean =>
  key === "Escape" && !(target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true");
