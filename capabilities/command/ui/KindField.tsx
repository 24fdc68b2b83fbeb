import { Select } from "@mantine/core";
import { SignalKind } from "@cordon/kernel";
import { useLanguage, useVocabulary } from "@cordon/ui";
import { useCommandWords } from "./words.ts";

/** What an incident is about, by its name: typing a part of it is enough. */
export function KindField(props: { readonly kind: SignalKind; readonly onChange: (kind: SignalKind) => void }) {
  const { type, noSuchType } = useCommandWords().incident;
  const { signal } = useVocabulary();
  const language = useLanguage();
  return (
    <Select
      label={type}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={noSuchType}
      value={props.kind}
      onChange={(value) => {
        const kind = SignalKind.safeParse(value);
        if (kind.success) props.onChange(kind.data);
      }}
      data={SignalKind.options
        .map((value) => ({ value, label: signal[value] }))
        .toSorted((a, b) => a.label.localeCompare(b.label, language))}
    />
  );
}
