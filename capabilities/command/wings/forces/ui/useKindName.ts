import type { UnitKind } from "@cordon/kernel";
import { useLanguage, useVocabulary, wordOf } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswer } from "../../../ui/doors.ts";

/** What a kind is called: as the catalogue has it, and until that is there as Cordon brought it. */
export function useKindName(): (kind: UnitKind) => string {
  const answer = useAnswer("command.list-unit-kinds", {});
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const kinds = answer.state === "shown" ? answer.data.kinds : null;
  return useMemo(() => {
    const names = new Map(kinds?.map(({ code, name }) => [code, name[language]]));
    return (kind) => names.get(kind) ?? wordOf(vocabulary.unit, kind);
  }, [kinds, language, vocabulary]);
}
