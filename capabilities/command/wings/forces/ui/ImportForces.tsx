import { Button, FileButton, Group, Progress } from "@mantine/core";
import { Facts, type Problem, ProblemLine, StatusPill, useFormat } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import { useClient } from "../../../ui/doors.ts";
import { answerOf } from "../../../ui/in-worker.ts";
import { askAll, type ImportTotal, lookAtAll, NOTHING_ASKED } from "../rules/import/total.ts";
import { COLUMNS, type ForcesRecord, type RowFault } from "../words/import.ts";
import classes from "./forces.module.css";
import { useImportWords } from "./import-words.ts";
import type { ForcesRead } from "./read-forces.worker.ts";
import { useForcesWords } from "./words.ts";

/** Larger than any list of forces: 63,000 units are about 6 MB. */
const MOST_BYTES = 50_000_000;
const SHOWN_FAULTS = 100;
const SHOWN_CHANGES = 50;

/** A file that was read: what can be asked for, in parts, and what cannot. */
interface Read {
  readonly file: string;
  readonly records: readonly ForcesRecord[];
  /** As they were looked at; none before. */
  readonly slices: readonly (readonly ForcesRecord[])[];
  readonly faults: readonly RowFault[];
}

type Work =
  | { readonly is: "choosing"; readonly fault: string | null }
  | { readonly is: "reading"; readonly file: string }
  | {
      readonly is: "looking" | "looked" | "importing" | "done" | "stopped";
      readonly read: Read;
      readonly total: ImportTotal;
      readonly problem: Problem | null;
    };

/** Contingents and units by a file: read here, looked at by the server line by line, and written only when somebody says so. */
export function ImportForces({ onUnits }: { readonly onUnits: () => void }) {
  const words = useImportWords();
  const format = useFormat();
  const client = useClient();
  const [work, setWork] = useState<Work>({ is: "choosing", fault: null });
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const ask = async (read: Read, mode: "preview" | "do") => {
    const stop = new AbortController();
    stopping.current = stop;
    const is = mode === "preview" ? "looking" : "importing";
    setWork({ is, read, total: NOTHING_ASKED, problem: null });
    const part = (records: readonly ForcesRecord[]) =>
      client.order("command.import-forces", { records, mode, leaveOutRefused: true });
    const tell = (total: ImportTotal) => {
      if (!stop.signal.aborted) setWork({ is, read, total, problem: null });
    };
    const ended =
      mode === "preview"
        ? await lookAtAll(read.records, part, tell, stop.signal)
        : { ...(await askAll(read.slices, part, tell, stop.signal)), slices: read.slices };
    const asked = { read: { ...read, slices: ended.slices }, total: ended.total };
    if (ended.ended === "refused") setWork({ is: "stopped", ...asked, problem: ended.problem });
    else if (ended.ended === "stopped") setWork({ is: "stopped", ...asked, problem: null });
    else setWork({ is: mode === "preview" ? "looked" : "done", ...asked, problem: null });
  };
  const choose = async (file: File | null) => {
    if (file === null) return;
    if (file.size > MOST_BYTES) return setWork({ is: "choosing", fault: words.tooLarge });
    setWork({ is: "reading", file: file.name });
    const worker = new Worker(new URL("./read-forces.worker.ts", import.meta.url), { type: "module" });
    const read = await answerOf<ForcesRead>(worker, await file.text());
    if (!read.ok)
      return setWork({ is: "choosing", fault: words.tableFault[read.because](String(read.line), read.said) });
    const { records, faults } = read;
    await ask({ file: file.name, records, slices: [], faults }, "preview");
  };

  const chooser = (
    <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void choose(file)}>
      {(given) => (
        <Button variant={work.is === "choosing" ? "filled" : "default"} {...given}>
          {work.is === "choosing" ? words.chooseFile : words.chooseAgain}
        </Button>
      )}
    </FileButton>
  );
  if (work.is === "choosing")
    return (
      <div className={classes.form}>
        <p className={classes.none}>{words.importIntro}</p>
        <code className={classes.code}>{COLUMNS.join(",")}</code>
        <p className={classes.none}>{words.importColumns}</p>
        {work.fault !== null && <p role="alert">{work.fault}</p>}
        <Group>{chooser}</Group>
      </div>
    );
  if (work.is === "reading")
    return (
      <div className={classes.form}>
        <span role="status">{words.reading(work.file)}</span>
      </div>
    );
  const { is, read, total } = work;
  const progress = words.progress(read.file, format.number(total.lines), format.number(read.records.length));
  const refused = [...read.faults, ...total.report.refused].toSorted((a, b) => a.line - b.line);
  const running = is === "looking" || is === "importing";
  return (
    <div className={classes.form}>
      <Group gap="sm">
        <StatusPill tone={is === "stopped" ? "attention" : "calm"}>{words.work[is]}</StatusPill>
        <span role="status">{progress}</span>
      </Group>
      {running && (
        <Progress
          value={read.records.length === 0 ? 0 : (total.lines / read.records.length) * 100}
          aria-label={progress}
        />
      )}
      <ProblemLine problem={work.problem} />
      <Report total={total} refused={refused} done={is === "done"} />
      <Group gap="xs">
        {is === "looked" && (
          <Button disabled={wouldDo(total) === 0} onClick={() => void ask(read, "do")}>
            {refused.length === 0 ? words.import : words.importOthers}
          </Button>
        )}
        {is === "stopped" && <Button onClick={() => void ask(read, "preview")}>{words.lookAgain}</Button>}
        {is === "done" && <Button onClick={onUnits}>{words.seeUnits}</Button>}
        {running ? (
          <Button variant="default" onClick={() => stopping.current?.abort()}>
            {words.stop}
          </Button>
        ) : (
          chooser
        )}
      </Group>
    </div>
  );
}

/** How many things an import would write. */
function wouldDo({ report: { contingents, units } }: ImportTotal): number {
  return units.new + units.back + units.changed + contingents.filter(({ outcome }) => outcome !== "unchanged").length;
}

function Report({
  total,
  refused,
  done,
}: {
  readonly total: ImportTotal;
  readonly refused: readonly RowFault[];
  readonly done: boolean;
}) {
  const words = useImportWords();
  const { tabs } = useForcesWords();
  const format = useFormat();
  const { contingents, units, changes } = total.report;
  const of = (outcome: "new" | "changed" | "unchanged") =>
    contingents.filter((each) => each.outcome === outcome).length;
  const lines = new Set(refused.map(({ line }) => line)).size;
  return (
    <>
      <Facts
        of={[
          [
            tabs.contingents,
            words.sum(format.number(of("new")), format.number(of("changed")), format.number(of("unchanged"))),
          ],
          [
            tabs.units,
            words.sum(
              format.number(units.new + units.back),
              format.number(units.changed),
              format.number(units.unchanged),
            ),
          ],
          [words.refusedLines, format.number(lines)],
        ]}
      />
      {refused.length > 0 && (
        <>
          <h4 className={classes.head}>{done ? words.leftOutLines : words.toMend}</h4>
          <ul className={classes.faults} aria-label={words.toMend}>
            {refused.slice(0, SHOWN_FAULTS).map((fault) => (
              <li key={`${fault.line} ${fault.column} ${fault.said}`}>
                <strong>{words.line(String(fault.line))}</strong> <code>{fault.column}</code>{" "}
                {fault.said === "" ? "" : `${words.quoted(fault.said)} `}
                {words.fault[fault.because]}
                {fault.with === null ? "" : ` (${words.with(fault.with)})`}
              </li>
            ))}
            {refused.length > SHOWN_FAULTS && <li>{words.more(format.number(refused.length - SHOWN_FAULTS))}</li>}
          </ul>
        </>
      )}
      {changes.length > 0 && (
        <details>
          <summary>{words.changes(format.number(changes.length))}</summary>
          <ul className={classes.faults}>
            {changes.slice(0, SHOWN_CHANGES).map(({ line, what, reference, columns }) => (
              <li key={`${what} ${reference}`}>
                {words.line(String(line))} <strong>{reference}</strong> <code>{columns.join(", ")}</code>
              </li>
            ))}
            {changes.length > SHOWN_CHANGES && <li>{words.more(format.number(changes.length - SHOWN_CHANGES))}</li>}
          </ul>
        </details>
      )}
    </>
  );
}
