/** A row of a table as text, by the names in its first line; `line` is where it begins in the file, counted from 1. */
export interface TableRow {
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

export type Table =
  | { readonly ok: true; readonly columns: readonly string[]; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly line: number; readonly because: "empty" | "open-quote" };

/** Reads a table as spreadsheets write it (RFC 4180): separated by comma, semicolon or tab, whichever its first line uses; quoted with `"`. */
export function readTable(text: string): Table {
  const clean = text.replace(/^\uFEFF/, "");
  const separator = [";", "\t", ","].find((each) => firstLine(clean).includes(each)) ?? ",";
  const cut = cutUp(clean, separator);
  if (!cut.ok) return cut;
  const [head, ...body] = cut.records.filter(({ fields }) => fields.some((field) => field.trim() !== ""));
  if (head === undefined) return { ok: false, line: 1, because: "empty" };
  const columns = head.fields.map((name) => name.trim());
  return {
    ok: true,
    columns,
    rows: body.map(({ line, fields }) => ({
      line,
      fields: new Map(columns.map((name, at) => [name, (fields[at] ?? "").trim()])),
    })),
  };
}

interface TableRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text : text.slice(0, end);
}

function cutUp(
  text: string,
  separator: string,
):
  | { readonly ok: true; readonly records: readonly TableRecord[] }
  | { readonly ok: false; readonly line: number; readonly because: "open-quote" } {
  const records: TableRecord[] = [];
  let fields: string[] = [];
  let field = "";
  let quotedSince: number | null = null;
  let line = 1;
  let began = 1;
  const endRecord = () => {
    records.push({ line: began, fields: [...fields, field] });
    fields = [];
    field = "";
    began = line;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n") line++;
    if (quotedSince !== null) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') field += text.charAt(at++);
      else quotedSince = null;
    } else if (character === '"' && field.trim() === "") {
      field = "";
      quotedSince = line;
    } else if (character === separator) {
      fields.push(field);
      field = "";
    } else if (character === "\n") endRecord();
    else if (character !== "\r") field += character;
  }
  if (quotedSince !== null) return { ok: false, line: quotedSince, because: "open-quote" };
  if (field !== "" || fields.length > 0) endRecord();
  return { ok: true, records };
}
