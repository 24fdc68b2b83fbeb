import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { z } from "zod";
import { type Column, COLUMNS, ForcesRecord } from "../../words/import.ts";

export type ForcesTable =
  | { readonly ok: true; readonly records: readonly ForcesRecord[] }
  | { readonly ok: false; readonly line: number; readonly because: TableFault; readonly said: string };
/** `no-column`: `said` names what is missing. `cell-too-long`: `said` is the column. */
export type TableFault = "empty" | "not-csv" | "no-column" | "column-twice" | "cell-too-long" | "too-many-lines";

/** More lines than any operation has had; what is larger is not a list of forces. */
const MOST_LINES = 200_000;
const NEEDED: readonly Column[] = ["contingent"];

const Parsed = z.array(z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }));

/**
 * Reads a list of forces as spreadsheets write it (RFC 4180; comma, semicolon or tab, whichever its first line uses). Columns come in any
 * order, `call sign`, `call_sign` and `callSign` are one; columns it does not know are left alone.
 */
export function readTable(text: string): ForcesTable {
  const head = /^\uFEFF?[^\r\n]*/.exec(text)?.[0] ?? "";
  const delimiter = [";", "\t", ","].find((each) => head.includes(each)) ?? ",";
  let parsed: unknown;
  try {
    parsed = parse(text, {
      bom: true,
      trim: true,
      info: true,
      delimiter,
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error["lines"];
    return {
      ok: false,
      line: typeof line === "number" ? line : 1,
      because: "not-csv",
      said: error.message.slice(0, 200),
    };
  }
  const [first, ...body] = Parsed.parse(parsed);
  if (first === undefined) return { ok: false, line: 1, because: "empty", said: "" };
  if (body.length > MOST_LINES)
    return { ok: false, line: MOST_LINES, because: "too-many-lines", said: `${MOST_LINES}` };
  const columns = first.record.map(columnOf);
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) return { ok: false, line: first.info.lines, because: "no-column", said: missing.join(", ") };
  const twice = columns.find((column, at) => column !== null && columns.indexOf(column) !== at);
  if (twice !== undefined && twice !== null)
    return { ok: false, line: first.info.lines, because: "column-twice", said: twice };
  const records: ForcesRecord[] = [];
  for (const { info, record } of body) {
    if (record.every((each) => each === "")) continue;
    const cells: Record<string, string> = {};
    columns.forEach((column, at) => {
      if (column !== null) cells[column] = record[at] ?? "";
    });
    const read = ForcesRecord.safeParse({ line: info.lines, ...cells });
    if (!read.success) {
      const said = String(read.error.issues[0]?.path[0] ?? "");
      return { ok: false, line: info.lines, because: "cell-too-long", said };
    }
    records.push(read.data);
  }
  return records.length === 0 ? { ok: false, line: 1, because: "empty", said: "" } : { ok: true, records };
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]+/g, "");
const BY_NAME = new Map(COLUMNS.map((column) => [plain(column), column]));

function columnOf(name: string): Column | null {
  return BY_NAME.get(plain(name)) ?? null;
}
