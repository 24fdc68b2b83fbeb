import { type Answer, type AskedInParts, askInParts } from "../../../../rules/parts.ts";
import { SLICE_ROWS, type ShiftImport, type ShiftRow } from "../../words/import.ts";

/** Lines in parts of a call each, all of a unit together; a unit with more lines than a call takes is a part by itself, cut by time. */
export const slicesOf = (rows: readonly ShiftRow[]) =>
  grouped(
    rows,
    ({ unit }) => unit,
    SLICE_ROWS,
    (a, b) => (a.from < b.from ? -1 : 1),
  );

/** Lines in parts of at most so many, all of a key together; a key with more than a part is one by itself, put in order and cut. */
export function grouped<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  most: number,
  order: (a: Row, b: Row) => number,
): readonly (readonly Row[])[] {
  const slices: Row[][] = [];
  let open: Row[] = [];
  const close = () => {
    if (open.length > 0) slices.push(open);
    open = [];
  };
  for (const own of Map.groupBy(rows, keyOf).values()) {
    if (open.length + own.length > most) close();
    if (own.length <= most) open.push(...own);
    else {
      const inOrder = own.toSorted(order);
      for (let at = 0; at < inOrder.length; at += most) slices.push(inOrder.slice(at, at + most));
    }
  }
  close();
  return slices;
}

/** How far a file is, in lines. */
export interface FileProgress<Report> {
  readonly lines: number;
  readonly report: Report;
}
export type ImportProgress = FileProgress<ShiftImport>;

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
