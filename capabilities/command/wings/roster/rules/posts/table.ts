import { type LocalClock, Position } from "@cordon/kernel";
import { readSheet } from "../../../../rules/sheet.ts";
import { CapabilityCode, MOST_REQUIREMENTS } from "../../words.ts";
import type { LineFault } from "../../words/import.ts";
import { POST_COLUMNS, type PostColumn, type PostFault, PostRow } from "../../words/posts.ts";
import { momentsOf, plainName } from "../import/cells.ts";

export interface PostTable {
  readonly rows: readonly PostRow[];
  readonly faults: readonly PostFault[];
}

/** 5,000 posts for two weeks with two needs a day are 140,000 lines. */
const MOST_LINES = 400_000;

/** What a spreadsheet may call a column, in either language. */
const NAMES: Readonly<Record<string, PostColumn>> = {
  ...Object.fromEntries(POST_COLUMNS.map((column) => [plainName(column), column])),
  ...{ poste: "post", reference: "post", code: "post" },
  ...{ nom: "nameFr", nomfr: "nameFr", name: "nameEn", nomen: "nameEn" },
  ...{ lon: "longitude", lng: "longitude", lat: "latitude" },
  ...{ capability: "ability", capacite: "ability", role: "ability" },
  ...{ unites: "units", count: "units", nombre: "units", personnes: "people" },
  ...{ from: "start", debut: "start", until: "end", fin: "end" },
};
/** Of a need: none of them, or all that it takes. */
const OF_NEED = ["ability", "units", "people", "start", "end"] as const;

/**
 * Reads posts and what they need as spreadsheets write them (RFC 4180; comma, semicolon or tab), the columns in any order and all but `post` optional.
 * Degrees may have a decimal comma. Lines that are not understood are faults, and the others are read.
 */
export function readPosts(text: string, clock: LocalClock): PostTable {
  const sheet = readSheet(text, {
    columnOf: (name) => NAMES[plainName(name)] ?? null,
    needed: ["post"],
    mostLines: MOST_LINES,
  });
  if (!sheet.ok) {
    const { line, because, said } = sheet;
    return { rows: [], faults: [{ line, column: null, because, said }] };
  }
  const places = new Map(POST_COLUMNS.map((column) => [column, sheet.columns.indexOf(column)]));
  const rows: PostRow[] = [];
  const faults: PostFault[] = [];
  const moment = momentsOf(clock);
  const needs = new Map<string, number>();
  for (const { line, cells } of sheet.lines) {
    const read = rowOf(line, (column) => cells[places.get(column) ?? -1] ?? "", moment);
    if ("because" in read) {
      faults.push(read);
      continue;
    }
    // A post goes to the server in one piece: its lines are no more than the needs it may have.
    const count = (needs.get(read.post) ?? 0) + 1;
    needs.set(read.post, count);
    if (count > MOST_REQUIREMENTS) faults.push({ line, column: "post", because: "too-many-needs", said: read.post });
    else rows.push(read);
  }
  return { rows, faults };
}

function rowOf(
  line: number,
  cell: (column: PostColumn) => string,
  moment: ReturnType<typeof momentsOf>,
): PostRow | PostFault {
  const fault = (column: PostColumn, because: LineFault["because"]): PostFault => ({
    ...{ line, column, because },
    said: cell(column).slice(0, 80),
  });
  const post = PostRow.shape.post.safeParse(cell("post"));
  if (!post.success) return fault("post", "text");
  const [fr, en] = [cell("nameFr"), cell("nameEn")];
  if (!PostRow.shape.name.shape.fr.safeParse(fr).success) return fault("nameFr", "text");
  if (!PostRow.shape.name.shape.en.safeParse(en).success) return fault("nameEn", "text");
  const at = positionOf(cell("longitude"), cell("latitude"));
  if (at === undefined) return fault(degrees(cell("longitude")) === null ? "longitude" : "latitude", "position");
  const row = { line, post: post.data, name: { fr, en }, at };
  if (OF_NEED.every((column) => cell(column) === "")) return { ...row, need: null };

  const ability = CapabilityCode.safeParse(cell("ability"));
  if (!ability.success) return fault("ability", "text");
  const [units, people] = [countOf(cell("units"), 0, 500), countOf(cell("people"), 1, 10_000)];
  if (units === undefined) return fault("units", "number");
  if (people === undefined) return fault("people", "number");
  if ((units ?? 0) === 0 && people === null) return fault("units", "nothing-counted");
  const from = moment(cell("start"));
  if (typeof from !== "object") return fault("start", from);
  const until = moment(cell("end"));
  if (typeof until !== "object") return fault("end", until);
  const need = { capability: ability.data, units: units ?? 0, people, from: from.at, until: until.at };
  return { ...row, need };
}

/** Null: the line does not say; undefined: it says what is none. */
function positionOf(longitude: string, latitude: string): Position | null | undefined {
  if (longitude === "" && latitude === "") return null;
  const parsed = Position.safeParse([degrees(longitude), degrees(latitude)]);
  return parsed.success ? parsed.data : undefined;
}

function degrees(text: string): number | null {
  const plain = text.replace(",", ".");
  return /^[+-]?\d{1,3}(\.\d{1,15})?$/.test(plain) ? Number(plain) : null;
}

function countOf(text: string, least: number, most: number): number | null | undefined {
  if (text === "") return null;
  const count = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return count >= least && count <= most ? count : undefined;
}
