import {
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { Ability, LegalPower, UnitDomain, UnitKindDefinition } from "@cordon/kernel";
import { KindSymbol, ProblemLine, useLanguage, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import { useOrder } from "../../../ui/doors.ts";
import type { UnitKindView } from "../words.ts";
import { FormEnd } from "./FormEnd.tsx";
import classes from "./forces.module.css";
import { useImportWords } from "./import-words.ts";
import { useForcesWords } from "./words.ts";

const BLANK = {
  code: "",
  name: { fr: "", en: "" },
  domain: "land",
  can: [],
  needs: [],
  cruiseMetresPerSecond: 1.4,
  maxWorkingHours: 12,
  symbol: "10031000000000000000",
} satisfies UnitKindDefinition;

/** Says what a kind is. The symbol is one of the catalogue's or any code of APP-6, and is seen as it is typed. */
export function KindForm({
  kinds,
  of,
  onDone,
}: {
  readonly kinds: readonly UnitKindView[];
  readonly of: UnitKindView | null;
  readonly onDone: (name: string | null) => void;
}) {
  const words = useForcesWords();
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const { fault } = useImportWords();
  const [kind, setKind] = useState<UnitKindDefinition>(of ?? BLANK);
  const describing = useOrder("command.describe-unit-kind", ["command.list-unit-kinds", "command.suggest-units"]);
  const { success, data, error } = UnitKindDefinition.safeParse(kind);
  const wrong = (member: keyof UnitKindDefinition) =>
    error?.issues.some(({ path }) => path[0] === member) === true && kind[member] !== "" ? fault.invalid : undefined;
  const known = [...new Set(kinds.flatMap(({ can }) => [...can]))].toSorted();
  const change = (to: Partial<UnitKindDefinition>) => setKind({ ...kind, ...to });
  const save = async () => {
    if (!success) return;
    const { code, name, domain, can, needs, cruiseMetresPerSecond, maxWorkingHours, symbol } = data;
    const said = {
      code,
      name,
      domain,
      can: [...can],
      needs: [...needs],
      cruiseMetresPerSecond,
      maxWorkingHours,
      symbol,
    };
    if ((await describing.send(said)).ok) onDone(name[language]);
  };
  return (
    <form
      className={classes.form}
      aria-label={words.newKind}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <TextInput
          label={words.code}
          description={words.codeHint}
          required
          maxLength={40}
          disabled={of !== null}
          value={kind.code}
          error={wrong("code")}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
        <div>
          <span className={classes.label}>{words.domain}</span>
          <SegmentedControl
            fullWidth
            aria-label={words.domain}
            value={kind.domain}
            onChange={(value) => change({ domain: UnitDomain.options.find((each) => each === value) ?? "land" })}
            data={UnitDomain.options.map((value) => ({ value, label: words.domains[value] }))}
          />
        </div>
        <TextInput
          label={words.nameFr}
          required
          maxLength={60}
          value={kind.name.fr}
          onChange={(event) => change({ name: { ...kind.name, fr: event.currentTarget.value } })}
        />
        <TextInput
          label={words.nameEn}
          required
          maxLength={60}
          value={kind.name.en}
          onChange={(event) => change({ name: { ...kind.name, en: event.currentTarget.value } })}
        />
      </SimpleGrid>
      <TagsInput
        label={words.abilities}
        description={words.abilitiesHint}
        data={known}
        maxTags={40}
        value={[...kind.can]}
        onChange={(value) => change({ can: value.filter((each) => Ability.safeParse(each).success) })}
      />
      <MultiSelect
        label={words.kindNeeds}
        data={LegalPower.options.map((code) => ({ value: code, label: vocabulary.power[code] }))}
        searchable
        value={[...kind.needs]}
        onChange={(value) => change({ needs: LegalPower.options.filter((code) => value.includes(code)) })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <NumberInput
          label={words.cruise}
          min={0.1}
          max={1000}
          decimalScale={1}
          value={kind.cruiseMetresPerSecond}
          onChange={(value) => change({ cruiseMetresPerSecond: Number(value) })}
        />
        <NumberInput
          label={words.maxWork}
          min={0.25}
          max={24}
          value={kind.maxWorkingHours ?? ""}
          onChange={(value) => change({ maxWorkingHours: value === "" ? null : Number(value) })}
        />
        <Select
          label={words.symbolAs}
          placeholder={words.symbolAsHint}
          searchable
          data={kinds.map(({ code, name }) => ({ value: code, label: name[language] }))}
          value={null}
          onChange={(value) => {
            const like = kinds.find(({ code }) => code === value);
            if (like !== undefined) change({ symbol: like.symbol });
          }}
        />
        <Group gap="xs" align="end" wrap="nowrap">
          <TextInput
            className={classes.grow}
            label={words.symbol}
            required
            maxLength={20}
            inputMode="numeric"
            value={kind.symbol}
            error={wrong("symbol")}
            onChange={(event) => change({ symbol: event.currentTarget.value.replaceAll(/\D/g, "") })}
          />
          {wrong("symbol") === undefined && <KindSymbol symbol={kind.symbol} pixels={36} />}
        </Group>
      </SimpleGrid>
      <ProblemLine problem={describing.problem} />
      <FormEnd save={words.save} busy={describing.busy} disabled={!success} onCancel={() => onDone(null)} />
    </form>
  );
}
