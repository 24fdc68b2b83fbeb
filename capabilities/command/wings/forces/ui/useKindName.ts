import { STANDARD_UNIT_KINDS, type UnitKind } from "@cordon/kernel";
import { useLanguage, useVocabulary, wordOf } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import type { UnitKindView } from "../words.ts";

const NONE: readonly UnitKindView[] = [];

/** The catalogue, with what its kinds are called and look like: as the operation has it, and until that is there as Cordon brought it. */
export function useKinds(): {
  readonly kinds: readonly UnitKindView[];
  readonly nameOf: (kind: UnitKind) => string;
  /** A code of APP-6; null for a kind of which nobody knows. */
  readonly symbolOf: (kind: UnitKind) => string | null;
} {
  const answer = useAnswer("command.list-unit-kinds", {});
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const kinds = answer.state === "shown" ? answer.data.kinds : NONE;
  return useMemo(() => {
    const known = new Map(kinds.map((kind) => [kind.code, kind]));
    const brought = new Map<UnitKind, string>(STANDARD_UNIT_KINDS.map(({ code, symbol }) => [code, symbol]));
    return {
      kinds,
      nameOf: (kind) => known.get(kind)?.name[language] ?? wordOf(vocabulary.unit, kind),
      symbolOf: (kind) => known.get(kind)?.symbol ?? brought.get(kind) ?? null,
    };
  }, [kinds, language, vocabulary]);
}

export const useKindName = (): ((kind: UnitKind) => string) => useKinds().nameOf;
