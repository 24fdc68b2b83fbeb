import { expect, it } from "vitest";
import { usePhraseWords } from "./screens/phrases/words.ts";
import { usePlanWords } from "./screens/plan/words.ts";
import { useReportWords } from "./screens/report/words.ts";
import { useShiftWords } from "./screens/shift/words.ts";
import { useSosWords } from "./screens/sos/words.ts";
import { useTalkWords } from "./screens/talk/words.ts";
import { useFieldWords } from "./words.ts";

/** What there is to say, without how: keys, how many to choose from, what is put in. */
function shape(words: unknown): unknown {
  if (typeof words === "string") return words === "" ? "" : "said";
  if (typeof words === "function") return `of ${words.length}`;
  if (Array.isArray(words)) return words.map(shape);
  if (typeof words !== "object" || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shape(value)]));
}

it("says in French all that it says in English, with as much to choose from", () => {
  const all = { useFieldWords, usePhraseWords, usePlanWords, useReportWords, useShiftWords, useSosWords, useTalkWords };
  for (const [name, words] of Object.entries(all)) expect(shape(words.in("fr")), name).toEqual(shape(words.in("en")));
});
