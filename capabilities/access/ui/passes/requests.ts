import type { Instant } from "@cordon/kernel";
import { momentOf } from "@cordon/ui";
import { CategoryCode, Holder, PassRequest, ZoneCode } from "../../words.ts";
import type { Table, TableRow } from "./table.ts";

/** The columns of a list of passes to issue; a person has initials and a birth year, a vehicle its plate. */
export const COLUMNS = ["category", "zones", "notBefore", "notAfter", "initials", "birthYear", "plate"] as const;
export type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ["category", "zones", "notBefore", "notAfter"];

export interface RowFault {
  readonly line: number;
  readonly column: Column;
  readonly because: "missing" | "invalid" | "unknown-zone" | "ends-before" | "no-holder" | "two-holders";
}

export interface Requests {
  readonly requests: readonly { readonly line: number; readonly request: PassRequest }[];
  readonly faults: readonly RowFault[];
}

/**
 * What a table asks for, and which of its rows cannot be had, each with its first fault. Times are UTC instants, or local times of the
 * operation (`2024-07-26 06:00`).
 * @param zones the codes there are
 */
export function readRequests(
  table: Extract<Table, { readonly ok: true }>,
  zones: ReadonlySet<string>,
  timeZone: string,
): Requests {
  const missing = NEEDED.find((column) => !table.columns.includes(column));
  if (missing !== undefined) return { requests: [], faults: [{ line: 1, column: missing, because: "missing" }] };
  const requests: { readonly line: number; readonly request: PassRequest }[] = [];
  const faults: RowFault[] = [];
  for (const row of table.rows) {
    const read = readRow(row, zones, timeZone);
    if ("because" in read) faults.push({ line: row.line, ...read });
    else requests.push({ line: row.line, request: read });
  }
  return { requests, faults };
}

type Fault = Omit<RowFault, "line">;

function readRow({ fields }: TableRow, known: ReadonlySet<string>, timeZone: string): PassRequest | Fault {
  const field = (column: Column) => fields.get(column) ?? "";
  const empty = NEEDED.find((column) => field(column) === "");
  if (empty !== undefined) return { column: empty, because: "missing" };

  const category = CategoryCode.safeParse(field("category").toLowerCase());
  if (!category.success) return { column: "category", because: "invalid" };
  const zones: ZoneCode[] = [];
  for (const word of field("zones")
    .toUpperCase()
    .split(/[\s+,;|]+/)) {
    const zone = ZoneCode.safeParse(word);
    if (!zone.success) return { column: "zones", because: "invalid" };
    if (!known.has(zone.data)) return { column: "zones", because: "unknown-zone" };
    if (!zones.includes(zone.data)) zones.push(zone.data);
  }
  const notBefore = readMoment(field("notBefore"), timeZone);
  if (notBefore === null) return { column: "notBefore", because: "invalid" };
  const notAfter = readMoment(field("notAfter"), timeZone);
  if (notAfter === null) return { column: "notAfter", because: "invalid" };
  if (notAfter <= notBefore) return { column: "notAfter", because: "ends-before" };
  const holder = readHolder(field("initials"), field("birthYear"), field("plate"));
  if ("because" in holder) return holder;
  const request = PassRequest.safeParse({ category: category.data, zones, notBefore, notAfter, holder });
  // What is left to be wrong is how many zones there are.
  return request.success ? request.data : { column: "zones", because: "invalid" };
}

function readHolder(initials: string, birthYear: string, plate: string): Holder | Fault {
  const isPerson = initials !== "" || birthYear !== "";
  if (isPerson && plate !== "") return { column: "plate", because: "two-holders" };
  if (!isPerson && plate === "") return { column: "initials", because: "no-holder" };
  if (!isPerson) {
    const vehicle = Holder.safeParse({ kind: "vehicle", plate: plate.toUpperCase() });
    return vehicle.success ? vehicle.data : { column: "plate", because: "invalid" };
  }
  const person = Holder.safeParse({
    kind: "person",
    initials: initials.toUpperCase(),
    birthYear: /^\d{4}$/.test(birthYear) ? Number(birthYear) : Number.NaN,
  });
  if (person.success) return person.data;
  const column = person.error.issues[0]?.path[0] === "birthYear" ? "birthYear" : "initials";
  return { column, because: column === "birthYear" && birthYear === "" ? "missing" : "invalid" };
}

function readMoment(text: string, timeZone: string): Instant | null {
  const local = momentOf(text.replace(" ", "T").slice(0, 16), timeZone);
  if (/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:00)?$/.test(text)) return local;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:\d\d)$/.test(text)) return null;
  // A machine reads the 31st of September as the 1st of October.
  if (momentOf(text.slice(0, 16), "UTC") === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : momentOf(new Date(ms).toISOString().slice(0, 16), "UTC");
}
