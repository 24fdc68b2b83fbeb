import { useFormat, useVocabulary } from "@cordon/ui";
import classes from "../../../ui/command.module.css";
import type { LeftOut } from "../words.ts";
import { useKindName } from "./useKindName.ts";
import { whyOf } from "./why.ts";
import { useForcesWords } from "./words.ts";

/** Who is not suggested, and why: nobody is left out in silence. */
export function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  const words = useForcesWords();
  const format = useFormat();
  const why = useWhy();
  if (leftOut.length === 0) return null;
  const all = leftOut.reduce((sum, each) => sum + each.units, 0);
  return (
    <details className={classes.hint}>
      <summary>
        {words.leftOut}
        {" · "}
        {words.units(format.number(all), all === 1)}
      </summary>
      <ul className={classes.list}>
        {leftOut.map(({ missing, units }) => (
          <li key={JSON.stringify(missing)}>
            {words.units(format.number(units), units === 1)} · {why(missing)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Why a unit is left out, in words. */
export function useWhy(): (missing: LeftOut["missing"]) => string {
  const words = useForcesWords();
  const vocabulary = useVocabulary();
  const kindName = useKindName();
  return whyOf(words, vocabulary, kindName);
}
