import { createReadStream } from "node:fs";
import { PassRequest } from "@cordon/access/words";
import { parse } from "csv-parse";
import { z } from "zod";

/** A line of a file of passes to issue: what is asked for, or what is wrong with it. `line` is where a text editor finds it. */
export type RequestLine =
  | { readonly line: number; readonly request: PassRequest }
  | { readonly line: number; readonly fault: string };

const COLUMNS = ["category", "zones", "notBefore", "notAfter"] as const;
const HOLDER = ["initials", "birthYear", "plate"] as const;
const Record = z.object({
  info: z.object({ lines: z.number() }),
  record: z.partialRecord(z.enum([...COLUMNS, ...HOLDER]), z.string()),
});

/** An instant with its zone; without one nobody knows which clock was meant. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/;
const DAY = z.iso.date();

/**
 * Reads `category,zones,notBefore,notAfter,initials,birthYear,plate`, the columns in any order, one line at a time. Zones are separated by
 * spaces, times carry their zone, and a line has a plate or initials and a birth year.
 * @throws Error in words when it is no such file
 */
export async function* requestsIn(file: string): AsyncGenerator<RequestLine> {
  const rows = createReadStream(file).pipe(
    parse({
      columns: (header: readonly string[]) => columnsOf(header),
      skip_empty_lines: true,
      bom: true,
      trim: true,
      info: true,
    }),
  );
  for await (const row of rows) {
    const { info, record } = Record.parse(row);
    const parsed = PassRequest.safeParse({
      category: record.category,
      zones: (record.zones ?? "").split(/[\s+;]+/).filter((zone) => zone !== ""),
      notBefore: moment(record.notBefore),
      notAfter: moment(record.notAfter),
      holder: holderOf(record),
    });
    if (parsed.success) yield { line: info.lines, request: parsed.data };
    else yield { line: info.lines, fault: parsed.error.issues.map(saidOf).join("; ") };
  }
}

function columnsOf(header: readonly string[]): string[] {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  const holder = header.includes("plate") || (header.includes("initials") && header.includes("birthYear"));
  if (missing.length > 0 || !holder)
    throw new Error(
      `its first line must name the columns ${[...COLUMNS, "and initials and birthYear, or plate"].join(", ")}; ${missing.length > 0 ? `${missing.join(", ")} missing` : "nothing says who holds a pass"}`,
    );
  return [...header];
}

function holderOf({ initials = "", birthYear = "", plate = "" }: z.infer<typeof Record>["record"]): unknown {
  if (plate !== "") return { kind: "vehicle", plate };
  return { kind: "person", initials, birthYear: /^\d+$/.test(birthYear) ? Number(birthYear) : Number.NaN };
}

/** As an instant where it is one; else as it stands, for the schema to refuse. */
function moment(text: string | undefined): string | undefined {
  if (text === undefined || !MOMENT.test(text) || Number.isNaN(Date.parse(text))) return text;
  // A machine reads the 31st of February as the 2nd of March, and somebody's pass would end on another day than they asked for.
  if (!DAY.safeParse(text.slice(0, "2024-07-18".length)).success) return undefined;
  return new Date(text).toISOString();
}

function saidOf({ path, message }: z.core.$ZodIssue): string {
  const [first, second] = path.map(String);
  const column = first === "holder" ? (second ?? "plate or initials") : (first ?? "line");
  const hint = column.startsWith("not")
    ? "expected a moment with its zone, such as 2024-07-18T06:00:00+02:00"
    : message;
  return `${column}: ${hint}`;
}
