import { type Answer, type AskedInParts, askInParts } from "../../../../rules/parts.ts";
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

/** Asks for one part after the other, by whatever road `ask` takes. @param tell how far it is, after each part */
export const askInSlices = <Problem>(
  rows: readonly ShiftRow[],
  ask: (slice: readonly ShiftRow[]) => Promise<Answer<ShiftImport, Problem>>,
  tell: (progress: ImportProgress) => void,
  stop?: AbortSignal,
): Promise<AskedInParts<ImportProgress, Problem>> =>
  askInParts({ parts: slicesOf(rows), ask, none: NOTHING_IMPORTED, added, tell, stop });

function added({ lines, report }: ImportProgress, slice: readonly ShiftRow[], part: ShiftImport): ImportProgress {
  return {
    lines: lines + slice.length,
    report: {
      planned: report.planned + part.planned,
      same: report.same + part.same,
      doubled: [...report.doubled, ...part.doubled].toSorted((a, b) => a.line - b.line),
      problems: [...report.problems, ...part.problems].toSorted((a, b) => a.line - b.line),
    },
  };
}
