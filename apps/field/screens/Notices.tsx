import { Instant, millisecondsOf, type TaskId } from "@cordon/kernel";
import { device, useDeviceWords } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { isFull } from "../outbox/letters.ts";
import type { Conflict, Told } from "../outbox/presses.ts";
import { Failed, ToneMark, useFormat, useNowMs } from "@cordon/ui";
import { useFieldWords } from "../words.ts";
import { toldOf } from "../phone/send.ts";
import { endOf, sentenceOf } from "./refusals/sentence.ts";
import { useRefusalWords } from "./refusals/words.ts";
import { useReportWords } from "./report/words.ts";
import { useAge } from "./age.ts";
import classes from "./field.module.css";
import { usePhone, usePhoneState } from "./phone.tsx";

const DAY_MS = 86_400_000;

/** What the officer must know before reading the task. */
export function Notices() {
  const words = useFieldWords();
  const { rehearsal } = useDeviceWords();
  const { operation, reach, outdated, heardAtMs, aheadMs, tasks, outbox, problem, at, uploading } = usePhoneState();
  const phone = usePhone();
  const age = useAge();
  const format = useFormat();
  const report = useReportWords();
  const nowMs = useNowMs();
  const why = useWhy();
  const enrolled = at.standing === "enrolled";
  const heard = heardAtMs ?? (tasks === null ? null : millisecondsOf(tasks.at) - aheadMs);
  const days = heard === null ? 0 : Math.floor((nowMs - aheadMs - heard) / DAY_MS);
  const hint =
    heardAtMs !== null
      ? words.reach.nobodyHint(age(heardAtMs + aheadMs))
      : tasks !== null
        ? words.reach.nobodyHint(age(tasks.at))
        : words.reach.neverHeard;
  return (
    <>
      {operation?.rehearsing === true && <p className={device.rehearsal}>{rehearsal}</p>}
      {enrolled && reach === "nobody" && (
        <div className={classes.banner} role="status">
          <ToneMark tone="attention" size={20} />
          <div>
            <strong>{days > 0 ? words.reach.days(days) : words.reach.nobody}.</strong> {hint}
            {outbox.length > 0 && <div>{words.reach.waiting(outbox.length)}.</div>}
            {isFull(outbox) && <strong>{words.reach.full}</strong>}
          </div>
        </div>
      )}
      {uploading !== null && (
        <div className={classes.uploading} role="status">
          <progress className={classes.progress} value={uploading} max={1} aria-label={report.taskPhoto} />
          <span>{report.sending(format.percent(uploading))}</span>
        </div>
      )}
      {enrolled && <ReturnedLetters />}
      {outdated && (
        <div className={classes.banner} role="status">
          <ToneMark tone="notice" size={20} />
          <div>
            <strong>{words.outdated.title}.</strong>
            <Button className={device.button} variant="default" onClick={() => location.reload()}>
              {words.outdated.reload}
            </Button>
          </div>
        </div>
      )}
      {enrolled && problem !== null && (
        <Failed problem={{ ...problem, detail: why(toldOf(problem)) }} retry={() => void phone.refresh()} />
      )}
    </>
  );
}

/** What the server would not take, until it is read: to be said by radio. An SOS says so in its own card. */
function ReturnedLetters() {
  const words = useFieldWords().returned;
  const phone = usePhone();
  const { returned } = usePhoneState();
  const why = useWhy();
  return returned.map(({ letter, told }) => (
    <section key={letter.id} className={classes.banner} role="alert">
      <ToneMark tone="attention" size={20} />
      <div className={classes.grow}>
        <strong>{words.title(words.what[letter.what])}</strong>
        <div>{why(told)}</div>
        <Button className={device.button} variant="default" onClick={() => void phone.understood(letter.id)}>
          {words.understood}
        </Button>
      </div>
    </section>
  ));
}

function useWhy(): (told: Told | undefined) => string {
  const words = useRefusalWords();
  const format = useFormat();
  const nowMs = useNowMs();
  return (told) =>
    sentenceOf(told, words, (at) => {
      const instant = Instant.safeParse(at);
      return instant.success ? format.shortTime(instant.data, nowMs) : "";
    });
}

/** Presses that came too late, until they are read: one card a task. */
export function Conflicts() {
  const { conflicts } = usePhoneState();
  return [...Map.groupBy(conflicts, (conflict) => conflict.press.task)].map(([task, told]) => (
    <Late key={task} task={task} told={told} />
  ));
}

function Late({ task: id, told }: { readonly task: TaskId; readonly told: readonly Conflict[] }) {
  const words = useFieldWords();
  const phone = usePhone();
  const { tasks } = usePhoneState();
  const format = useFormat();
  const nowMs = useNowMs();
  const task = [...(tasks?.open ?? []), ...(tasks?.ended ?? [])].find((one) => one.id === id);
  const why = useWhy();
  const refusals = useRefusalWords();
  const last = told.at(-1);
  const pressed = told.map(({ press }) =>
    words.conflict.pressed(words.press[press.event], format.time(press.pressedAt, nowMs)),
  );
  return (
    <section className={classes.conflict} role="alert">
      <div className={classes.line}>
        <ToneMark tone="attention" size={20} />
        <strong>{words.conflict.title}</strong>
      </div>
      {task !== undefined && <p className={classes.itemOrder}>{task.order}</p>}
      {last !== undefined && <p>{last.state === null ? why(last.told) : words.conflict.state[last.state]}</p>}
      {task !== undefined && task.said !== "" && last?.told?.code !== "task-taken" && (
        <p>{words.quote(endOf(task, refusals))}</p>
      )}
      <p className={classes.small}>{words.conflict.youSaid(pressed.join(", "))}</p>
      <Button
        className={device.button}
        variant="default"
        onClick={() => void phone.tasks.understood(told.map(({ press }) => press.commandId))}
      >
        {words.conflict.understood}
      </Button>
    </section>
  );
}
