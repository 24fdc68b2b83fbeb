import { Anchor, Button, Group, NumberInput, TextInput } from "@mantine/core";
import type { CameraId } from "@cordon/kernel";
import { Answered, isEscape, ProblemLine, StatusPill, tell, useFormat, useShellWords, useVocabulary } from "@cordon/ui";
import { type FormEvent, useState } from "react";
import type { EventQuality } from "../../words/quality.ts";
import { useAnswer, useOrder } from "../doors.ts";
import classes from "./camera.module.css";
import { useQualityWords } from "./quality-words.ts";

const RENEWS = ["watch.read-quality", "watch.list-cameras"] as const;

export interface EventQualitiesProps {
  readonly camera: CameraId;
  readonly timeZone: string;
  /** Whether the person may suspend, resume and set budgets. */
  readonly mayJudge: boolean;
  /** Opens the page that says what an event sees and what fools it. */
  readonly onEvent: (kind: EventQuality["kind"]) => void;
}

/** How good each event of a camera is, as its operators' triage measured it; what nobody measured says so. */
export function EventQualities({ camera, timeZone, mayJudge, onEvent }: EventQualitiesProps) {
  const answer = useAnswer("watch.read-quality", { camera, timeZone });
  return (
    <Answered of={answer}>
      {({ events }) => (
        <ul className={classes.events}>
          {events.map((event) => (
            <EventLine key={event.kind} event={event} mayJudge={mayJudge} onEvent={onEvent} />
          ))}
        </ul>
      )}
    </Answered>
  );
}

type Asking = "suspend" | "resume" | "budget" | null;

function EventLine({
  event,
  mayJudge,
  onEvent,
}: { readonly event: EventQuality } & Pick<EventQualitiesProps, "mayJudge" | "onEvent">) {
  const words = useQualityWords();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const [asking, setAsking] = useState<Asking>(null);
  const name = vocabulary.signal[event.kind];
  const { precision, suspended, exceeded, budget, last7Days, score } = event;
  return (
    <li className={classes.event} data-event={event.kind}>
      <div className={classes.row}>
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onEvent(event.kind)}>
          {name}
        </Anchor>
        {suspended !== null ? (
          <StatusPill tone="notice">{words.suspended}</StatusPill>
        ) : exceeded !== null ? (
          <StatusPill tone="attention">{words.exceeded(format.number(exceeded.falseAlerts))}</StatusPill>
        ) : (
          <span className={classes.dim}>{event.asked ? words.lookedFor : words.notAsked}</span>
        )}
        <span className={classes.grow} />
        {mayJudge && asking === null && (
          <Group gap={4}>
            <Button variant="default" onClick={() => setAsking("budget")}>
              {words.setBudget}…
            </Button>
            {(event.asked || suspended !== null) && (
              <Button variant="default" onClick={() => setAsking(suspended === null ? "suspend" : "resume")}>
                {suspended === null ? words.suspend : words.resume}…
              </Button>
            )}
          </Group>
        )}
      </div>
      {suspended !== null && <p className={classes.said}>{suspended.why}</p>}
      <dl className={classes.measures}>
        <div>
          <dt>{words.precision}</dt>
          <dd>
            {precision === null ? (
              <span className={classes.unknown}>{words.unmeasured}</span>
            ) : (
              <>
                <strong>{format.percent(precision.share)}</strong>{" "}
                <span className={classes.dim}>
                  {words.between(
                    format.percent(precision.low),
                    format.percent(precision.high),
                    format.number(precision.of),
                  )}
                </span>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.falseADay}</dt>
          <dd>
            {last7Days.falseAlertsADay === null ? (
              <span className={classes.unknown}>{words.unmeasured}</span>
            ) : (
              <strong>{format.number(last7Days.falseAlertsADay, 1)}</strong>
            )}{" "}
            <span className={classes.dim}>· {words.budget(format.number(budget.falseAlertsADay))}</span>
          </dd>
        </div>
      </dl>
      {score !== null && (
        <p className={classes.said}>
          {words.replay(shareOrUnknown(score.precision), shareOrUnknown(score.recall))}
          {score.delaySeconds !== null && `, ${words.replayDelay(format.number(score.delaySeconds.median, 1))}`}
        </p>
      )}
      <Causes of={event.causes} />
      {asking !== null && <Ask event={event} asking={asking} onDone={() => setAsking(null)} />}
    </li>
  );

  function shareOrUnknown(share: number | null): string {
    return share === null ? words.unmeasured : format.percent(share);
  }
}

function Causes({ of }: { readonly of: EventQuality["causes"] }) {
  const words = useQualityWords();
  const vocabulary = useVocabulary();
  if (of.length === 0) return null;
  const list = of.map(
    ({ cause, count }) => `${cause === null ? words.unsaid : vocabulary.falseAlertCause[cause]} (${count})`,
  );
  return <p className={classes.said}>{words.causes(list.join(", "))}</p>;
}

function Ask({
  event,
  asking,
  onDone,
}: {
  readonly event: EventQuality;
  readonly asking: NonNullable<Asking>;
  readonly onDone: () => void;
}) {
  const words = useQualityWords();
  const shell = useShellWords();
  const vocabulary = useVocabulary();
  const suspending = useOrder("watch.suspend-event", RENEWS);
  const resuming = useOrder("watch.resume-event", RENEWS);
  const setting = useOrder("watch.set-budget", RENEWS);
  const [why, setWhy] = useState("");
  const [budget, setBudget] = useState(event.budget.falseAlertsADay);
  const of = { camera: event.camera, kind: event.kind };
  const name = vocabulary.signal[event.kind];
  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (asking === "budget") {
      if (!(await setting.send({ ...of, falseAlertsADay: budget })).ok) return;
      tell({ message: words.budgetSaid });
    } else if (asking === "suspend") {
      if (!(await suspending.send({ ...of, why })).ok) return;
      tell({
        message: words.suspendedSaid(name),
        undo: { label: words.undo, run: () => void resuming.send({ ...of, why: words.undo }) },
      });
    } else {
      if (!(await resuming.send({ ...of, why })).ok) return;
      tell({ message: words.resumedSaid(name) });
    }
    onDone();
  };
  const busy = suspending.busy || resuming.busy || setting.busy;
  return (
    <form
      className={classes.ask}
      onSubmit={(submitted) => void send(submitted)}
      onKeyDown={(pressed) => {
        if (!isEscape(pressed)) return;
        pressed.stopPropagation();
        onDone();
      }}
    >
      {asking === "budget" ? (
        <NumberInput
          autoFocus
          label={words.falseADay}
          description={words.budgetHint}
          min={0}
          max={1000}
          value={budget}
          onChange={(value) => setBudget(Number(value))}
        />
      ) : (
        <TextInput
          autoFocus
          required
          label={asking === "suspend" ? words.whySuspend : words.whyResume}
          description={asking === "suspend" ? `${words.suspendHint} ${shell.noPersonalData}` : shell.noPersonalData}
          maxLength={300}
          value={why}
          onChange={(changed) => setWhy(changed.currentTarget.value)}
        />
      )}
      <ProblemLine problem={suspending.problem ?? resuming.problem ?? setting.problem} />
      <Group gap="xs">
        <Button type="submit" loading={busy} disabled={asking !== "budget" && why.trim() === ""}>
          {asking === "budget" ? words.save : asking === "suspend" ? words.suspend : words.resume}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
      </Group>
    </form>
  );
}
