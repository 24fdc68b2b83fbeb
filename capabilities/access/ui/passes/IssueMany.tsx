import { Button, FileButton, Group, Progress } from "@mantine/core";
import type { PassNumber } from "@cordon/kernel";
import { Answered, Empty, type Problem, ProblemLine, Section, StatusPill, useFormat } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import classes from "../access.module.css";
import { useAnswer, useClient } from "../doors.ts";
import { download } from "../fields/download.ts";
import type { Perimeters } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { COLUMNS, readRequests, type Requests } from "./requests.ts";
import { readTable } from "./table.ts";

/** So many at once: a second's work, so that the bar moves and cancelling is soon. */
const BATCH = 250;
/** A file that is larger is for the command line, which reads it as it goes. */
const MOST_BYTES = 20_000_000;
const SHOWN_FAULTS = 50;

interface Issued {
  readonly line: number;
  readonly number: PassNumber;
  readonly text: string;
}

type Work =
  | { readonly is: "choosing"; readonly because: "empty" | "open-quote" | "too-large" | null }
  | { readonly is: "read"; readonly file: string; readonly read: Requests }
  | {
      readonly is: "issuing" | "done" | "cancelled" | "stopped";
      readonly file: string;
      readonly read: Requests;
      readonly issued: readonly Issued[];
      readonly problem: Problem | null;
    };

/** Passes by the list: read here, looked through row by row before any is issued, then issued in batches that can be stopped. */
export function IssueMany() {
  const words = useAccessWords().passes;
  const answer = useAnswer("access.show-perimeters", {});
  return (
    <Section title={words.tabs.many}>
      <Answered of={answer}>
        {({ draft }) =>
          draft.zones.length === 0 ? <Empty title={words.noZones}>{words.noZonesHint}</Empty> : <List draft={draft} />
        }
      </Answered>
    </Section>
  );
}

function List({ draft }: { readonly draft: Perimeters }) {
  const words = useAccessWords().passes;
  const client = useClient();
  const [work, setWork] = useState<Work>({ is: "choosing", because: null });
  const cancelling = useRef<AbortController | null>(null);
  useEffect(() => () => cancelling.current?.abort(), []);

  const choose = async (file: File | null) => {
    if (file === null) return;
    if (file.size > MOST_BYTES) return setWork({ is: "choosing", because: "too-large" });
    const table = readTable(await file.text());
    if (!table.ok) return setWork({ is: "choosing", because: table.because });
    const read = readRequests(table, new Set(draft.zones.map(({ code }) => code)), draft.timeZone);
    setWork({ is: "read", file: file.name, read });
  };

  /** @param already what was issued of it before it was stopped */
  const issue = async (file: string, read: Requests, already: readonly Issued[]) => {
    const stop = new AbortController();
    cancelling.current = stop;
    const issued = [...already];
    setWork({ is: "issuing", file, read, issued: already, problem: null });
    for (let at = already.length; at < read.requests.length; at += BATCH) {
      // Between batches only: what was asked for is issued whole, and its passes are in the list below.
      if (stop.signal.aborted) return setWork({ is: "cancelled", file, read, issued, problem: null });
      const batch = read.requests.slice(at, at + BATCH);
      const answer = await client.order("access.issue-passes", { requests: batch.map(({ request }) => request) });
      if (!answer.ok) return setWork({ is: "stopped", file, read, issued, problem: answer.problem });
      answer.output.passes.forEach(({ number, text }, index) => {
        issued.push({ line: batch[index]?.line ?? 0, number, text });
      });
      setWork({ is: "issuing", file, read, issued: [...issued], problem: null });
    }
    setWork({ is: "done", file, read, issued, problem: null });
  };

  const another = () => setWork({ is: "choosing", because: null });
  if (work.is === "choosing") {
    return (
      <div className={classes.form}>
        <p className={classes.intro}>{words.csvIntro}</p>
        <code className={classes.passText}>{COLUMNS.join(",")}</code>
        <Group gap="xs">
          <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void choose(file)}>
            {(given) => <Button {...given}>{words.chooseFile}</Button>}
          </FileButton>
        </Group>
        {work.because !== null && <p role="alert">{words.fileFault[work.because]}</p>}
      </div>
    );
  }
  if (work.is === "read") {
    return (
      <div className={classes.form}>
        <Report file={work.file} read={work.read} />
        <Group gap="xs">
          <Button disabled={work.read.requests.length === 0} onClick={() => void issue(work.file, work.read, [])}>
            {words.issueMany(work.read.requests.length)}
          </Button>
          <Button variant="subtle" onClick={another}>
            {words.chooseOther}
          </Button>
        </Group>
      </div>
    );
  }
  return (
    <div className={classes.form}>
      <Under {...work} onCancel={() => cancelling.current?.abort()} />
      {work.is !== "issuing" && (
        <Group gap="xs">
          <Button
            variant={work.is === "done" ? "filled" : "default"}
            disabled={work.issued.length === 0}
            onClick={() => download(`${work.file.replace(/\.\w+$/, "")}-passes.csv`, "text/csv", asCsv(work.issued))}
          >
            {words.download(work.issued.length)}
          </Button>
          {work.is !== "done" && (
            <Button variant="default" onClick={() => void issue(work.file, work.read, work.issued)}>
              {words.goOn(work.read.requests.length - work.issued.length)}
            </Button>
          )}
          <Button variant="subtle" onClick={another}>
            {words.chooseOther}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Under(props: {
  readonly is: "issuing" | "done" | "cancelled" | "stopped";
  readonly read: Requests;
  readonly issued: readonly Issued[];
  readonly problem: Problem | null;
  readonly onCancel: () => void;
}) {
  const { is, read, issued, problem, onCancel } = props;
  const words = useAccessWords().passes;
  const of = read.requests.length;
  return (
    <>
      <Group gap="sm">
        <StatusPill tone={is === "stopped" ? "attention" : is === "cancelled" ? "notice" : "calm"}>
          {words.work[is]}
        </StatusPill>
        <span role="status">{words.progress(issued.length, of)}</span>
        {is === "issuing" && (
          <Button variant="default" onClick={onCancel}>
            {words.stop}
          </Button>
        )}
      </Group>
      <Progress value={of === 0 ? 0 : (issued.length / of) * 100} aria-label={words.progress(issued.length, of)} />
      <ProblemLine problem={problem} />
    </>
  );
}

/** What was read, and every row that cannot be issued, with its line in the file. */
function Report({ file, read }: { readonly file: string; readonly read: Requests }) {
  const words = useAccessWords().passes;
  const format = useFormat();
  const { requests, faults } = read;
  return (
    <>
      <p className={classes.intro} role="status">
        {words.report(file, format.number(requests.length), format.number(faults.length))}
      </p>
      {faults.length > 0 && (
        <ul className={classes.faults} aria-label={words.faults}>
          {faults.slice(0, SHOWN_FAULTS).map(({ line, column, because }) => (
            <li key={line} className={classes.fault} data-severity="error">
              <strong>{words.line(line)}</strong>
              <span>{words.rowFault[because](column)}</span>
            </li>
          ))}
          {faults.length > SHOWN_FAULTS && (
            <li className={classes.fault}>{words.moreFaults(faults.length - SHOWN_FAULTS)}</li>
          )}
        </ul>
      )}
    </>
  );
}

/** A pass text has no comma and no quote: its alphabet is that of base45 but for the space, which stays as it is. */
function asCsv(issued: readonly Issued[]): string {
  return ["line,number,pass", ...issued.map(({ line, number, text }) => `${line},${number},"${text}"`), ""].join(
    "\r\n",
  );
}
