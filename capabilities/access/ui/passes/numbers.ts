import { PassNumber } from "@cordon/kernel";

/** As many as one entry of the journal takes. */
export const MOST_NUMBERS = 10_000;

export type Numbers =
  | { readonly ok: true; readonly numbers: readonly PassNumber[] }
  | { readonly ok: false; readonly because: "not-a-number" | "backwards" | "too-many"; readonly word: string };

/** Pass numbers as they are typed or pasted: `7, 12 15-20`, one or many a line; each once, in order. */
export function readNumbers(text: string): Numbers {
  const numbers = new Set<PassNumber>();
  for (const word of text.replace(/\s*[-–]\s*/g, "-").split(/[\s,;]+/)) {
    if (word === "") continue;
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? [];
    const from = PassNumber.safeParse(Number(first));
    const until = PassNumber.safeParse(Number(last));
    if (!from.success || !until.success) return { ok: false, because: "not-a-number", word };
    if (until.data < from.data) return { ok: false, because: "backwards", word };
    if (until.data - from.data >= MOST_NUMBERS) return { ok: false, because: "too-many", word };
    for (let number: number = from.data; number <= until.data; number++) numbers.add(PassNumber.parse(number));
    if (numbers.size > MOST_NUMBERS) return { ok: false, because: "too-many", word };
  }
  return { ok: true, numbers: [...numbers].toSorted((a, b) => a - b) };
}
