import {
  type Contingent,
  type ContingentId,
  ContingentRegistered,
  type NewEntry,
  type Principal,
  type UnitId,
  UnitRegistered,
} from "@cordon/kernel";
import type { Column, ImportReport, RowChange, RowFault, RowOutcome } from "../../words/import.ts";
import { NO_KIT, UnitEquipped } from "../../words/kit.ts";
import { kitDifferences } from "../kit.ts";
import type { ForcesRow, WantedContingent, WantedUnit } from "./rows.ts";
import { differencesOf, type StandingForces, wrongRows } from "./wrong.ts";

/** Names for what is new. */
export interface NewIds {
  readonly contingent: () => ContingentId;
  readonly unit: () => UnitId;
}

export interface Judged {
  readonly entries: readonly NewEntry[];
  readonly report: ImportReport;
}

/**
 * What importing rows does to what stands. Rows that cannot be had are in `refused` and have no entries; importing the same again has none
 * either. A unit does not pass from one contingent to another, nor a contingent to another nation: those are others.
 */
export function judgeRows(rows: readonly ForcesRow[], standing: StandingForces, by: Principal, ids: NewIds): Judged {
  const wrong = wrongRows(rows, standing, by);
  const judging = new Judging(standing, ids);
  for (const row of rows) if (!wrong.has(row)) judging.row(row);
  return judging.done(rows.flatMap((row) => wrong.get(row) ?? []));
}

class Judging {
  readonly #standing: StandingForces;
  readonly #ids: NewIds;
  readonly #contingents: Map<string, Contingent>;
  readonly #entries: NewEntry[] = [];
  readonly #outcomes = new Map<string, RowOutcome>();
  readonly #units = { new: 0, back: 0, changed: 0, unchanged: 0 };
  readonly #changes: RowChange[] = [];
  #track: number;

  constructor(standing: StandingForces, ids: NewIds) {
    this.#standing = standing;
    this.#ids = ids;
    this.#contingents = new Map(standing.contingents);
    this.#track = standing.lastTrack;
  }

  done(refused: readonly RowFault[]): Judged {
    const contingents = [...this.#outcomes].map(([reference, outcome]) => ({ reference, outcome }));
    return {
      entries: this.#entries,
      report: { contingents, units: this.#units, changes: this.#changes, refused },
    };
  }

  /** One that can be had. */
  row({ line, reference, contingent: wanted, unit }: ForcesRow): void {
    const known = this.#contingents.get(reference);
    const differs = wanted === null ? [] : known === undefined ? null : differencesOf(wanted, known);
    const contingent = this.#contingent(line, reference, wanted, known, differs);
    if (unit !== null) this.#unit(line, unit, contingent);
  }

  #contingent(
    line: number,
    reference: string,
    wanted: WantedContingent | null,
    known: Contingent | undefined,
    differs: readonly Column[] | null,
  ): ContingentId {
    if (wanted === null || (differs !== null && differs.length === 0)) {
      if (known === undefined) throw new TypeError("a contingent that is neither known nor wanted");
      if (wanted !== null) this.#count(reference, "unchanged");
      return known.id;
    }
    const contingent = { id: known?.id ?? this.#ids.contingent(), ...wanted };
    this.#entries.push(ContingentRegistered.of(contingent));
    this.#contingents.set(reference, contingent);
    this.#count(reference, known === undefined ? "new" : "changed");
    if (differs !== null) this.#changes.push({ line, what: "contingent", reference, columns: differs });
    return contingent.id;
  }

  /** Its rows all speak of it; it is counted once. */
  #count(reference: string, outcome: RowOutcome): void {
    if (!this.#outcomes.has(reference)) this.#outcomes.set(reference, outcome);
  }

  #unit(line: number, { kit: said, ...wanted }: WantedUnit, contingent: ContingentId): void {
    const standing = this.#standing.units.get(wanted.callSign);
    const id = standing?.id ?? this.#ids.unit();
    const back = standing?.isWithdrawn === true;
    const changed: Column[] = [];
    if (standing !== undefined && !back) {
      if (standing.kind !== wanted.kind) changed.push("kind");
      if (standing.strength !== wanted.strength) changed.push("strength");
    }
    if (standing === undefined || back || changed.length > 0) {
      const track = standing?.track ?? ++this.#track;
      this.#entries.push(UnitRegistered.of({ id, track, contingent, ...wanted }));
    }
    const before = standing?.kit ?? NO_KIT;
    const kit = { ...before, ...said };
    const differs = kitDifferences(before, kit);
    if (differs.length > 0) this.#entries.push(UnitEquipped.of({ unit: id, contingent, ...kit }));
    changed.push(...differs);
    const outcome = standing === undefined ? "new" : back ? "back" : changed.length > 0 ? "changed" : "unchanged";
    this.#units[outcome] += 1;
    if (outcome === "changed") this.#changes.push({ line, what: "unit", reference: wanted.callSign, columns: changed });
  }
}
