import { Button, Checkbox, Group, NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import { ProblemLine, type Problem, useLanguage, useNowMs, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { CalendarField } from "../fields/CalendarField.tsx";
import { CodesChoice, MeansChoice, OneOf, useCategoryName } from "../fields/Choices.tsx";
import { KNOWN_CATEGORIES, type Perimeters, type Rule } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { useSentence } from "./names.ts";

export interface RuleFormProps {
  readonly rule: Rule;
  readonly draft: Perimeters;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onSave: (rule: Rule) => void;
  readonly onCancel: () => void;
}

/** One rule, in its parts; above them what they say together. */
export function RuleForm({ rule: given, draft, busy, problem, onSave, onCancel }: RuleFormProps) {
  const words = useAccessWords();
  const { rule: said } = words;
  const shell = useShellWords();
  const language = useLanguage();
  const nowMs = useNowMs();
  const nameOf = useCategoryName(draft.categories);
  const sentence = useSentence(draft);
  const [rule, setRule] = useState(given);
  const say = (part: Partial<Rule>) => setRule({ ...rule, ...part });
  const codes = [...new Set([...draft.categories.map(({ code }) => code), ...KNOWN_CATEGORIES, ...rule.categories])];
  const regimes = [...new Set([...draft.zones.map(({ regime }) => regime), ...rule.regimes])];
  const zones = [...new Set([...draft.zones.map(({ code }) => code), ...rule.zones])];
  const { ages } = rule;
  const agesFit = ages === null || ages.from < ages.below;
  const periods = [...rule.when.spans, ...rule.when.except].every(({ from, until }) => from < until);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(rule);
      }}
    >
      <p className={classes.sentence} role="status">
        {sentence(rule)}
      </p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <OneOf
          label={said.effect}
          value={rule.effect}
          of={(["admit", "refuse"] as const).map((value) => ({ value, label: said.effects[value] }))}
          onValue={(effect) => say({ effect })}
        />
        <CodesChoice
          label={said.regimes}
          placeholder={said.everyRegime}
          codes={rule.regimes}
          from={regimes.map((value) => ({ value, label: words.regime(value) }))}
          onCodes={(chosen) => say({ regimes: chosen })}
        />
        <CodesChoice
          label={said.zones}
          placeholder={said.everyZone}
          codes={rule.zones}
          from={zones.map((value) => ({
            value,
            label: `${value} – ${draft.zones.find(({ code }) => code === value)?.name[language] ?? words.unknownZone}`,
          }))}
          onCodes={(chosen) => say({ zones: chosen })}
        />
        <CodesChoice
          label={said.categories}
          placeholder={said.everybody}
          codes={rule.categories}
          from={codes.map((value) => ({ value, label: nameOf(value) }))}
          onCodes={(chosen) => say({ categories: chosen })}
        />
        <MeansChoice
          label={said.means}
          placeholder={said.everyMeans}
          means={rule.means}
          onMeans={(means) => say({ means })}
        />
        <TextInput
          label={said.note}
          maxLength={200}
          value={rule.note}
          onChange={(event) => say({ note: event.currentTarget.value })}
        />
      </SimpleGrid>
      {rule.effect === "admit" && (
        <Group gap="md" align="flex-end">
          <Checkbox
            label={said.passNeeded}
            checked={rule.pass === "needed"}
            onChange={(event) => say({ pass: event.currentTarget.checked ? "needed" : "not-needed" })}
          />
          <NumberInput
            label={said.idCheck}
            placeholder={said.never}
            w={200}
            min={0}
            max={130}
            allowDecimal={false}
            value={rule.idCheckFromAge ?? ""}
            onChange={(value) => say({ idCheckFromAge: typeof value === "number" ? value : null })}
          />
        </Group>
      )}
      <fieldset className={classes.group}>
        <legend>{said.ages}</legend>
        <Group gap="sm" align="flex-end">
          <Checkbox
            label={said.everyAge}
            checked={ages === null}
            onChange={(event) => say({ ages: event.currentTarget.checked ? null : { from: 0, below: 13 } })}
          />
          {ages !== null && (
            <>
              <NumberInput
                label={said.fromAge}
                w={120}
                min={0}
                max={130}
                value={ages.from}
                onChange={(value) => say({ ages: { ...ages, from: Number(value) } })}
              />
              <NumberInput
                label={said.belowAge}
                w={120}
                min={1}
                max={131}
                value={ages.below}
                error={agesFit ? undefined : said.agesWrong}
                onChange={(value) => say({ ages: { ...ages, below: Number(value) } })}
              />
            </>
          )}
        </Group>
      </fieldset>
      <CalendarField
        calendar={rule.when}
        timeZone={draft.timeZone}
        legend={said.when}
        always={said.always}
        nowMs={nowMs}
        onCalendar={(when) => say({ when })}
      />
      <ProblemLine problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" onClick={onCancel}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={!agesFit || !periods}>
          {words.save}
        </Button>
      </Group>
    </form>
  );
}
