import { Contingent, Unit } from "@cordon/kernel";
import { type Column, type ForcesRecord, type RowFault, type RowFaultReason } from "../../words/import.ts";
import { Kit } from "../../words/kit.ts";
import { equipmentOf, languagesOf, type PartsRead, partsOf, radiosOf } from "../kit-text.ts";

export type WantedContingent = Pick<Contingent, "reference" | "name" | "nation" | "languages">;
export interface WantedUnit {
  readonly callSign: string;
  readonly kind: string;
  readonly strength: number;
  /** What the file has no column for is left as it stands. */
  readonly kit: Partial<Kit>;
}

/** A line that was understood. `contingent` is null where the file says no more of it than its reference. */
export interface ForcesRow {
  readonly line: number;
  readonly reference: string;
  readonly contingent: WantedContingent | null;
  readonly unit: WantedUnit | null;
}

export interface ForcesRows {
  readonly rows: readonly ForcesRow[];
  /** Each line that is at fault once for each of its cells that is wrong, in the order of the file. */
  readonly faults: readonly RowFault[];
  /** The records of `rows`, in the same order, with what the file says of their contingent in every one: any part of them stands alone. */
  readonly records: readonly ForcesRecord[];
}

/** Marks that turn or break a line have no place in a name: what a reader sees would not be what stands there. */
const ONE_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;
const OF_CONTINGENT = ["name", "nation", "contingentLanguages"] as const satisfies readonly Column[];
const OF_UNIT = ["kind", "strength", "languages", "radios", "equipment"] as const satisfies readonly Column[];

/**
 * What the lines of a file ask for, and what is wrong with the others: in a cell by itself, or with a line before it - the call sign of a
 * unit or a radio twice, two descriptions of one contingent. The same rule for a whole file and for a part of one.
 */
export function readRows(records: readonly ForcesRecord[]): ForcesRows {
  const rows: ForcesRow[] = [];
  const faults: RowFault[] = [];
  const whole: ForcesRecord[] = [];
  const described = new Map<string, ForcesRecord>();
  const seen = { callSigns: new Map<string, number>(), radios: new Map<string, number>() };
  for (const record of records)
    if (record.name !== "" && !described.has(record.contingent)) described.set(record.contingent, record);
  for (const record of records) {
    const wrong = new Faults(record);
    const full = withContingent(record, described.get(record.contingent), wrong);
    const row = {
      line: record.line,
      reference: full.contingent,
      contingent: contingentIn(full, wrong),
      unit: unitIn(full, wrong),
    };
    const { unit } = row;
    if (unit !== null && wrong.none) {
      wrong.once("callSign", unit.callSign, seen.callSigns);
      for (const { callSign } of unit.kit.radios ?? []) wrong.once("radios", callSign, seen.radios);
    }
    if (wrong.none) {
      rows.push(row);
      whole.push(full);
    } else faults.push(...wrong.all);
  }
  return { rows, faults, records: whole };
}

class Faults {
  readonly #record: ForcesRecord;
  readonly all: RowFault[] = [];

  constructor(record: ForcesRecord) {
    this.#record = record;
  }

  get none(): boolean {
    return this.all.length === 0;
  }

  add(column: Column, because: RowFaultReason, given: { readonly said?: string; readonly with?: string } = {}): null {
    const said = (given.said ?? this.#record[column] ?? "").slice(0, 80);
    this.all.push({ line: this.#record.line, column, because, said, with: given.with?.slice(0, 80) ?? null });
    return null;
  }

  read<Part>(column: Column, { parts, faults }: PartsRead<Part>): readonly Part[] {
    for (const { said, because } of faults) this.add(column, because, { said });
    return parts;
  }

  /** @param seen the line in which each was first */
  once(column: Column, said: string, seen: Map<string, number>): void {
    const before = seen.get(said);
    if (before === undefined) seen.set(said, this.#record.line);
    else this.add(column, "twice", { said, with: String(before) });
  }
}

/** A line may leave out what an earlier or later one says of its contingent; it may not say something else. */
function withContingent(record: ForcesRecord, described: ForcesRecord | undefined, wrong: Faults): ForcesRecord {
  if (described === undefined || described === record) return record;
  for (const column of OF_CONTINGENT)
    if (record[column] !== "" && record[column] !== described[column])
      wrong.add(column, "contradicts", { with: String(described.line) });
  const { name, nation, contingentLanguages } = described;
  return { ...record, name, nation, contingentLanguages };
}

function contingentIn(record: ForcesRecord, wrong: Faults): WantedContingent | null {
  const { contingent: reference, name, nation } = record;
  if (reference === "") return wrong.add("contingent", "missing");
  if (reference.length > 80 || !ONE_LINE.test(reference)) wrong.add("contingent", "invalid");
  if (OF_CONTINGENT.every((column) => record[column] === "")) return null;
  if (name === "") return wrong.add("name", "missing");
  if (name.length > 120 || !ONE_LINE.test(name)) wrong.add("name", "invalid");
  if (nation === "") return wrong.add("nation", "missing");
  const upper = nation.toUpperCase();
  if (!Contingent.shape.nation.safeParse(upper).success) wrong.add("nation", "invalid");
  const languages = languagesIn(record, "contingentLanguages", wrong);
  return { reference, name, nation: upper, languages };
}

function unitIn(record: ForcesRecord, wrong: Faults): WantedUnit | null {
  const { callSign, kind, strength } = record;
  if (callSign === "") {
    for (const column of OF_UNIT) if ((record[column] ?? "") !== "") return wrong.add("callSign", "missing");
    // A line that says nothing but a reference asks for nothing.
    if (OF_CONTINGENT.every((column) => record[column] === "")) wrong.add("callSign", "missing");
    return null;
  }
  if (callSign.length > 40 || !ONE_LINE.test(callSign)) wrong.add("callSign", "invalid");
  if (kind === "") wrong.add("kind", "missing");
  else if (!Unit.shape.kind.safeParse(kind.toLowerCase()).success) wrong.add("kind", "invalid");
  if (strength === "") wrong.add("strength", "missing");
  else if (!/^\d{1,9}$/.test(strength)) wrong.add("strength", "invalid");
  else if (!Unit.shape.strength.safeParse(Number(strength)).success) wrong.add("strength", "out-of-limits");
  const { languages, radios, equipment } = record;
  const kit: Partial<Kit> = {
    ...(languages === undefined
      ? {}
      : { languages: languages === "" ? null : languagesIn(record, "languages", wrong) }),
    ...(radios === undefined ? {} : { radios: wrong.read("radios", radiosOf(partsOf(radios, BETWEEN))) }),
    ...(equipment === undefined
      ? {}
      : { equipment: wrong.read("equipment", equipmentOf(partsOf(equipment, BETWEEN))) }),
  };
  if (!wrong.none) return null;
  for (const column of ["radios", "equipment"] as const)
    if (!Kit.shape[column].safeParse(kit[column] ?? []).success) return wrong.add(column, "out-of-limits");
  return { callSign, kind: kind.toLowerCase(), strength: Number(strength), kit };
}

function languagesIn(
  record: ForcesRecord,
  column: "languages" | "contingentLanguages",
  wrong: Faults,
): readonly string[] {
  const languages = wrong.read(column, languagesOf(record[column] ?? ""));
  if (languages.length > 12) wrong.add(column, "out-of-limits");
  return languages;
}

/** In a cell, `|` stands between radios, and between pieces of equipment. */
const BETWEEN = /\|/;
