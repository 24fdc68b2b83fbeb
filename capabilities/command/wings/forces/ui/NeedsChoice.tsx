import { MultiSelect, TagsInput } from "@mantine/core";
import { Ability, Language, LegalPower, Nation, type TaskNeeds } from "@cordon/kernel";
import { useVocabulary, wordOf } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import { useForcesWords } from "./words.ts";

/** What whoever takes a task must be able and allowed to do. Folded away: most tasks ask for nothing. */
export function NeedsChoice({
  needs,
  onChange,
}: {
  readonly needs: TaskNeeds;
  readonly onChange: (needs: TaskNeeds) => void;
}) {
  const words = useForcesWords();
  const vocabulary = useVocabulary();
  const catalogue = useAnswer("command.list-unit-kinds", {});
  const kinds = catalogue.state === "shown" ? catalogue.data.kinds : null;
  const abilities = useMemo(() => {
    const codes = new Set(kinds?.flatMap(({ can }) => [...can]));
    return [...codes]
      .map((code) => ({ value: code, label: wordOf(vocabulary.ability, code) }))
      .toSorted((a, b) => a.label.localeCompare(b.label));
  }, [kinds, vocabulary]);
  const powers = LegalPower.options.map((code) => ({ value: code, label: vocabulary.power[code] }));
  const parsed = <Item,>(
    schema: { readonly safeParse: (raw: unknown) => { readonly success: boolean; readonly data?: Item | undefined } },
    raw: readonly string[],
  ): Item[] =>
    raw.flatMap((each) => {
      const { data } = schema.safeParse(each);
      return data === undefined ? [] : [data];
    });
  return (
    <details open={needs.abilities.length + needs.powers.length > 0 || undefined}>
      <summary>{words.needs}</summary>
      <MultiSelect
        size="xs"
        label={words.abilities}
        placeholder={needs.abilities.length === 0 ? words.needsHint : ""}
        data={abilities}
        searchable
        maxValues={12}
        value={[...needs.abilities]}
        onChange={(value) => onChange({ ...needs, abilities: parsed(Ability, value) })}
      />
      <MultiSelect
        size="xs"
        label={words.powers}
        data={powers}
        searchable
        value={[...needs.powers]}
        onChange={(value) => onChange({ ...needs, powers: parsed(LegalPower, value) })}
      />
      <TagsInput
        size="xs"
        label={words.languages}
        placeholder="fr, en…"
        maxTags={6}
        value={[...needs.languages]}
        onChange={(value) =>
          onChange({
            ...needs,
            languages: parsed(
              Language,
              value.map((each) => each.toLowerCase()),
            ),
          })
        }
      />
      <TagsInput
        size="xs"
        label={words.releasableTo}
        placeholder={needs.releasableTo.length === 0 ? words.everybody : ""}
        maxTags={60}
        value={[...needs.releasableTo]}
        onChange={(value) =>
          onChange({
            ...needs,
            releasableTo: parsed(
              Nation,
              value.map((each) => each.toUpperCase()),
            ),
          })
        }
      />
    </details>
  );
}
