import { Group } from "@mantine/core";
import { Age, Facts, ProblemLine, useFormat, useNowMs } from "@cordon/ui";
import type { IncidentView } from "../words.ts";
import { AskToTakeOver } from "../wings/procedures/ui/AskToTakeOver.tsx";
import { useProcedureWords } from "../wings/procedures/ui/words.ts";
import { useState } from "react";
import { useSurroundings } from "./Around.tsx";
import { Locate } from "./Locate.tsx";
import { OnMap } from "./OnMap.tsx";
import { PriorityField } from "./PriorityField.tsx";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents"] as const;

/** Where it is, how urgent, whose, and since when. */
export function IncidentFacts({ incident, may }: { readonly incident: IncidentView; readonly may: boolean }) {
  const words = useCommandWords().incident;
  const { signal } = useCommandWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const around = useSurroundings();
  const prioritising = useOrder("command.prioritise-incident", RENEWS);
  const handing = useOrder("command.hand-over-incident", RENEWS);
  const [asking, setAsking] = useState(false);
  const place = around.placeName(incident.place);
  const procedure = useProcedureWords().handOver;
  const relief = procedure.accept;
  const handOverSaid = ({ to, note }: NonNullable<IncidentView["handOver"]>) => (
    <>
      {around.isMe(to) ? procedure.askedMe : procedure.asked(around.actorName(to))}
      {note !== "" && <div className={classes.said}>{note}</div>}
    </>
  );
  return (
    <>
      <Facts
        of={[
          [signal.where, <OnMap key="where" position={incident.position} name={place} />],
          [
            words.priority,
            <PriorityField
              key="priority"
              size="xs"
              w={190}
              aria-label={words.priority}
              disabled={!may || prioritising.busy}
              priority={incident.priority}
              onPriority={(priority) => void prioritising.send({ incident: incident.id, priority })}
            />,
          ],
          [
            words.commander,
            <Group key="commander" gap="xs">
              {around.isMe(incident.commander) ? words.mine : around.actorName(incident.commander)}
              {may && !around.isMe(incident.commander) && (
                <button
                  type="button"
                  className={classes.link}
                  onClick={() => void handing.send({ incident: incident.id })}
                >
                  {words.takeOver}
                </button>
              )}
              {may && around.isMe(incident.commander) && !asking && (
                <button type="button" className={classes.link} onClick={() => setAsking(true)}>
                  {procedure.ask}…
                </button>
              )}
            </Group>,
          ],
          ...(incident.handOver === null ? [] : [[relief, handOverSaid(incident.handOver)] as const]),
          [
            words.opened,
            <>
              {format.time(incident.openedAt, nowMs)} (<Age at={incident.openedAt} />)
            </>,
          ],
          ...(incident.outcome === null ? [] : [[words.outcome, incident.outcome] as const]),
        ]}
      />
      {may && incident.position === null && <Locate key={incident.id} incident={incident.id} />}
      {may && asking && <AskToTakeOver incident={incident.id} onDone={() => setAsking(false)} />}
      <ProblemLine problem={prioritising.problem ?? handing.problem} />
    </>
  );
}
