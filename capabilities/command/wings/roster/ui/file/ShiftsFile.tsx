import { Button, Group, TextInput } from "@mantine/core";
import { type Instant, instantOf, localClock } from "@cordon/kernel";
import { type Problem, ProblemLine, tell, useFormat, useNowMs, useShellWords, useTimeZone } from "@cordon/ui";
import { useState } from "react";
import { askInSlices, NOTHING_IMPORTED } from "../../rules/import/slices.ts";
import type { ShiftImport, ShiftRow } from "../../words/import.ts";
import { useClient, useOrder } from "../doors.ts";
import { usePlanWords } from "../plan-words.ts";
import { useProblemSaid } from "../problem-said.ts";
import { useRestWords } from "../rest/rest-words.ts";
import classes from "../roster.module.css";
import { FileChoice, FileSteps } from "./FileSteps.tsx";
import { useFileWords } from "./file-words.ts";
import { type FileImport, useFileImport } from "./useFileImport.ts";

const YEAR_MS = 366 * 24 * 3600_000;

/** The roster as a file: looked at whole, each wrong line named, then planned; and written out again. */
export function ShiftsFile({ mayArrange, mayShorten }: { readonly mayArrange: boolean; readonly mayShorten: boolean }) {
  const words = useFileWords();
  const plan = usePlanWords();
  const format = useFormat();
  const said = useProblemSaid();
  const timeZone = useTimeZone();
  const importing = useOrder("command.import-shifts", ["command.list-voids", "command.show-roster"]);
  const [override, setOverride] = useState("");
  const work = useFileImport<ShiftRow, ShiftImport>({
    of: "shifts",
    none: NOTHING_IMPORTED,
    ask: (rows, how, tellOf, stop) =>
      askInSlices(rows, async (part) => await importing.send({ rows: part, ...how, override }), tellOf, stop),
  });
  return (
    <div className={classes.form}>
      <p className={classes.dim}>
        {words.shiftsHint} {plan.localTime(timeZone)}
      </p>
      <Group gap="xs">
        {mayArrange && <FileChoice work={work} />}
        <ExportShifts busy={work.busy} />
      </Group>
      <FileSteps
        work={work}
        said={{
          doing: words.planning,
          looked: ({ planned, same }) => words.looked(format.number(planned), format.number(same)),
          done: ({ planned, same }) => words.imported(format.number(planned), format.number(same)),
          offer: ({ planned }) => (planned === 0 ? null : words.import(planned)),
          problem: said,
        }}
      >
        <TiringLines work={work} may={mayShorten} override={override} onOverride={setOverride} />
      </FileSteps>
    </div>
  );
}

/** Lines that leave too little rest: whoever may says why it is shortened, and the file is looked at again. */
function TiringLines({
  work,
  may,
  override,
  onOverride,
}: {
  readonly work: FileImport<ShiftRow, ShiftImport>;
  readonly may: boolean;
  readonly override: string;
  readonly onOverride: (why: string) => void;
}) {
  const words = useRestWords();
  const shell = useShellWords();
  const { stage } = work;
  const tiring = "table" in stage ? stage.progress.report.problems.filter(({ kind }) => kind === "rest").length : 0;
  // Once it was shortened no line is wrong for it: the reason stays in sight, as it is kept with the shifts.
  if (tiring === 0) return override === "" ? null : <p className={classes.dim}>{words.shortened(override)}</p>;
  if (!may) return <p className={classes.dim}>{words.shortenWho}</p>;
  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault();
        if (override.trim() !== "") void work.go("preview");
      }}
    >
      <TextInput
        label={words.shortenLines(tiring)}
        description={shell.noPersonalData}
        maxLength={300}
        value={override}
        onChange={(event) => onOverride(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button type="submit" variant="default" disabled={override.trim() === ""}>
          {words.lookAgain}
        </Button>
      </Group>
    </form>
  );
}

/** Writes out the shifts that are planned or on from now, as a file that reads back. */
function ExportShifts({ busy }: { readonly busy: boolean }) {
  const words = useFileWords();
  const timeZone = useTimeZone();
  const client = useClient();
  const nowMs = useNowMs();
  const [problem, setProblem] = useState<Problem | null>(null);
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
    const { writeShifts } = await import("../../rules/import/table.ts");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([writeShifts(rows, clock)], { type: "text/csv" }));
    link.download = `roster-${clock.localOf(from).slice(0, 10)}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
    tell({ message: words.exported(rows.length) });
  };
  return (
    <>
      <Button variant="default" disabled={busy} onClick={() => void write()}>
        {words.export}
      </Button>
      <ProblemLine problem={problem} />
    </>
  );
}
