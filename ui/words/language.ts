/** The languages Cordon speaks. Each dictionary is complete in every one of them, or it does not compile. */
export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "cordon.language";
const listeners = new Set<() => void>();

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first of the person's languages that Cordon speaks; English when it speaks none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    if (isLanguage(base)) return base;
  }
  return "en";
}

let current: Language | null = null;

export function language(): Language {
  if (current === null) {
    const kept = typeof localStorage === "undefined" ? null : localStorage.getItem(KEY);
    current = isLanguage(kept) ? kept : preferredLanguage(typeof navigator === "undefined" ? [] : navigator.languages);
    announce(current);
  }
  return current;
}

/** Changes the language everywhere on the page, and keeps the choice. */
export function speak(chosen: Language): void {
  current = chosen;
  if (typeof localStorage !== "undefined") localStorage.setItem(KEY, chosen);
  announce(chosen);
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(chosen: Language): void {
  if (typeof document !== "undefined") document.documentElement.lang = chosen;
}
