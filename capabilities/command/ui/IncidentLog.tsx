import { Button, TextInput } from "@mantine/core";
import type { Exhibit, IncidentId } from "@cordon/kernel";
import { ProblemLine, useFormat, useLanguage, useNowMs, useShellWords, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import type { LogKind, LogLine } from "../words.ts";
import { isEnteredForUnit } from "../words/log.ts";
import { FileChoice, LogFiles } from "../wings/procedures/ui/LogFiles.tsx";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

/** What was said and done, the newest first, and the line to add to it. */
export function IncidentLog({
  incident,
  log,
  writable,
}: {
  readonly incident: IncidentId;
  readonly log: readonly LogLine[];
  readonly writable: boolean;
}) {
  const words = useCommandWords();
  const shell = useShellWords();
  const noting = useOrder("command.note-incident", ["command.show-incident"]);
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly Exhibit[]>([]);
  return (
    <>
      {writable && (
        <form
          className={classes.noting}
          onSubmit={async (event) => {
            event.preventDefault();
            if (text.trim() === "") return;
            const answer = await noting.send({ incident, text, exhibits: files.map(({ blob }) => blob) });
            if (!answer.ok) return;
            setText("");
            setFiles([]);
          }}
        >
          <TextInput
            className={classes.grow}
            aria-label={words.incident.note}
            placeholder={words.incident.note}
            title={shell.noPersonalData}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" size="sm" loading={noting.busy} disabled={text.trim() === ""}>
            {words.incident.send}
          </Button>
        </form>
      )}
      {writable && <FileChoice files={files} onFiles={setFiles} />}
      <ProblemLine problem={noting.problem} />
      <ol className={classes.log}>
        {log.toReversed().map((line) => (
          <LogRow key={line.seq} incident={incident} line={line} />
        ))}
      </ol>
    </>
  );
}

/** Those whose text is the end of what is said: the number of another incident, or of a step. */
const GO_ON: ReadonlySet<LogKind> = new Set(["incident.merged", "incident.split", "incident.nested", "task.escalated"]);

function LogRow({ incident, line }: { readonly incident: IncidentId; readonly line: LogLine }) {
  const words = useCommandWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const around = useSurroundings();
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const { typed, stepText } = line;
  const who = around.isMe(line.by) ? words.incident.mine : around.actorName(line.by);
  return (
    <li className={classes.logRow}>
      <time dateTime={line.at} title={`#${line.seq}`}>
        {format.time(line.at, nowMs)}
      </time>
      <div>
        <span className={classes.dim}>
          {line.callSign ?? who} · {words.log[line.kind]}
          {GO_ON.has(line.kind) && ` ${line.text}`}
          {isEnteredForUnit(line) &&
            ` · ${words.task.enteredBy(around.isMe(line.by) ? words.task.me : around.actorName(line.by))}`}
        </span>
        {stepText !== null && <div>{stepText[language]}</div>}
        {typed !== null && (
          <div>
            {vocabulary.signal[typed.kind]}
            {typed.checklist !== null && ` · ${words.incident.withChecklist(typed.checklist[language])}`}
          </div>
        )}
        {line.text !== "" && !GO_ON.has(line.kind) && <div className={classes.said}>{line.text}</div>}
        {line.exhibits.length > 0 && <LogFiles files={line.exhibits} of={{ incident, line: line.seq }} />}
        {line.pressedAt !== null && (
          <div className={classes.dim}>{words.task.pressed(format.clock(line.pressedAt))}</div>
        )}
      </div>
    </li>
  );
}
