import { Button, Group, NumberInput } from "@mantine/core";
import {
  Answered,
  Panel,
  ProblemLine,
  Section,
  tell,
  useFormat,
  useLanguage,
  useNowMs,
  useVocabulary,
} from "@cordon/ui";
import { type ComponentProps, useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import classes from "../../../ui/command.module.css";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import type { EscalationTimes, ProcedureView } from "../words.ts";
import { emptyChecklist } from "./edited.ts";
import { ProcedureForm } from "./ProcedureForm.tsx";
import { useProcedureWords } from "./words.ts";

const PRIORITIES = ["1", "2", "3", "4"] as const;

/** The checklists of the operation, who published them, and how long an order may wait. */
export function ProceduresPage(props: { readonly mayPublish: boolean; readonly onClose: () => void }) {
  const words = useProcedureWords().page;
  const answer = useAnswer("command.list-procedures", {});
  const [edited, setEdited] = useState<string | null>(null);
  const [fresh, setFresh] = useState<ComponentProps<typeof ProcedureForm>["of"] | null>(null);
  return (
    <Panel label={words.title} title={words.title} onClose={props.onClose}>
      <Answered of={answer}>
        {({ procedures, escalation, silentSeconds }) => {
          const procedure = procedures.find(({ reference }) => reference === edited);
          if (fresh !== null) return <ProcedureForm key={fresh.reference} of={fresh} onDone={() => setFresh(null)} />;
          return procedure === undefined ? (
            <>
              <Section
                title={words.checklists}
                aside={
                  props.mayPublish && (
                    <Button variant="default" onClick={() => setFresh(emptyChecklist())}>
                      {words.fresh}
                    </Button>
                  )
                }
              >
                <ul className={classes.list}>
                  {procedures.map((each) => (
                    <li key={each.reference} className={classes.item}>
                      <ProcedureRow of={each} onEdit={props.mayPublish ? () => setEdited(each.reference) : null} />
                    </li>
                  ))}
                </ul>
              </Section>
              <Section title={words.waiting}>
                <Times
                  key={JSON.stringify([escalation, silentSeconds])}
                  times={escalation}
                  silentSeconds={silentSeconds}
                  maySet={props.mayPublish}
                />
              </Section>
            </>
          ) : (
            <ProcedureForm key={procedure.reference} of={procedure} onDone={() => setEdited(null)} />
          );
        }}
      </Answered>
    </Panel>
  );
}

function ProcedureRow({ of, onEdit }: { readonly of: ProcedureView; readonly onEdit: (() => void) | null }) {
  const words = useProcedureWords().page;
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const around = useSurroundings();
  const { publishedAt, publishedBy } = of;
  return (
    <div className={classes.pad}>
      <div className={classes.taskHead}>
        <strong className={classes.grow}>{of.name[language]}</strong>
        {onEdit !== null && (
          <Button size="compact-sm" variant="default" aria-label={words.editOf(of.name[language])} onClick={onEdit}>
            {words.edit}
          </Button>
        )}
      </div>
      <div className={classes.dim}>
        {of.kind === null ? words.byHand : vocabulary.signal[of.kind]} · {words.steps(of.steps.length)} ·{" "}
        {publishedAt === null || publishedBy === null
          ? words.standard
          : words.published(of.version, format.time(publishedAt, nowMs), around.actorName(publishedBy))}
      </div>
    </div>
  );
}

function Times(props: { readonly times: EscalationTimes; readonly silentSeconds: number; readonly maySet: boolean }) {
  const words = useProcedureWords().page;
  const vocabulary = useVocabulary();
  const setting = useOrder("command.set-escalation", ["command.list-procedures", "command.list-needs"]);
  const [times, setTimes] = useState(props.times);
  const [silentSeconds, setSilent] = useState(props.silentSeconds);
  const seconds = (value: string | number, before: number) => (typeof value === "number" ? Math.round(value) : before);
  return (
    <form
      className={classes.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const answer = await setting.send({ times, silentSeconds });
        if (answer.ok) tell({ message: words.timesSet });
      }}
    >
      {PRIORITIES.map((priority) => (
        <NumberInput
          key={priority}
          label={words.waits(vocabulary.priority[priority])}
          suffix=" s"
          min={10}
          max={86_400}
          clampBehavior="blur"
          disabled={!props.maySet}
          value={times[priority]}
          onChange={(value) => setTimes({ ...times, [priority]: seconds(value, times[priority]) })}
        />
      ))}
      <NumberInput
        label={words.silent}
        description={words.silentHint}
        suffix=" s"
        min={30}
        max={86_400}
        clampBehavior="blur"
        disabled={!props.maySet}
        value={silentSeconds}
        onChange={(value) => setSilent(seconds(value, silentSeconds))}
      />
      <ProblemLine problem={setting.problem} />
      {props.maySet && (
        <Group justify="flex-end">
          <Button type="submit" loading={setting.busy}>
            {words.setTimes}
          </Button>
        </Group>
      )}
    </form>
  );
}
