import { SLICE_ROWS, type ShiftImport, type ShiftRow } from "../../words/import.ts";

/** Lines in parts of a call each, all of a unit together; a unit with more lines than a call takes is a part by itself, cut by time. */
export function slicesOf(rows: readonly ShiftRow[]): readonly (readonly ShiftRow[])[] {
  const slices: ShiftRow[][] = [];
  let open: ShiftRow[] = [];
  const close = () => {
    if (open.length > 0) slices.push(open);
    open = [];
  };
  for (const own of Map.groupBy(rows, ({ unit }) => unit).values()) {
    if (open.length + own.length > SLICE_ROWS) close();
    if (own.length <= SLICE_ROWS) open.push(...own);
    else {
      const inTime = own.toSorted((a, b) => (a.from < b.from ? -1 : 1));
      for (let at = 0; at < inTime.length; at += SLICE_ROWS) slices.push(inTime.slice(at, at + SLICE_ROWS));
    }
  }
  close();
  return slices;
}

export interface ImportProgress {
  readonly lines: number;
  readonly report: ShiftImport;
}

export const NOTHING_IMPORTED: ImportProgress = {
  lines: 0,
  report: { planned: 0, same: 0, doubled: [], problems: [] },
};

type Answer<Problem> =
  | { readonly ok: true; readonly output: ShiftImport }
  | { readonly ok: false; readonly problem: Problem };

export type Imported<Problem> =
  | { readonly ended: "whole" | "stopped"; readonly progress: ImportProgress }
  | { readonly ended: "refused"; readonly progress: ImportProgress; readonly problem: Problem };

/**
 * Asks for one part after the other, by whatever road `ask` takes. Stops between parts, never within one.
 * @param tell how far it is, after each part
 */
export async function askInSlices<Problem>(
  rows: readonly ShiftRow[],
  ask: (slice: readonly ShiftRow[]) => Promise<Answer<Problem>>,
  tell: (progress: ImportProgress) => void,
  stop?: AbortSignal,
): Promise<Imported<Problem>> {
  let progress = NOTHING_IMPORTED;
  for (const slice of slicesOf(rows)) {
    if (stop?.aborted === true) return { ended: "stopped", progress };
    const answer = await ask(slice);
    if (!answer.ok) return { ended: "refused", progress, problem: answer.problem };
    const { report } = progress;
    const { planned, same, doubled, problems } = answer.output;
    progress = {
      lines: progress.lines + slice.length,
      report: {
        planned: report.planned + planned,
        same: report.same + same,
        doubled: [...report.doubled, ...doubled].toSorted((a, b) => a.line - b.line),
        problems: [...report.problems, ...problems].toSorted((a, b) => a.line - b.line),
      },
    };
    tell(progress);
  }
  return { ended: "whole", progress };
}
