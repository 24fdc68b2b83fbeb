import { Group } from "@mantine/core";
import { Age, Facts, ProblemLine, useFormat, useNowMs, useVocabulary } from "@cordon/ui";
import type { IncidentView } from "../words.ts";
import type { Telling } from "../wings/forces/words.ts";
import { AskToTakeOver } from "../wings/procedures/ui/AskToTakeOver.tsx";
import { HandOverAsked } from "../wings/procedures/ui/HandOverAsked.tsx";
import { useProcedureWords } from "../wings/procedures/ui/words.ts";
import { useState } from "react";
import { useSurroundings } from "./Around.tsx";
import { Locate, type LocateProps } from "./Locate.tsx";
import { ChangeType } from "./ChangeType.tsx";
import { OnMap } from "./OnMap.tsx";
import { PriorityField } from "./PriorityField.tsx";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents"] as const;

/** What it is, where, how urgent, whose, and since when. */
export function IncidentFacts({
  incident,
  told,
  may,
  onTool,
}: {
  readonly incident: IncidentView;
  readonly told: readonly Telling[];
  readonly may: boolean;
  readonly onTool: LocateProps["onTool"];
}) {
  const words = useCommandWords().incident;
  const { signal } = useCommandWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const prioritising = useOrder("command.prioritise-incident", RENEWS);
  const handing = useOrder("command.hand-over-incident", RENEWS);
  const [asking, setAsking] = useState<"type" | "place" | "relief" | null>(null);
  const done = () => setAsking(null);
  const place = around.placeName(incident.place);
  const procedure = useProcedureWords().handOver;
  const relief = procedure.accept;
  // Whoever is asked answers there, by taking over or declining.
  const askedMe = incident.handOver !== null && around.isMe(incident.handOver.to);
  const handOverSaid = ({ to, note }: NonNullable<IncidentView["handOver"]>) => (
    <>
      {around.isMe(to) ? procedure.askedMe : procedure.asked(around.actorName(to))}
      {note !== "" && <div className={classes.said}>{note}</div>}
      {may && around.isMe(to) && <HandOverAsked incident={incident.id} />}
    </>
  );
  return (
    <>
      <Facts
        of={[
          [
            words.type,
            <Group key="type" gap="xs">
              {vocabulary.signal[incident.kind]}
              {may && asking !== "type" && (
                <button type="button" className={classes.link} onClick={() => setAsking("type")}>
                  {words.changeType}…
                </button>
              )}
            </Group>,
          ],
          [
            signal.where,
            <Group key="where" gap="xs">
              <OnMap position={incident.position} name={place} />
              {may && incident.position !== null && asking !== "place" && (
                <button
                  type="button"
                  className={classes.link}
                  aria-label={words.changePlace}
                  onClick={() => setAsking("place")}
                >
                  {words.change}…
                </button>
              )}
            </Group>,
          ],
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
              {may && !around.isMe(incident.commander) && !askedMe && (
                <button
                  type="button"
                  className={classes.link}
                  onClick={() => void handing.send({ incident: incident.id })}
                >
                  {words.takeOver}
                </button>
              )}
              {may && around.isMe(incident.commander) && asking !== "relief" && (
                <button type="button" className={classes.link} onClick={() => setAsking("relief")}>
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
          ...told.map(({ nation, releasableTo }) => {
            const others = releasableTo.filter((each) => each !== nation);
            return [words.told(nation), words.toldOnlyTo([nation, ...others])] as const;
          }),
          ...(incident.outcome === null ? [] : [[words.outcome, incident.outcome] as const]),
        ]}
      />
      {may && incident.position === null && <Locate incident={incident} onTool={onTool} />}
      {may && incident.position !== null && asking === "place" && (
        <Locate incident={incident} onTool={onTool} onDone={done} />
      )}
      {may && asking === "type" && <ChangeType incident={incident} onDone={done} />}
      {may && asking === "relief" && <AskToTakeOver incident={incident.id} onDone={done} />}
      <ProblemLine problem={prioritising.problem ?? handing.problem} />
    </>
  );
}
