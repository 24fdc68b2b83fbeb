import { Button, Group, VisuallyHidden } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type IncidentId, millisecondsOf } from "@cordon/kernel";
import { ProblemLine, Section, ToneMark, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { useState } from "react";
import classes from "../../../ui/command.module.css";
import { useOrder } from "../../../ui/doors.ts";
import { SayWhy } from "../../../ui/SayWhy.tsx";
import type { StepView } from "../words.ts";
import { useProcedureWords } from "./words.ts";

const RENEWS = ["command.show-work", "command.show-incident", "command.list-needs"] as const;

/** What is to be done in such an incident, in order, each with its time. E says that the next one is done. */
export function Checklist(props: {
  readonly incident: IncidentId;
  readonly steps: readonly StepView[];
  readonly may: boolean;
  readonly keys: boolean;
}) {
  const words = useProcedureWords().steps;
  const language = useLanguage();
  const { incident, steps, may } = props;
  const doing = useOrder("command.do-step", RENEWS);
  const [asking, setAsking] = useState<{ readonly step: string; readonly what: "skip" | "reopen" } | null>(null);
  const next = steps.find(({ state }) => state === "waiting");
  useHotkeys(
    props.keys && may && next !== undefined ? [["e", () => void doing.send({ incident, step: next.step })]] : [],
  );
  if (steps.length === 0) return null;
  const ended = steps.filter(({ state }) => state !== "waiting").length;
  return (
    <Section title={words.title} aside={<span className={classes.count}>{words.progress(ended, steps.length)}</span>}>
      <ProblemLine problem={doing.problem} />
      <ol className={classes.list}>
        {steps.map((step) => (
          <li key={step.step} className={classes.task} data-ended={step.state !== "waiting" || undefined}>
            <StepHead step={step} />
            {may && asking?.step !== step.step && (
              <Group gap="xs" mt={4}>
                {step.state !== "done" && (
                  <Button
                    size="compact-sm"
                    variant={step === next ? "light" : "default"}
                    disabled={doing.busy}
                    onClick={() => void doing.send({ incident, step: step.step })}
                  >
                    <span aria-hidden>
                      {words.done}
                      {step === next && <kbd className={classes.key}>E</kbd>}
                    </span>
                    <VisuallyHidden>{words.doneOf(step.text[language])}</VisuallyHidden>
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={
                    step.state === "waiting" ? words.skipOf(step.text[language]) : words.reopenOf(step.text[language])
                  }
                  onClick={() => setAsking({ step: step.step, what: step.state === "waiting" ? "skip" : "reopen" })}
                >
                  {step.state === "waiting" ? words.skip : words.reopen}…
                </Button>
              </Group>
            )}
            {may && asking?.step === step.step && (
              <Why incident={incident} step={step} what={asking.what} onDone={() => setAsking(null)} />
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepHead({ step }: { readonly step: StepView }) {
  const words = useProcedureWords().steps;
  const language = useLanguage();
  const format = useFormat();
  const nowMs = useNowMs();
  const leftSeconds = step.dueAt === null ? null : Math.round((millisecondsOf(step.dueAt) - nowMs) / 1000);
  const late = step.state === "waiting" && leftSeconds !== null && leftSeconds <= 0;
  const asks = step.required && (late || (step.state === "skipped" && step.seen === null));
  const clock = () => {
    if (step.state !== "waiting") return step.at === null ? "" : format.time(step.at, nowMs);
    if (leftSeconds === null) return step.dueMinutes === null ? "" : words.afterStep;
    return late ? words.late(format.duration(-leftSeconds)) : words.left(format.duration(leftSeconds));
  };
  return (
    <>
      <div className={classes.taskHead}>
        <ToneMark tone={asks ? "attention" : "calm"} title={words.states[step.state]} />
        <span className={classes.grow}>{step.text[language]}</span>
        <span className={classes.nowrap}>
          {step.state === "waiting" ? "" : `${words.states[step.state]} `}
          {clock()}
        </span>
      </div>
      <div className={classes.dim}>
        {step.role[language]}
        {step.required ? "" : ` · ${words.optional}`}
      </div>
      {step.said !== "" && <div className={classes.said}>{step.said}</div>}
    </>
  );
}

function Why(props: {
  readonly incident: IncidentId;
  readonly step: StepView;
  readonly what: "skip" | "reopen";
  readonly onDone: () => void;
}) {
  const words = useProcedureWords().steps;
  const skipping = useOrder("command.skip-step", RENEWS);
  const reopening = useOrder("command.reopen-step", RENEWS);
  const { incident, step, what, onDone } = props;
  return (
    <SayWhy
      label={what === "skip" ? words.skipWhy : words.reopenWhy}
      send={what === "skip" ? words.skip : words.reopen}
      busy={skipping.busy || reopening.busy}
      problem={skipping.problem ?? reopening.problem}
      onCancel={onDone}
      onSend={async (text) => {
        const answer =
          what === "skip"
            ? await skipping.send({ incident, step: step.step, reason: text })
            : await reopening.send({ incident, step: step.step, because: text });
        if (answer.ok) onDone();
      }}
    />
  );
}
