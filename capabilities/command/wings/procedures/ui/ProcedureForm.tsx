import { Button, Checkbox, Fieldset, Group, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type ProcedureStep, StepKey } from "@cordon/kernel";
import { isEscape, ProblemLine, tell, useLanguage } from "@cordon/ui";
import { useState } from "react";
import classes from "../../../ui/command.module.css";
import { useOrder } from "../../../ui/doors.ts";
import type { ProcedureView } from "../words.ts";
import { added, moved, removed } from "./edited.ts";
import { useProcedureWords } from "./words.ts";

const MOST = 30;

/** A checklist being written: its steps in order, who does each, within how many minutes. Publishing makes the next version. */
export function ProcedureForm({
  of,
  onDone,
}: {
  readonly of: Pick<ProcedureView, "reference" | "kind" | "name" | "steps">;
  readonly onDone: () => void;
}) {
  const words = useProcedureWords().form;
  const language = useLanguage();
  const publishing = useOrder("command.publish-procedure", ["command.list-procedures"]);
  const [name, setName] = useState(of.name);
  const [steps, setSteps] = useState<readonly ProcedureStep[]>(of.steps);
  const change = (at: number, to: Partial<ProcedureStep>) =>
    setSteps(steps.map((step, index) => (index === at ? { ...step, ...to } : step)));
  const whole =
    steps.length > 0 && steps.every(({ text, role }) => [text.fr, text.en, role.fr, role.en].every(Boolean));
  return (
    <form
      className={classes.form}
      onSubmit={async (event) => {
        event.preventDefault();
        if (!whole) return;
        const { reference, kind } = of;
        const answer = await publishing.send({ reference, kind, name, steps: [...steps] });
        if (!answer.ok) return;
        tell({ message: words.published(answer.output.version) });
        onDone();
      }}
      onKeyDown={(event) => {
        if (!isEscape(event)) return;
        event.stopPropagation();
        onDone();
      }}
    >
      <p className={classes.hint}>
        {words.hint} {of.kind === null && words.byHandHint}
      </p>
      <Group grow>
        <TextInput
          label={words.nameFr}
          required
          autoFocus
          maxLength={80}
          value={name.fr}
          onChange={(event) => setName({ ...name, fr: event.currentTarget.value })}
        />
        <TextInput
          label={words.nameEn}
          required
          maxLength={80}
          value={name.en}
          onChange={(event) => setName({ ...name, en: event.currentTarget.value })}
        />
      </Group>
      {steps.map((step, at) => (
        <Fieldset key={step.step} legend={words.step(at + 1)} p="xs">
          <StepFields step={step} before={steps.slice(0, at)} onChange={(to) => change(at, to)} />
          <Group gap="xs" mt="xs" justify="flex-end">
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={at === 0}
              aria-label={words.upOf(at + 1)}
              onClick={() => setSteps(moved(steps, at, at - 1))}
            >
              ↑
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={at === steps.length - 1}
              aria-label={words.downOf(at + 1)}
              onClick={() => setSteps(moved(steps, at, at + 1))}
            >
              ↓
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.removeOf(step.text[language] || String(at + 1))}
              onClick={() => setSteps(removed(steps, at))}
            >
              {words.remove}
            </Button>
          </Group>
        </Fieldset>
      ))}
      <Group>
        <Button variant="default" disabled={steps.length >= MOST} onClick={() => setSteps(added(steps))}>
          {words.add}
        </Button>
      </Group>
      <ProblemLine problem={publishing.problem} />
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {words.back}
        </Button>
        <Button type="submit" loading={publishing.busy} disabled={!whole}>
          {words.publish}
        </Button>
      </Group>
    </form>
  );
}

function StepFields(props: {
  readonly step: ProcedureStep;
  readonly before: readonly ProcedureStep[];
  readonly onChange: (to: Partial<ProcedureStep>) => void;
}) {
  const words = useProcedureWords().form;
  const language = useLanguage();
  const { step, onChange } = props;
  return (
    <div className={classes.form} style={{ padding: 0 }}>
      <TextInput
        label={words.textFr}
        required
        maxLength={200}
        value={step.text.fr}
        onChange={(event) => onChange({ text: { ...step.text, fr: event.currentTarget.value } })}
      />
      <TextInput
        label={words.textEn}
        required
        maxLength={200}
        value={step.text.en}
        onChange={(event) => onChange({ text: { ...step.text, en: event.currentTarget.value } })}
      />
      <Group grow>
        <TextInput
          label={words.roleFr}
          required
          maxLength={60}
          value={step.role.fr}
          onChange={(event) => onChange({ role: { ...step.role, fr: event.currentTarget.value } })}
        />
        <TextInput
          label={words.roleEn}
          required
          maxLength={60}
          value={step.role.en}
          onChange={(event) => onChange({ role: { ...step.role, en: event.currentTarget.value } })}
        />
      </Group>
      <Group grow align="end">
        <NumberInput
          label={words.minutes}
          placeholder={words.noTime}
          min={1}
          max={1440}
          clampBehavior="blur"
          value={step.dueMinutes ?? ""}
          onChange={(value) => onChange({ dueMinutes: typeof value === "number" && value > 0 ? value : null })}
        />
        <NativeSelect
          label={words.after}
          value={step.after ?? ""}
          onChange={(event) => {
            const after = StepKey.safeParse(event.currentTarget.value);
            onChange({ after: after.success ? after.data : null });
          }}
          data={[
            { value: "", label: words.fromStart },
            ...props.before.map((each, at) => ({
              value: each.step,
              label: `${at + 1}. ${each.text[language]}`.slice(0, 60),
            })),
          ]}
        />
      </Group>
      <Checkbox
        label={words.required}
        checked={step.required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
    </div>
  );
}
