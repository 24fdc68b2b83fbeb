import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { z } from "zod";

export type SheetFault = "empty" | "not-csv" | "no-column" | "column-twice" | "too-many-lines";

/** A list as a spreadsheet wrote it. `said`: the columns that are missing, the one that is there twice, or what is no CSV. */
export type Sheet<Column extends string> =
  | { readonly ok: true; readonly columns: readonly (Column | null)[]; readonly lines: readonly SheetLine[] }
  | { readonly ok: false; readonly line: number; readonly because: SheetFault; readonly said: string };

export interface SheetLine {
  /** Where a text editor finds it, from 1. */
  readonly line: number;
  /** By the place of their column; absent where the line is shorter than the first. */
  readonly cells: readonly string[];
}

export interface SheetForm<Column extends string> {
  /** The column that is called so; null for one that is left alone. */
  readonly columnOf: (name: string) => Column | null;
  readonly needed: readonly Column[];
  readonly mostLines: number;
}

const Parsed = z.array(z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }));
const LONGEST_SAID = 200;

/**
 * Reads a list as spreadsheets write it (RFC 4180; comma, semicolon or tab, whichever its first line uses), the columns in any order; lines in which
 * nothing stands are left out.
 */
export function readSheet<Column extends string>(
  text: string,
  { columnOf, needed, mostLines }: SheetForm<Column>,
): Sheet<Column> {
  const refused = (line: number, because: SheetFault, said = ""): Sheet<Column> => ({
    ...{ ok: false, line, because },
    said: said.slice(0, LONGEST_SAID),
  });
  const head = /^\uFEFF?[^\r\n]*/.exec(text)?.[0] ?? "";
  const delimiter = [";", "\t", ","].find((each) => head.includes(each)) ?? ",";
  let parsed: unknown;
  try {
    parsed = parse(text, {
      ...{ bom: true, trim: true, info: true, delimiter },
      ...{ skip_empty_lines: true, relax_column_count: true },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error["lines"];
    return refused(typeof line === "number" ? line : 1, "not-csv", error.message);
  }
  const [first, ...body] = Parsed.parse(parsed);
  if (first === undefined) return refused(1, "empty");
  if (body.length > mostLines) return refused(mostLines, "too-many-lines", String(mostLines));
  const columns = first.record.map(columnOf);
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) return refused(first.info.lines, "no-column", missing.join(", "));
  const twice = columns.find((column, at) => column !== null && columns.indexOf(column) !== at);
  if (twice !== undefined && twice !== null) return refused(first.info.lines, "column-twice", twice);
  const lines = body.flatMap(({ info, record }) =>
    record.every((cell) => cell === "") ? [] : [{ line: info.lines, cells: record }],
  );
  return lines.length === 0 ? refused(1, "empty") : { ok: true, columns, lines };
}
