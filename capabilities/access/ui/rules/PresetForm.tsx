import { Button, Group, SimpleGrid } from "@mantine/core";
import { type Instant, instantOf } from "@cordon/kernel";
import { type Problem, ProblemLine, useNowMs, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { Moment } from "../fields/CalendarField.tsx";
import { parisRules } from "../../rules/presets.ts";
import type { Perimeters, Rule } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { useSentence } from "./names.ts";

export interface PresetFormProps {
  readonly draft: Perimeters;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onRules: (rules: readonly Rule[]) => void;
  readonly onCancel: () => void;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** The rules of Paris 2024 for dates of one's own: what they would say, before they take the place of those there are. */
export function PresetForm({ draft, busy, problem, onRules, onCancel }: PresetFormProps) {
  const words = useAccessWords();
  const { rule: said } = words;
  const shell = useShellWords();
  const sentence = useSentence(draft);
  const nowMs = useNowMs();
  const [from, setFrom] = useState<Instant>(() => instantOf(Math.floor(nowMs / HOUR_MS) * HOUR_MS));
  const [until, setUntil] = useState<Instant>(() => instantOf(Math.floor(nowMs / HOUR_MS) * HOUR_MS + 9 * DAY_MS));
  const [vehicles, setVehicles] = useState<Instant>(() =>
    instantOf(Math.floor(nowMs / HOUR_MS) * HOUR_MS + 8 * DAY_MS),
  );
  const ordered = from < vehicles && vehicles <= until;
  const rules = ordered ? parisRules({ from, until, vehiclesUntil: vehicles }) : [];
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onRules(rules);
      }}
    >
      <p className={classes.intro}>{said.paris}</p>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <Moment label={said.presetFrom} at={from} timeZone={draft.timeZone} onMoment={setFrom} />
        <Moment
          label={said.presetVehicles}
          at={vehicles}
          timeZone={draft.timeZone}
          error={ordered ? undefined : words.calendar.backwards}
          onMoment={setVehicles}
        />
        <Moment label={said.presetUntil} at={until} timeZone={draft.timeZone} onMoment={setUntil} />
      </SimpleGrid>
      <ol className={classes.preview} aria-label={said.presets}>
        {rules.map((rule) => (
          <li key={rule.id}>{sentence(rule)}</li>
        ))}
      </ol>
      <ProblemLine problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" onClick={onCancel}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={!ordered}>
          {draft.rules.length === 0 ? said.take : said.takeInstead(draft.rules.length)}
        </Button>
      </Group>
    </form>
  );
}
