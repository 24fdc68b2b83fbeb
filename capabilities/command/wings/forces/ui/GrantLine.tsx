import { ActionIcon, Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { LegalPower, type Place } from "@cordon/kernel";
import { useLanguage, useVocabulary } from "@cordon/ui";
import { IconTrash } from "@tabler/icons-react";
import classes from "./forces.module.css";
import type { TypedGrant } from "./grant-period.ts";
import { useForcesWords } from "./words.ts";

/** One power of a contingent: which, where and when. */
export function GrantLine({
  grant,
  areas,
  isWrong,
  onChange,
  onRemove,
}: {
  readonly grant: TypedGrant;
  readonly areas: readonly Place[];
  /** Its times are no period. */
  readonly isWrong: boolean;
  readonly onChange: (to: TypedGrant) => void;
  readonly onRemove: () => void;
}) {
  const words = useForcesWords();
  const vocabulary = useVocabulary();
  const language = useLanguage();
  return (
    <Group gap="xs" align="end">
      <Select
        className={classes.grow}
        label={words.power}
        data={LegalPower.options.map((code) => ({ value: code, label: vocabulary.power[code] }))}
        allowDeselect={false}
        searchable
        value={grant.power}
        onChange={(value) => {
          const power = LegalPower.safeParse(value);
          if (power.success) onChange({ ...grant, power: power.data });
        }}
      />
      <MultiSelect
        className={classes.grow}
        label={words.where}
        placeholder={grant.places === null ? words.everywhere : ""}
        limit={50}
        data={areas.map(({ id, name }) => ({ value: id, label: name[language] }))}
        maxValues={50}
        value={[...(grant.places ?? [])]}
        onChange={(value) => {
          const places = areas.flatMap(({ id }) => (value.includes(id) ? [id] : []));
          onChange({ ...grant, places: places.length === 0 ? null : places });
        }}
      />
      {(["from", "until"] as const).map((end) => (
        <TextInput
          key={end}
          type="datetime-local"
          label={words.period[end]}
          value={grant[end]}
          error={isWrong}
          onChange={(event) => onChange({ ...grant, [end]: event.currentTarget.value.slice(0, 16) })}
        />
      ))}
      <ActionIcon size="lg" aria-label={words.removePower(vocabulary.power[grant.power])} onClick={onRemove}>
        <IconTrash size={16} stroke={1.5} />
      </ActionIcon>
    </Group>
  );
}
