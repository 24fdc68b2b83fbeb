import type { Instant, LocalClock } from "@cordon/kernel";
import { readSheet } from "../../../../rules/sheet.ts";
import { CapabilityCode } from "../../words.ts";
import { momentsOf, plainName } from "./cells.ts";
import { COLUMNS, type Column, type LineFault, ShiftRow } from "../../words/import.ts";

export interface ShiftTable {
  readonly rows: readonly ShiftRow[];
  readonly faults: readonly LineFault<Column>[];
}

/** 63,000 people for two weeks are some 200,000 shifts. */
const MOST_LINES = 400_000;
const NEEDED: readonly Column[] = ["post", "unit", "start", "end"];

/** What a spreadsheet may call a column, in either language. */
const NAMES: Readonly<Record<string, Column>> = {
  ...Object.fromEntries(COLUMNS.map((column) => [column, column])),
  ...{ poste: "post", callsign: "unit", unite: "unit", indicatif: "unit" },
  ...{ role: "ability", capability: "ability", capacite: "ability" },
  ...{ from: "start", debut: "start", until: "end", fin: "end" },
};
/**
 * Reads a roster as spreadsheets write it (RFC 4180; comma, semicolon or tab, whichever its first line uses), the columns in any order.
 * Times are those of the operation's wall clock, `2024-07-26 08:00` or `26/07/2024 08:00`; one that the clock shows twice, or any other, may
 * name its offset: `2024-10-27 02:30+01:00`. Lines that are not understood are faults, and the others are read.
 */
export function readShifts(text: string, clock: LocalClock): ShiftTable {
  const sheet = readSheet(text, {
    columnOf: (name) => NAMES[plainName(name)] ?? null,
    needed: NEEDED,
    mostLines: MOST_LINES,
  });
  if (!sheet.ok) {
    const { line, because, said } = sheet;
    return { rows: [], faults: [{ line, column: null, because, said }] };
  }
  const at = (column: Column) => sheet.columns.indexOf(column);
  const places = { post: at("post"), unit: at("unit"), ability: at("ability"), start: at("start"), end: at("end") };
  const rows: ShiftRow[] = [];
  const faults: LineFault<Column>[] = [];
  const moment = momentsOf(clock);
  for (const { line, cells } of sheet.lines) {
    const read = rowOf(line, (column) => cells[places[column]] ?? "", moment);
    if ("because" in read) faults.push(read);
    else rows.push(read);
  }
  return { rows, faults };
}

function rowOf(
  line: number,
  cell: (column: Column) => string,
  moment: ReturnType<typeof momentsOf>,
): ShiftRow | LineFault<Column> {
  const fault = (column: Column, because: LineFault["because"]): LineFault<Column> => ({
    ...{ line, column, because },
    said: cell(column).slice(0, 80),
  });
  const post = ShiftRow.shape.post.safeParse(cell("post"));
  if (!post.success) return fault("post", "text");
  const unit = ShiftRow.shape.unit.safeParse(cell("unit"));
  if (!unit.success) return fault("unit", "text");
  const ability = cell("ability") === "" ? null : CapabilityCode.safeParse(cell("ability"));
  if (ability !== null && !ability.success) return fault("ability", "text");
  const from = moment(cell("start"));
  if (typeof from !== "object") return fault("start", from);
  const until = moment(cell("end"));
  if (typeof until !== "object") return fault("end", until);
  return { line, post: post.data, unit: unit.data, ability: ability?.data ?? null, from: from.at, until: until.at };
}

/** The same as a file that reads back as these lines. Only times that the clock shows twice carry their offset. */
export function writeShifts(rows: Iterable<Omit<ShiftRow, "line">>, clock: LocalClock): string {
  const time = (at: Instant) => {
    const local = clock.localOf(at);
    return clock.momentsOf(local).length === 1 ? local : `${local}${clock.offsetOf(at)}`;
  };
  const lines = [COLUMNS.join(",")];
  for (const { post, unit, ability, from, until } of rows)
    lines.push([post, unit, ability ?? "", time(from), time(until)].map(quoted).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

const quoted = (cell: string) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
