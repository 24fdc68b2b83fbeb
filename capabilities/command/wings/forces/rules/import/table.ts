import { readSheet, type SheetFault } from "../../../../rules/sheet.ts";
import { type Column, COLUMNS, ForcesRecord } from "../../words/import.ts";

export type ForcesTable =
  | { readonly ok: true; readonly records: readonly ForcesRecord[] }
  | { readonly ok: false; readonly line: number; readonly because: TableFault; readonly said: string };
/** `no-column`: `said` names what is missing. `cell-too-long`: `said` is the column. */
export type TableFault = SheetFault | "cell-too-long";

/** More lines than any operation has had; what is larger is not a list of forces. */
const MOST_LINES = 200_000;
const NEEDED: readonly Column[] = ["contingent"];

/**
 * Reads a list of forces as spreadsheets write it (RFC 4180; comma, semicolon or tab, whichever its first line uses). Columns come in any
 * order, `call sign`, `call_sign` and `callSign` are one; columns it does not know are left alone.
 */
export function readTable(text: string): ForcesTable {
  const sheet = readSheet(text, { columnOf, needed: NEEDED, mostLines: MOST_LINES });
  if (!sheet.ok) return sheet;
  const records: ForcesRecord[] = [];
  for (const { line, cells } of sheet.lines) {
    const named: Record<string, string> = {};
    sheet.columns.forEach((column, at) => {
      if (column !== null) named[column] = cells[at] ?? "";
    });
    const read = ForcesRecord.safeParse({ line, ...named });
    if (!read.success) {
      const said = String(read.error.issues[0]?.path[0] ?? "");
      return { ok: false, line, because: "cell-too-long", said };
    }
    records.push(read.data);
  }
  return { ok: true, records };
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]+/g, "");
const BY_NAME = new Map(COLUMNS.map((column) => [plain(column), column]));

function columnOf(name: string): Column | null {
  return BY_NAME.get(plain(name)) ?? null;
}
