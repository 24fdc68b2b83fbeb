/* A hand scanner is a keyboard that types very fast and ends with Enter. */

/** Nobody types so fast: the longest time between two characters of one code. */
const WITHIN_MS = 60;
/** Shorter is somebody who struck two keys at once. */
const SHORTEST = 6;
/** No code of ours is longer; a cat on the keyboard may be. */
const LONGEST = 1_000;

/** Puts characters together to codes. */
export class Burst {
  #text = "";
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @returns a code once it is whole */
  key(key: string, atMs: number): string | null {
    const quick = atMs - this.#lastMs <= WITHIN_MS;
    this.#lastMs = atMs;
    if (key === "Enter" || key === "Tab") {
      const text = quick ? this.#text : "";
      this.#text = "";
      return text.length >= SHORTEST ? text : null;
    }
    if (key.length !== 1) return null;
    this.#text = quick ? (this.#text + key).slice(0, LONGEST) : key;
    return null;
  }

  /** Whether a code is coming in: what is typed now belongs to it. */
  get coming(): boolean {
    return this.#text.length > 1;
  }
}

/** Listens to a hand scanner until the signal. A field in which somebody types keeps its keys. */
export function listenToKeyboard(onCode: (text: string) => void, signal: AbortSignal): void {
  const burst = new Burst();
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
      const coming = burst.coming;
      const text = burst.key(event.key, event.timeStamp);
      // The spaces of a code and the Enter that ends it must not press the button that has the focus.
      if (coming) event.preventDefault();
      if (coming && document.activeElement instanceof HTMLElement) document.activeElement.blur();
      if (text !== null) onCode(text);
    },
    { signal, capture: true },
  );
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
  );
}
