import { Button, Checkbox, FileButton, Group, Progress } from "@mantine/core";
import { type Instant, instantOf, localClock } from "@cordon/kernel";
import { type Problem, ProblemLine, tell, useFormat, useNowMs, useTimeZone } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import { askInSlices, type ImportProgress, NOTHING_IMPORTED } from "../rules/import/slices.ts";
import type { ShiftTable } from "../rules/import/table.ts";
import type { ShiftRow } from "../words/import.ts";
import { answerOf } from "../../../ui/in-worker.ts";
import { useClient, useOrder } from "./doors.ts";
import { usePlanWords } from "./plan-words.ts";
import { useProblemSaid } from "./problem-said.ts";
import type { ShiftsToRead } from "./read-shifts.worker.ts";
import classes from "./roster.module.css";

/** More lines than a person reads before mending the file. */
const SHOWN = 200;
const YEAR_MS = 366 * 24 * 3600_000;

type Stage =
  | { readonly is: "nothing" }
  | { readonly is: "reading" }
  | { readonly is: "looking" | "doing"; readonly table: ShiftTable; readonly progress: ImportProgress }
  | { readonly is: "looked" | "done" | "stopped"; readonly table: ShiftTable; readonly progress: ImportProgress };

/** The roster as a file: looked at whole, each wrong line named, then planned; and written out again. */
export function FilePanel({ mayArrange }: { readonly mayArrange: boolean }) {
  const words = usePlanWords();
  const format = useFormat();
  const said = useProblemSaid();
  const timeZone = useTimeZone();
  const client = useClient();
  const importing = useOrder("command.import-shifts", ["command.list-voids", "command.show-roster"]);
  const nowMs = useNowMs();
  const [stage, setStage] = useState<Stage>({ is: "nothing" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const go = async (mode: "preview" | "do", table: ShiftTable) => {
    const running = new AbortController();
    stop.current = running;
    setProblem(null);
    const is = mode === "preview" ? "looking" : "doing";
    setStage({ is, table, progress: NOTHING_IMPORTED });
    const ask = async (rows: readonly ShiftRow[]) =>
      await importing.send({ rows, mode, leaveOut: mode === "do" && leaveOut });
    const asked = await askInSlices(table.rows, ask, (progress) => setStage({ is, table, progress }), running.signal);
    if (asked.ended === "refused") setProblem(asked.problem);
    const ended = mode === "preview" ? "looked" : "done";
    setStage({ is: asked.ended === "whole" ? ended : "stopped", table, progress: asked.total });
  };
  const take = async (file: File | null) => {
    if (file === null) return;
    setProblem(null);
    setStage({ is: "reading" });
    const worker = new Worker(new URL("./read-shifts.worker.ts", import.meta.url), { type: "module" });
    const asked: ShiftsToRead = { text: await file.text(), timeZone };
    const table = await answerOf<ShiftTable>(worker, asked);
    await go("preview", table);
  };
  const write = async () => {
    setProblem(null);
    const clock = localClock(timeZone);
    const rows: Omit<ShiftRow, "line">[] = [];
    const from = instantOf(nowMs);
    const until = instantOf(nowMs + YEAR_MS);
    let after: { readonly from: Instant; readonly seq: number } | null | undefined;
    while (after !== null) {
      const answer = await client.ask("command.show-roster", {
        ...{ from, until, states: ["planned", "on"], limit: 1000 },
        ...(after === undefined ? {} : { after }),
      });
      if (!answer.ok) return setProblem(answer.problem);
      for (const shift of answer.output.shifts)
        rows.push({ ...shift, post: shift.placeReference, unit: shift.callSign, ability: shift.capability });
      after = answer.output.next;
    }
    const { writeShifts } = await import("../rules/import/table.ts");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([writeShifts(rows, clock)], { type: "text/csv" }));
    link.download = `roster-${clock.localOf(from).slice(0, 10)}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
    tell({ message: words.exported(rows.length) });
  };

  const busy = stage.is === "reading" || stage.is === "looking" || stage.is === "doing";
  return (
    <div className={classes.form}>
      <p className={classes.dim}>
        {words.fileHint} {words.localTime(timeZone)}
      </p>
      <Group gap="xs">
        {mayArrange && (
          <FileButton
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(file) => void take(file)}
            disabled={busy}
            inputProps={{ "aria-label": words.file }}
          >
            {(props) => (
              <Button {...props} disabled={busy}>
                {words.chooseFile}
              </Button>
            )}
          </FileButton>
        )}
        <Button variant="default" disabled={busy} onClick={() => void write()}>
          {words.export}
        </Button>
      </Group>
      <ProblemLine problem={problem} />
      {stage.is === "reading" && <div role="status">{words.reading}</div>}
      {stage.is !== "nothing" && stage.is !== "reading" && (
        <>
          <div role="status" aria-live="polite">
            {stage.is === "looking" &&
              words.looking(format.number(stage.progress.lines), format.number(stage.table.rows.length))}
            {stage.is === "doing" &&
              words.doing(format.number(stage.progress.lines), format.number(stage.table.rows.length))}
            {stage.is === "stopped" && words.stopped}
            {stage.is === "looked" &&
              words.looked(format.number(stage.progress.report.planned), format.number(stage.progress.report.same))}
            {stage.is === "done" &&
              words.imported(format.number(stage.progress.report.planned), format.number(stage.progress.report.same))}
          </div>
          {busy && (
            <Group gap="xs">
              <Progress
                className={classes.grow}
                aria-label={words.file}
                value={(100 * stage.progress.lines) / Math.max(1, stage.table.rows.length)}
              />
              <Button size="compact-sm" variant="default" onClick={() => stop.current?.abort()}>
                {words.stop}
              </Button>
            </Group>
          )}
          <Wrong table={stage.table} progress={stage.progress} said={said} />
          {stage.is === "looked" && stage.progress.report.planned > 0 && (
            <Group gap="md">
              {wrongLines(stage) > 0 && (
                <Checkbox
                  label={words.leaveOut}
                  checked={leaveOut}
                  onChange={(event) => setLeaveOut(event.currentTarget.checked)}
                />
              )}
              <Button disabled={wrongLines(stage) > 0 && !leaveOut} onClick={() => void go("do", stage.table)}>
                {words.import(stage.progress.report.planned)}
              </Button>
            </Group>
          )}
        </>
      )}
    </div>
  );
}

const wrongLines = ({ table, progress }: { readonly table: ShiftTable; readonly progress: ImportProgress }) =>
  table.faults.length + progress.report.problems.length;

function Wrong({
  table,
  progress,
  said,
}: {
  readonly table: ShiftTable;
  readonly progress: ImportProgress;
  readonly said: ReturnType<typeof useProblemSaid>;
}) {
  const words = usePlanWords();
  const { problems, doubled } = progress.report;
  // Put into words only where shown: there may be as many as the file has lines.
  const wrong = [...table.faults, ...problems].toSorted((a, b) => a.line - b.line);
  const all = [...wrong, ...doubled];
  const inWords = (each: (typeof all)[number]) => {
    if ("of" in each) return words.doubled(each.line, each.of);
    if ("kind" in each) return `${words.line(each.line)} · ${said(each)}`;
    const { line, column, because, said: what } = each;
    return [words.line(line), column ?? "", what === "" ? "" : `« ${what} »`, words.faults[because]]
      .filter(Boolean)
      .join(" · ");
  };
  if (all.length === 0) return null;
  return (
    <div>
      {wrong.length > 0 && <strong>{words.wrong(wrong.length)}</strong>}
      <ul className={classes.list}>
        {all.slice(0, SHOWN).map((each, at) => (
          <li key={`${at} ${each.line}`} className={classes.item}>
            {inWords(each)}
          </li>
        ))}
      </ul>
      {all.length > SHOWN && <p className={classes.dim}>{words.more(all.length - SHOWN)}</p>}
    </div>
  );
}
