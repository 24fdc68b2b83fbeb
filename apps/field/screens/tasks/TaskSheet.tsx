import type { TaskView } from "@cordon/command";
import { TaskMark, ToneMark, toneOfPriority, useFormat, useLanguage, useVocabulary } from "@cordon/ui";
import { Button } from "@mantine/core";
import { device } from "@cordon/ui/device";
import { IconMapPin } from "@tabler/icons-react";
import type { TaskState } from "@cordon/kernel";
import { whereIs } from "../../phone/where.ts";
import { useFieldWords } from "../../words.ts";
import classes from "../field.module.css";
import { useAge } from "../age.ts";
import { useState } from "react";
import { lettersOf } from "../../outbox/letters.ts";
import { usePhone, usePhoneState } from "../phone.tsx";
import { PhotoButton } from "../report/PhotoButton.tsx";
import { useReportWords } from "../report/words.ts";

/** Characters from which an order is set smaller, so that where to go stays in view. */
const LONG_ORDER = 90;

export type ForeseenTask = TaskView & { readonly foreseen: TaskState };

/** The one task the officer is at: what, where, how it stands. */
export function TaskSheet({ task, toPlan }: { readonly task: ForeseenTask; readonly toPlan: () => void }) {
  const words = useFieldWords();
  const age = useAge();
  const vocabulary = useVocabulary();
  return (
    <article className={classes.task} aria-label={task.order}>
      {task.incidentNumber !== null && (
        <div className={classes.line}>
          {task.priority !== null && <ToneMark tone={toneOfPriority(task.priority)} size={18} />}
          <strong>
            {words.tasks.incident(task.incidentNumber)}
            {task.priority !== null && ` · ${vocabulary.priority[task.priority]}`}
          </strong>
        </div>
      )}
      <h2 className={task.order.length > LONG_ORDER ? `${classes.order} ${classes.long}` : classes.order}>
        {task.order}
      </h2>
      {task.incidentTitle !== null && <div>{task.incidentTitle}</div>}
      <Place task={task} />
      <Button className={device.button} variant="default" onClick={toPlan}>
        {words.tasks.plan}
      </Button>
      {task.incident !== null && <TaskPhoto task={task} />}
      <div>
        <TaskStanding task={task} />
        <div className={classes.small}>{words.tasks.offered(age(task.offeredAt))}</div>
      </div>
    </article>
  );
}

/** A picture into the incident's log, now or when the server is in reach. */
function TaskPhoto({ task }: { readonly task: TaskView }) {
  const words = useReportWords();
  const phone = usePhone();
  const { outbox } = usePhoneState();
  const [failed, setFailed] = useState(false);
  const waiting = lettersOf(outbox, "photo").filter((letter) => letter.task === task.id).length;
  return (
    <>
      <PhotoButton
        label={words.taskPhoto}
        onTaken={(file) =>
          void phone.photos.keep(file).then((photo) => {
            setFailed(photo === null);
            return photo === null ? undefined : phone.photos.toTask(task.id, photo);
          })
        }
      />
      {waiting > 0 && <span className={classes.pending}>{words.taskPhotoWaiting(waiting)}</span>}
      {failed && <p role="alert">{words.photoFailed}</p>}
    </>
  );
}

/** How a task stands; what was pressed and has not arrived looks it, and says since when. */
export function TaskStanding({ task }: { readonly task: ForeseenTask }) {
  const words = useFieldWords();
  const age = useAge();
  const vocabulary = useVocabulary();
  const { queue, aheadMs } = usePhoneState();
  const waiting = queue.filter((press) => press.task === task.id).at(-1);
  return (
    <span>
      <span className={waiting === undefined ? classes.state : `${classes.state} ${classes.pending}`}>
        <TaskMark state={task.foreseen} word={false} />
        {vocabulary.task[task.foreseen]}
      </span>
      {waiting !== undefined && (
        <span>
          {" "}
          – {words.tasks.willBeSent}, {words.tasks.pressed(age(Date.parse(waiting.pressedAt) + aheadMs))}
        </span>
      )}
    </span>
  );
}

function Place({ task }: { readonly task: TaskView }) {
  const words = useFieldWords();
  const format = useFormat();
  const language = useLanguage();
  const { places } = usePhoneState();
  const { inside, near } = whereIs(task.position, places);
  const [lon, lat] = task.position;
  const said = [
    near === null ? null : words.tasks.near(near.place.properties.name[language], format.distance(near.metres)),
    inside === null ? null : words.tasks.inside(inside.properties.name[language]),
  ].filter((part) => part !== null);
  return (
    <div className={classes.where}>
      <IconMapPin size={24} aria-hidden />
      <div>
        {said.map((part) => (
          <div key={part}>{part}</div>
        ))}
        <div className={classes.small}>{format.position(lon, lat)}</div>
      </div>
    </div>
  );
}
