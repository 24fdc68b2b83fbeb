import { Button, UnstyledButton } from "@mantine/core";
import {
  Empty,
  Loading,
  Panel,
  useFormat,
  useLanguage,
  useProblemText,
  useShellWords,
  useVocabulary,
} from "@cordon/ui";
import { MarkForm } from "./MarkForm.tsx";
import type { ChangeView } from "../words.ts";
import { useAnswerThen } from "./doors.ts";
import classes from "./moments.module.css";
import { useTimeMachine } from "./TimeMachine.tsx";
import { useMomentWords } from "./words.ts";

export interface ChangesPanelProps {
  readonly mayMark: boolean;
  /** To a signal, an incident or a unit, by its address. */
  readonly onGo: (path: string) => void;
}

/** What changed between the moment that is looked at and the one it is compared with. */
export function ChangesPanel({ mayMark, onGo }: ChangesPanelProps) {
  const words = useMomentWords();
  const format = useFormat();
  const { past, pin } = useTimeMachine();
  const problemText = useProblemText();
  const answer = useAnswerThen("command.list-changes", past === null ? null : { since: past.since });
  if (past === null) return null;
  return (
    <Panel
      label={words.changes}
      title={words.changes}
      aside={
        <span className={classes.dim}>{words.between(format.number(past.since + 1), format.number(past.size))}</span>
      }
      footer={
        <div className={classes.actions}>
          <Button size="compact-sm" variant="default" onClick={() => pin(past.pinned ? null : past.size)}>
            {past.pinned ? words.compareFree : words.compareFrom}
          </Button>
          {mayMark && <MarkForm size={past.size} />}
        </div>
      }
    >
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && (
        <Empty title={problemText(answer.problem)}>
          <Button size="compact-sm" onClick={answer.retry}>
            {words.watch}
          </Button>
        </Empty>
      )}
      {answer.state === "shown" && <ChangeList changes={answer.data.changes} more={answer.data.more} onGo={onGo} />}
    </Panel>
  );
}

export function ChangeList({
  changes,
  more,
  onGo,
}: {
  readonly changes: readonly ChangeView[];
  readonly more: boolean;
  readonly onGo: (path: string) => void;
}) {
  const words = useMomentWords();
  const format = useFormat();
  const nameOf = useNameOf();
  if (changes.length === 0) return <Empty title={words.noChanges}>{words.noChangesHint}</Empty>;
  return (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={change.id}>
          <UnstyledButton className={classes.change} onClick={() => onGo(pathOf(change))}>
            <span className={classes.how} data-how={change.how}>
              {words.how[change.how]}
            </span>
            <span className={classes.what}>{nameOf(change)}</span>
            <span className={classes.dim}>
              {format.clock(change.at)} ·{" "}
              {words.entry(
                change.entries
                  .slice(-3)
                  .map((seq) => format.number(seq + 1))
                  .join(", "),
              )}
            </span>
          </UnstyledButton>
        </li>
      ))}
      {more && <li className={classes.dim}>{words.more}</li>}
    </ul>
  );
}

function pathOf(change: ChangeView): string {
  switch (change.what) {
    case "signal":
      return `/signals/${change.id}`;
    case "incident":
      return `/incidents/${change.id}`;
    case "task":
      return change.incident === null ? "/units" : `/incidents/${change.incident}`;
    case "unit":
      return `/units/${change.id}`;
    case "shift":
      return "/roster";
    case "place":
      return "/";
    case "fence":
    case "drawing":
      return "/drawings";
    case "message":
      return `/messages/${change.thread}`;
  }
}

function useNameOf(): (change: ChangeView) => string {
  const words = useMomentWords();
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const { named } = useShellWords();
  return (change) => {
    switch (change.what) {
      case "signal":
        return change.note === "" ? vocabulary.signal[change.kind] : named(vocabulary.signal[change.kind], change.note);
      case "incident":
        return named(words.incident(change.number), change.title);
      case "task":
        return named(words.task(change.callSign), change.order);
      case "unit":
        return words.unit(change.callSign);
      case "shift":
        return change.place === null
          ? words.shift(change.callSign)
          : named(words.shift(change.callSign), change.place[language]);
      case "place":
        return named(vocabulary.place[change.kind], change.name[language]);
      case "fence":
        return named(words.fence, change.name);
      case "drawing":
        return named(words.drawing, change.name);
      case "message":
        return change.from === null ? words.messageOfRoom : words.message(change.from);
    }
  };
}
