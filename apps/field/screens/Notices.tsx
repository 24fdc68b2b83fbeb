import type { TaskId } from "@cordon/kernel";
import { device, useDeviceWords } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import type { Conflict } from "../queue/rules.ts";
import { Failed, ToneMark, useFormat, useNowMs } from "@cordon/ui";
import { useFieldWords } from "../words.ts";
import { useAge } from "./age.ts";
import classes from "./field.module.css";
import { usePhone, usePhoneState } from "./phone.tsx";

/** What the officer must know before reading the task. */
export function Notices() {
  const words = useFieldWords();
  const { rehearsal } = useDeviceWords();
  const { operation, reach, outdated, heardAtMs, aheadMs, tasks, queue, problem, at } = usePhoneState();
  const phone = usePhone();
  const age = useAge();
  const enrolled = at.standing === "enrolled";
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
            <strong>{words.reach.nobody}.</strong> {hint}
            {queue.length > 0 && <div>{words.reach.waiting(queue.length)}.</div>}
          </div>
        </div>
      )}
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
      {enrolled && problem !== null && <Failed problem={problem} retry={() => void phone.refresh()} />}
    </>
  );
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
      {last !== undefined && (
        <p>{last.state === null ? `${words.conflict.unknown} ${last.because}` : words.conflict.state[last.state]}</p>
      )}
      {task !== undefined && task.said !== "" && <p>{words.quote(task.said)}</p>}
      <p className={classes.small}>{words.conflict.youSaid(pressed.join(", "))}</p>
      <Button
        className={device.button}
        variant="default"
        onClick={() => void phone.understood(told.map(({ press }) => press.commandId))}
      >
        {words.conflict.understood}
      </Button>
    </section>
  );
}
