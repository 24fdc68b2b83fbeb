/* What the codes found in one picture after another mean. Pure. */

export type Found =
  | { readonly found: "nothing" }
  | { readonly found: "code"; readonly text: string }
  /** Two different codes: which of them is meant is not for the gate to guess. */
  | { readonly found: "two" };

export const NOTHING: Found = { found: "nothing" };

/** @param texts of the codes that could be read in one picture; the same code seen twice (a reflection) is one */
export function foundOf(texts: readonly string[]): Found {
  const [first, ...others] = new Set(texts.filter((text) => text.length > 0));
  if (first === undefined) return NOTHING;
  return others.length > 0 ? { found: "two" } : { found: "code", text: first };
}

/** So many pictures in a row must show two codes before it is said: one that sweeps past another is no question. */
export const TWO_IN_A_ROW = 3;

/** A look at nothing costs the most; one picture in so many is looked at harder (inverted, in other sizes, cleaned of noise). */
const HARDER_EVERY = 3;

/** What was found lately. */
export class Recently {
  #two = 0;
  #empty = 0;

  /** What to tell, or null for nothing to tell. */
  after(found: Found): Exclude<Found, { found: "nothing" }> | null {
    this.#empty = found.found === "nothing" ? this.#empty + 1 : 0;
    this.#two = found.found === "two" ? this.#two + 1 : 0;
    if (found.found === "code") return found;
    return this.#two >= TWO_IN_A_ROW && found.found === "two" ? found : null;
  }

  /** Whether the next picture is worth looking at harder. */
  get harder(): boolean {
    return this.#empty > 0 && this.#empty % HARDER_EVERY === 0;
  }
}
