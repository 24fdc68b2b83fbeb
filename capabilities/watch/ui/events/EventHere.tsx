import type { CameraId } from "@cordon/kernel";
import { Answered, StatusPill, useFormat, useLanguage } from "@cordon/ui";
import type { EventQuality } from "../../words/quality.ts";
import type { EventKind } from "../../words/scene.ts";
import { useQualityWords } from "../camera/quality-words.ts";
import { useAnswer } from "../doors.ts";
import classes from "./events.module.css";
import { useEventWords } from "./words.ts";

export interface EventHereProps {
  readonly kind: EventKind;
  readonly timeZone: string;
  readonly onCamera: (camera: CameraId) => void;
}

/** How good an event is on the cameras of this operation, as their operators measured it: a row a camera. */
export function EventHere({ kind, timeZone, onCamera }: EventHereProps) {
  const words = useEventWords();
  const answer = useAnswer("watch.read-quality", { timeZone });
  return (
    <Answered of={answer}>
      {({ events }) => {
        const here = events.filter((event) => event.kind === kind);
        return here.length === 0 ? (
          <span className={classes.dim}>{words.nobody}</span>
        ) : (
          <Table of={here} onCamera={onCamera} />
        );
      }}
    </Answered>
  );
}

function Table({ of, onCamera }: { readonly of: readonly EventQuality[] } & Pick<EventHereProps, "onCamera">) {
  const words = useQualityWords();
  const camerasWord = useEventWords().camera;
  const format = useFormat();
  const language = useLanguage();
  const cameras = useAnswer("watch.list-cameras", {});
  const named = cameras.state === "shown" ? cameras.data.cameras : [];
  const unknown = <span className={classes.unknown}>{words.unmeasured}</span>;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{camerasWord}</th>
          <th scope="col">{words.precision}</th>
          <th scope="col">{words.falseADay}</th>
          <th scope="col" aria-label={words.lookedFor} />
        </tr>
      </thead>
      <tbody>
        {of.map(({ camera, precision, last7Days, suspended, exceeded, budget }) => (
          <tr key={camera}>
            <td>
              <button type="button" className={classes.link} onClick={() => onCamera(camera)}>
                {named.find(({ id }) => id === camera)?.name[language] ?? camera}
              </button>
            </td>
            <td>
              {precision === null
                ? unknown
                : `${format.percent(precision.share)} (${words.between(format.percent(precision.low), format.percent(precision.high), format.number(precision.of))})`}
            </td>
            <td>
              {last7Days.falseAlertsADay === null ? unknown : format.number(last7Days.falseAlertsADay, 1)}{" "}
              <span className={classes.dim}>· {words.budget(format.number(budget.falseAlertsADay))}</span>
            </td>
            <td>
              {suspended !== null ? (
                <StatusPill tone="notice">{words.suspended}</StatusPill>
              ) : (
                exceeded !== null && (
                  <StatusPill tone="attention">{words.exceeded(format.number(exceeded.falseAlerts))}</StatusPill>
                )
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
