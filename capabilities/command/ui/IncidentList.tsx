import { SegmentedControl } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { Age, Answered, Empty, Panel, TaskMark, toneOfPriority, ToneMark, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { beforeOf, Older, usePages } from "./Pages.tsx";
import { OPEN_INCIDENTS } from "./questions.ts";
import { useCommandWords } from "./words.ts";

export interface IncidentListProps {
  readonly selected: string | null;
  readonly onSelect: (incident: IncidentId) => void;
  readonly onClose?: (() => void) | undefined;
}

/** The incidents, the newest first, each with how its tasks stand. */
export function IncidentList({ selected, onSelect, onClose }: IncidentListProps) {
  const words = useCommandWords().incident;
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const [state, setState] = useState<"open" | "all">("open");
  const pages = usePages<number>();
  const answer = useAnswer("command.list-incidents", { ...OPEN_INCIDENTS, ...beforeOf(pages), state });
  return (
    <Panel
      label={words.list}
      title={words.list}
      onClose={onClose}
      aside={answer.state === "shown" && <span className={classes.count}>{answer.data.incidents.length}</span>}
    >
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          fullWidth
          value={state}
          onChange={(value) => {
            setState(value);
            pages.reset();
          }}
          data={[
            { value: "open", label: words.open },
            { value: "all", label: words.all },
          ]}
        />
      </div>
      <Answered of={answer}>
        {({ incidents, next }) =>
          incidents.length === 0 && pages.turned === 0 ? (
            <Empty title={words.empty}>{words.emptyHint}</Empty>
          ) : (
            <>
              <ul className={classes.list}>
                {incidents.map((incident) => (
                  <li key={incident.id} data-selected={incident.id === selected || undefined} className={classes.item}>
                    <button
                      type="button"
                      className={classes.row}
                      aria-current={incident.id === selected}
                      onClick={() => onSelect(incident.id)}
                    >
                      <ToneMark
                        tone={incident.state === "open" ? toneOfPriority(incident.priority) : "calm"}
                        size={14}
                        title={
                          incident.state === "open"
                            ? vocabulary.priority[incident.priority]
                            : vocabulary.incidentState.closed
                        }
                      />
                      <span className={classes.grow}>
                        <span className={classes.strong}>
                          {incident.number}. {incident.title}
                        </span>
                        <span className={classes.rowMore}>
                          <span className={classes.grow}>
                            {placeOutside(incident.title, around.placeName(incident.place))}
                          </span>
                          {incident.tasks.waiting > 0 && (
                            <span>
                              <TaskMark state="offered" word={false} /> {incident.tasks.waiting}
                            </span>
                          )}
                          {incident.tasks.running > 0 && (
                            <span>
                              <TaskMark state="under-way" word={false} /> {incident.tasks.running}
                            </span>
                          )}
                          {incident.tasks.ended > 0 && (
                            <span>
                              <TaskMark state="done" word={false} /> {incident.tasks.ended}
                            </span>
                          )}
                          <Age at={incident.openedAt} />
                        </span>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              <Older of={pages} next={next} />
            </>
          )
        }
      </Answered>
    </Panel>
  );
}

/** A title that was made of a signal names the place already. */
function placeOutside(title: string, place: string): string {
  return title.includes(place) ? "" : place;
}
