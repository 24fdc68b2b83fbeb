import { type useVocabulary, wordOf } from "@cordon/ui";
import type { LeftOut } from "../words.ts";
import type { useForcesWords } from "./words.ts";

/** Says what keeps a unit from a task. @param kindName of the catalogue */
export function whyOf(
  words: ReturnType<typeof useForcesWords>,
  vocabulary: ReturnType<typeof useVocabulary>,
  kindName: (code: string) => string,
): (missing: LeftOut["missing"]) => string {
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
