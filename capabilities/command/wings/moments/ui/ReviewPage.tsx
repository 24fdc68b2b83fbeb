import { Button } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { Empty, Loading, Panel, tell, useFormat, useLanguage, useProblemText, useShellWords } from "@cordon/ui";
import { useState } from "react";
import type { ChapterView } from "../words.ts";
import { useAnswer, useOrder } from "./doors.ts";
import { IncidentChoice } from "./IncidentChoice.tsx";
import classes from "./moments.module.css";
import { useTimeMachine } from "./TimeMachine.tsx";
import { useMomentWords } from "./words.ts";

export interface ReviewPageProps {
  readonly mayMark: boolean;
  readonly onGo: (path: string) => void;
  readonly onClose: () => void;
}

/** The review afterwards: the moments that people marked, one after the other, each looked at as it was, with what changed since the one before. */
export function ReviewPage({ mayMark, onGo, onClose }: ReviewPageProps) {
  const words = useMomentWords();
  const { named } = useShellWords();
  const problemText = useProblemText();
  const { past, go } = useTimeMachine();
  const language = useLanguage();
  const [incident, setIncident] = useState<IncidentId | null>(null);
  const answer = useAnswer("command.list-moments", incident === null ? {} : { incident });
  const chapters = answer.state === "shown" ? answer.data.chapters : [];
  const look = (chapter: ChapterView, before: ChapterView | undefined) =>
    go({ size: chapter.size, since: before?.size ?? 0 });
  const at = chapters.findLastIndex(({ size }) => past !== null && size <= past.size);
  const next = chapters[at + 1];
  return (
    <Panel
      label={words.review}
      title={words.review}
      onClose={onClose}
      footer={
        next === undefined ? undefined : (
          <Button size="compact-sm" onClick={() => look(next, chapters[at])}>
            {named(words.nextChapter, next.note)}
          </Button>
        )
      }
    >
      <div className={classes.filter}>
        <IncidentChoice
          label={words.chaptersOf}
          none={words.allChapters}
          incident={incident}
          onIncident={setIncident}
        />
        {incident !== null && (
          <Button
            component="a"
            size="compact-sm"
            variant="default"
            href={`/api/command/incidents/${incident}/report/${language}`}
            target="_blank"
          >
            {words.report}
          </Button>
        )}
      </div>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Empty title={problemText(answer.problem)} />}
      {answer.state === "shown" && chapters.length === 0 && (
        <Empty title={words.noChapters}>{words.noChaptersHint}</Empty>
      )}
      <ol className={classes.chapters} aria-label={words.chapters}>
        {chapters.map((chapter, index) => (
          <Chapter
            key={chapter.mark}
            chapter={chapter}
            looked={past?.size === chapter.size}
            mayMark={mayMark}
            onLook={() => look(chapter, chapters[index - 1])}
            onGo={onGo}
          />
        ))}
      </ol>
    </Panel>
  );
}

function Chapter({
  chapter: { mark, size, at, note, incident },
  looked,
  mayMark,
  onLook,
  onGo,
}: {
  readonly chapter: ChapterView;
  readonly looked: boolean;
  readonly mayMark: boolean;
  readonly onLook: () => void;
  readonly onGo: (path: string) => void;
}) {
  const words = useMomentWords();
  const format = useFormat();
  const problemText = useProblemText();
  const unmarking = useOrder("command.unmark-moment", ["command.list-moments"]);
  const unmark = async () => {
    const done = await unmarking.send({ mark });
    if (!done.ok) tell({ message: problemText(done.problem), tone: "attention" });
  };
  return (
    <li className={classes.chapter} aria-current={looked ? "step" : undefined}>
      <div>
        <strong>{note}</strong>
        <div className={classes.dim}>
          {at === null ? words.beforeAll : `${format.date(at)}, ${format.clock(at)}`} ·{" "}
          {words.entry(format.number(size))}
        </div>
      </div>
      <div className={classes.actions}>
        <Button size="compact-sm" onClick={onLook}>
          {words.watch}
        </Button>
        {incident !== null && (
          <Button size="compact-sm" variant="default" onClick={() => onGo(`/incidents/${incident.id}`)}>
            {words.incident(incident.number)}
          </Button>
        )}
        {mayMark && (
          <Button size="compact-sm" variant="subtle" disabled={unmarking.busy} onClick={() => void unmark()}>
            {words.unmark}
          </Button>
        )}
      </div>
    </li>
  );
}
