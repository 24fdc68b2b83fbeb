import { Button, Checkbox, FileButton, Group, Progress } from "@mantine/core";
import { ProblemLine, useFormat } from "@cordon/ui";
import type { ReactNode } from "react";
import type { LineFault } from "../../words/import.ts";
import classes from "../roster.module.css";
import { useFileWords } from "./file-words.ts";
import type { FileImport } from "./useFileImport.ts";

/** More lines than a person reads before mending the file. */
const SHOWN = 200;

interface Reported {
  readonly doubled: readonly { readonly line: number; readonly of: number }[];
  readonly problems: readonly { readonly line: number }[];
}

export interface FileStepsProps<Row, Report extends Reported> {
  readonly work: FileImport<Row, Report>;
  readonly said: {
    readonly doing: (done: string, of: string) => string;
    readonly looked: (report: Report) => string;
    readonly done: (report: Report) => string;
    /** On the button that does it; null: there is nothing to do. */
    readonly offer: (report: Report) => string | null;
    /** A line that the server would not take. */
    readonly problem: (problem: Report["problems"][number]) => string;
  };
  /** Between what is wrong and what is done about it. */
  readonly children?: ReactNode;
}

/** The button that takes a file. */
export function FileChoice<Row, Report>({ work }: { readonly work: FileImport<Row, Report> }) {
  const words = useFileWords();
  return (
    <FileButton
      accept=".csv,.tsv,.txt,text/csv"
      onChange={(file) => void work.take(file)}
      disabled={work.busy}
      inputProps={{ "aria-label": words.file }}
    >
      {(props) => (
        <Button {...props} disabled={work.busy}>
          {words.chooseFile}
        </Button>
      )}
    </FileButton>
  );
}

/** How far a file is: read, looked at with every wrong line named, done. */
export function FileSteps<Row, Report extends Reported>({ work, said, children }: FileStepsProps<Row, Report>) {
  const words = useFileWords();
  const format = useFormat();
  const { stage } = work;
  if (!("table" in stage))
    return (
      <>
        <ProblemLine problem={work.problem} />
        {stage.is === "reading" && <div role="status">{words.reading}</div>}
        {stage.is === "too-large" && <p role="alert">{words.tooLarge}</p>}
      </>
    );
  const { table, progress } = stage;
  const { report } = progress;
  const [lines, all] = [format.number(progress.lines), format.number(table.rows.length)];
  const wrong = table.faults.length + report.problems.length;
  const offer = said.offer(report);
  return (
    <>
      <ProblemLine problem={work.problem} />
      <div role="status" aria-live="polite">
        {stage.is === "looking" && words.looking(lines, all)}
        {stage.is === "doing" && said.doing(lines, all)}
        {stage.is === "stopped" && words.stopped}
        {stage.is === "looked" && said.looked(report)}
        {stage.is === "done" && said.done(report)}
      </div>
      {work.busy && (
        <Group gap="xs">
          <Progress
            className={classes.grow}
            aria-label={words.file}
            value={(100 * progress.lines) / Math.max(1, table.rows.length)}
          />
          <Button size="compact-sm" variant="default" onClick={work.stop}>
            {words.stop}
          </Button>
        </Group>
      )}
      <Wrong faults={table.faults} report={report} said={said.problem} />
      {stage.is === "looked" && children}
      {stage.is === "looked" && offer !== null && (
        <Group gap="md">
          {wrong > 0 && (
            <Checkbox
              label={words.leaveOut}
              checked={work.leaveOut}
              onChange={(event) => work.setLeaveOut(event.currentTarget.checked)}
            />
          )}
          <Button disabled={wrong > 0 && !work.leaveOut} onClick={() => void work.go("do")}>
            {offer}
          </Button>
        </Group>
      )}
    </>
  );
}

function Wrong<Report extends Reported>({
  faults,
  report: { problems, doubled },
  said,
}: {
  readonly faults: readonly LineFault[];
  readonly report: Report;
  readonly said: (problem: Report["problems"][number]) => string;
}) {
  const words = useFileWords();
  const wrong: readonly ({ readonly fault: LineFault } | { readonly problem: Report["problems"][number] })[] = [
    ...faults.map((fault) => ({ fault })),
    ...problems.map((problem) => ({ problem })),
  ].toSorted((a, b) => lineOf(a) - lineOf(b));
  const all = [...wrong, ...doubled];
  if (all.length === 0) return null;
  // Put into words only where shown: there may be as many as the file has lines.
  const inWords = (each: (typeof all)[number]) => {
    if ("of" in each) return words.doubled(each.line, each.of);
    if ("problem" in each) return `${words.line(each.problem.line)} · ${said(each.problem)}`;
    const { line, column, because, said: what } = each.fault;
    return [words.line(line), column ?? "", what === "" ? "" : `« ${what} »`, words.faults[because]]
      .filter(Boolean)
      .join(" · ");
  };
  return (
    <div>
      {wrong.length > 0 && <strong>{words.wrong(wrong.length)}</strong>}
      <ul className={classes.list}>
        {all.slice(0, SHOWN).map((each, at) => (
          <li key={`${at} ${lineOf(each)}`} className={classes.item}>
            {inWords(each)}
          </li>
        ))}
      </ul>
      {all.length > SHOWN && <p className={classes.dim}>{words.more(all.length - SHOWN)}</p>}
    </div>
  );
}

type Line =
  | { readonly line: number }
  | { readonly fault: { readonly line: number } }
  | { readonly problem: { readonly line: number } };
const lineOf = (each: Line) => ("line" in each ? each.line : "fault" in each ? each.fault.line : each.problem.line);
