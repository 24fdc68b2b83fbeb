import { Button } from "@mantine/core";
import type { IncidentId, UnitId } from "@cordon/kernel";
import {
  Age,
  Answered,
  Empty,
  Facts,
  KindSymbol,
  Panel,
  Section,
  STALE_AFTER_MS,
  TaskMark,
  type TrackStore,
  useFormat,
  useNowMs,
} from "@cordon/ui";
import type { UnitView } from "../words.ts";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { KitCard } from "../wings/forces/ui/KitCard.tsx";
import { useKinds } from "../wings/forces/ui/useKindName.ts";
import { WithdrawUnit } from "../wings/forces/ui/WithdrawUnit.tsx";
import { useCommandWords } from "./words.ts";

export interface UnitPanelProps {
  readonly unit: UnitId;
  readonly tracks: TrackStore;
  readonly onClose: () => void;
  readonly onIncident: (incident: IncidentId) => void;
  /** Opens what is written with it. */
  readonly onWrite?: () => void;
}

/** One unit: who it is, how old its position is, and what it has to do. */
export function UnitPanel({ unit, tracks, onClose, onIncident, onWrite }: UnitPanelProps) {
  const words = useCommandWords();
  const answer = useAnswer("command.show-unit", { unit });
  const tasks = useAnswer("command.list-tasks", { unit });
  const title = answer.state === "shown" ? answer.data.callSign : words.unit.list;
  const { mayDecide } = useSurroundings();
  return (
    <Panel label={title} title={title} onClose={onClose}>
      <Answered of={answer}>
        {(shown) =>
          shown.withdrawnAt !== null ? (
            <Empty title={words.unit.gone} />
          ) : (
            <div className={classes.pad}>
              <UnitFacts unit={shown} tracks={tracks} />
              <KitCard unit={shown.id} kit={shown.kit} mayArrange={mayDecide} />
              {onWrite !== undefined && (
                <Button variant="default" onClick={onWrite}>
                  {words.unit.write}
                </Button>
              )}
              {mayDecide && <WithdrawUnit unit={shown.id} callSign={shown.callSign} />}
            </div>
          )
        }
      </Answered>
      <Section title={words.incident.tasks}>
        <Answered of={tasks}>
          {({ tasks: open }) =>
            open.length === 0 ? (
              <p className={classes.hint}>{words.unit.noTasks}</p>
            ) : (
              <ul className={classes.list}>
                {open.map((task) => (
                  <li key={task.id} className={classes.task}>
                    <div className={classes.taskHead}>
                      <TaskMark state={task.state} />
                      <Age at={task.changedAt} />
                      <span className={classes.grow} />
                      {task.incident !== null && task.incidentNumber !== null && (
                        <IncidentLink incident={task.incident} number={task.incidentNumber} onIncident={onIncident} />
                      )}
                    </div>
                    <div>{task.order}</div>
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      </Section>
    </Panel>
  );
}

function IncidentLink(props: {
  readonly incident: IncidentId;
  readonly number: number;
  readonly onIncident: (incident: IncidentId) => void;
}) {
  const words = useCommandWords();
  return (
    <button type="button" className={classes.link} onClick={() => props.onIncident(props.incident)}>
      {words.incident.word(props.number)}
    </button>
  );
}

function UnitFacts({ unit, tracks }: { readonly unit: UnitView; readonly tracks: TrackStore }) {
  const words = useCommandWords().unit;
  const { nameOf, symbolOf } = useKinds();
  const symbol = symbolOf(unit.kind);
  const format = useFormat();
  const around = useSurroundings();
  // Read once a second with every other age; a position is never in the framework's state.
  const nowMs = useNowMs();
  const track = tracks.get(unit.track);
  const pauses = useAnswer("command.list-pauses", {});
  const pause = pauses.state === "shown" ? pauses.data.pauses.find((each) => each.unit === unit.id) : undefined;
  return (
    <Facts
      of={[
        [
          words.kind,
          <span key="kind" className={classes.kind}>
            {symbol !== null && <KindSymbol symbol={symbol} pixels={24} />}
            {nameOf(unit.kind)}
          </span>,
        ],
        [words.contingent, `${unit.nation} · ${unit.contingentName}`],
        [words.size, format.number(unit.strength)],
        [
          words.position,
          pause !== undefined ? (
            words.paused(format.time(pause.since, nowMs), pause.because)
          ) : track === undefined ? (
            words.neverSeen
          ) : (
            <button
              key="where"
              type="button"
              className={classes.link}
              onClick={() => around.showOnMap([track.lon, track.lat])}
            >
              <Age at={track.atMs} staleAfterSeconds={STALE_AFTER_MS / 1000} />
            </button>
          ),
        ],
      ]}
    />
  );
}
