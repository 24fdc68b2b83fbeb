import { useFormat, useVocabulary, wordOf } from "@cordon/ui";
import classes from "../../../ui/command.module.css";
import type { LeftOut } from "../words.ts";
import { useKindName } from "./useKindName.ts";
import { useForcesWords } from "./words.ts";

/** Who is not suggested, and why: nobody is left out in silence. */
export function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  const words = useForcesWords();
  const format = useFormat();
  const why = useWhy();
  if (leftOut.length === 0) return null;
  return (
    <details className={classes.hint}>
      <summary>
        {words.leftOut}
        {" · "}
        {words.units(format.number(leftOut.reduce((sum, each) => sum + each.units, 0)), false)}
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
  return (missing) => {
    switch (missing.what) {
      case "kind":
        return words.missing.kind(kindName(missing.code));
      case "ability":
        return words.missing.ability(wordOf(vocabulary.ability, missing.ability));
      case "power":
        return words.missing.power(vocabulary.power[missing.power], words.gap[missing.because]);
      case "language":
        return words.missing.language(missing.language);
      case "release":
        return words.missing.release(missing.nation, missing.toldBy);
      case "not-asked-for":
        return words.missing.notAsked;
    }
  };
}
