import { STANDARD_ABILITIES } from "@cordon/kernel";
import { useVocabulary, wordOf } from "@cordon/ui";
import { useMemo } from "react";
import { useKinds } from "../../forces/ui/useKindName.ts";
import type { CapabilityCode } from "../words.ts";

/** What units can do, as people say it: a kind of unit by its name, an ability by its word, and what an operation made up by its code. */
export function useCapabilities(): {
  /** What a post may ask for, by name. */
  readonly all: readonly { readonly value: CapabilityCode; readonly label: string }[];
  readonly nameOf: (code: CapabilityCode) => string;
} {
  const { kinds, nameOf: kindName } = useKinds();
  const vocabulary = useVocabulary();
  return useMemo(() => {
    const named = new Map<string, string>(kinds.map(({ code }) => [code, kindName(code)]));
    const words: Readonly<Record<string, string>> = { ...vocabulary.unit, ...vocabulary.ability };
    const nameOf = (code: CapabilityCode) => named.get(code) ?? wordOf(words, code);
    const codes = new Set([...named.keys(), ...STANDARD_ABILITIES, ...kinds.flatMap(({ can }) => can)]);
    const all = [...codes]
      .map((value) => ({ value, label: nameOf(value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label));
    return { all, nameOf };
  }, [kinds, kindName, vocabulary]);
}
