import { type Problem, useTimeZone } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import type { AskedInParts } from "../../../../rules/parts.ts";
import { answerOf } from "../../../../ui/in-worker.ts";
import type { FileProgress } from "../../rules/import/slices.ts";
import type { LineFault } from "../../words/import.ts";
import type { FileToRead } from "./read-file.worker.ts";

/** 200,000 shifts are about 15 MB. */
const MOST_BYTES = 60_000_000;

interface FileTable<Row> {
  readonly rows: readonly Row[];
  readonly faults: readonly LineFault[];
}
export type Stage<Row, Report> =
  | { readonly is: "nothing" | "reading" | "too-large" }
  | {
      readonly is: "looking" | "doing" | "looked" | "done" | "stopped";
      readonly table: FileTable<Row>;
      readonly progress: FileProgress<Report>;
    };
export type Mode = "preview" | "do";

export interface FileImport<Row, Report> {
  readonly stage: Stage<Row, Report>;
  readonly problem: Problem | null;
  readonly busy: boolean;
  /** Whether the lines that are wrong are left out, instead of nothing being done. */
  readonly leaveOut: boolean;
  readonly setLeaveOut: (leaveOut: boolean) => void;
  readonly take: (file: File | null) => Promise<void>;
  /** Looks at the file that was taken, again, or does what it says. */
  readonly go: (mode: Mode) => Promise<void>;
  readonly stop: () => void;
}

export interface FileForm<Row, Report> {
  readonly of: FileToRead["of"];
  readonly none: FileProgress<Report>;
  /** One part after the other. */
  readonly ask: (
    rows: readonly Row[],
    how: { readonly mode: Mode; readonly leaveOut: boolean },
    tell: (progress: FileProgress<Report>) => void,
    stop: AbortSignal,
  ) => Promise<AskedInParts<FileProgress<Report>, Problem>>;
}

/** A file of lines: read beside the page, looked at by the server part by part, and done only when somebody says so. */
export function useFileImport<Row, Report>({ of, none, ask }: FileForm<Row, Report>): FileImport<Row, Report> {
  const timeZone = useTimeZone();
  const [stage, setStage] = useState<Stage<Row, Report>>({ is: "nothing" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const run = async (mode: Mode, table: FileTable<Row>) => {
    const running = new AbortController();
    stopping.current = running;
    setProblem(null);
    const is = mode === "preview" ? "looking" : "doing";
    setStage({ is, table, progress: none });
    const how = { mode, leaveOut: mode === "do" && leaveOut };
    const asked = await ask(table.rows, how, (progress) => setStage({ is, table, progress }), running.signal);
    if (asked.ended === "refused") setProblem(asked.problem);
    const ended = mode === "preview" ? "looked" : "done";
    setStage({ is: asked.ended === "whole" ? ended : "stopped", table, progress: asked.total });
  };
  return {
    ...{ stage, problem, leaveOut, setLeaveOut },
    busy: stage.is === "reading" || stage.is === "looking" || stage.is === "doing",
    take: async (file) => {
      if (file === null) return;
      setProblem(null);
      setLeaveOut(false);
      if (file.size > MOST_BYTES) return setStage({ is: "too-large" });
      setStage({ is: "reading" });
      const worker = new Worker(new URL("./read-file.worker.ts", import.meta.url), { type: "module" });
      const asked: FileToRead = { of, text: await file.text(), timeZone };
      await run("preview", await answerOf<FileTable<Row>>(worker, asked));
    },
    go: async (mode) => {
      if ("table" in stage) await run(mode, stage.table);
    },
    stop: () => stopping.current?.abort(),
  };
}
