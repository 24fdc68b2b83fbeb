import { type Answer, type AskedInParts, askInParts } from "../../../../rules/parts.ts";
import { regrouped, slicesOf } from "./slices.ts";
import type { ForcesRecord, ImportReport } from "../../words/import.ts";

/** How far an import is: the reports of the parts that were asked for, as one. */
export interface ImportTotal {
  readonly lines: number;
  readonly report: ImportReport;
}

export const NOTHING_ASKED: ImportTotal = {
  lines: 0,
  report: { contingents: [], units: { new: 0, back: 0, changed: 0, unchanged: 0 }, changes: [], refused: [] },
};

/** A contingent stands in every part that has units of it: what came of it first is what came of it. */
export function added(total: ImportTotal, lines: number, part: ImportReport): ImportTotal {
  const { report } = total;
  const known = new Set(report.contingents.map(({ reference }) => reference));
  const changed = new Set(report.changes.flatMap(({ what, reference }) => (what === "contingent" ? [reference] : [])));
  const sum = (outcome: keyof ImportReport["units"]) => report.units[outcome] + part.units[outcome];
  return {
    lines: total.lines + lines,
    report: {
      contingents: [...report.contingents, ...part.contingents.filter(({ reference }) => !known.has(reference))],
      units: { new: sum("new"), back: sum("back"), changed: sum("changed"), unchanged: sum("unchanged") },
      changes: [
        ...report.changes,
        ...part.changes.filter(({ what, reference }) => what === "unit" || !changed.has(reference)),
      ],
      refused: [...report.refused, ...part.refused],
    },
  };
}

/** Asks for one part after the other, by whatever road `ask` takes. @param tell how far it is, after each part */
export const askAll = <Problem>(
  slices: readonly (readonly ForcesRecord[])[],
  ask: (slice: readonly ForcesRecord[]) => Promise<Answer<ImportReport, Problem>>,
  tell: (total: ImportTotal) => void,
  stop?: AbortSignal,
): Promise<AskedInParts<ImportTotal, Problem>> =>
  askInParts({
    ...{ parts: slices, ask, none: NOTHING_ASKED, tell, stop },
    added: (total, slice, part) => added(total, slice.length, part),
  });

/** Looks at all parts; where lines of different parts pass radios to each other, once more with those together. */
export async function lookAtAll<Problem>(
  records: readonly ForcesRecord[],
  ask: (slice: readonly ForcesRecord[]) => Promise<Answer<ImportReport, Problem>>,
  tell: (total: ImportTotal) => void,
  stop?: AbortSignal,
): Promise<AskedInParts<ImportTotal, Problem> & { readonly slices: readonly (readonly ForcesRecord[])[] }> {
  const slices = slicesOf(records);
  const looked = await askAll(slices, ask, tell, stop);
  const again = looked.ended === "whole" ? regrouped(records, slices, looked.total.report.refused) : null;
  return again === null ? { ...looked, slices } : { ...(await askAll(again, ask, tell, stop)), slices: again };
}
