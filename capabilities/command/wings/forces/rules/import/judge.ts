import {
  type Contingent,
  type ContingentId,
  ContingentRegistered,
  type NewEntry,
  type Principal,
  type Unit,
  type UnitId,
  type UnitKind,
  UnitRegistered,
} from "@cordon/kernel";
import { knows } from "../../../../rules.ts";
import type { Column, ImportReport, RowChange, RowFault, RowFaultReason, RowOutcome } from "../../words/import.ts";
import { type Kit, NO_KIT, UnitEquipped } from "../../words/kit.ts";
import type { StandingKind } from "../catalogue.ts";
import { kitDifferences } from "../kit.ts";
import type { ForcesRow, WantedContingent, WantedUnit } from "./rows.ts";

/** What stands of all that the rows speak of. */
export interface StandingForces {
  /** By reference. */
  readonly contingents: ReadonlyMap<string, Contingent>;
  /** By call sign. */
  readonly units: ReadonlyMap<string, Unit & { readonly isWithdrawn: boolean; readonly kit: Kit }>;
  /** Which unit on duty has a radio of that call sign. */
  readonly radios: ReadonlyMap<string, { readonly unit: UnitId; readonly callSign: string }>;
  readonly kinds: ReadonlyMap<UnitKind, StandingKind>;
  readonly lastTrack: number;
}

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
  const judging = new Judging(standing, by, ids);
  for (const row of rows) judging.row(row);
  return judging.done();
}

class Judging {
  readonly #standing: StandingForces;
  readonly #by: Principal;
  readonly #ids: NewIds;
  readonly #contingents: Map<string, Contingent>;
  readonly #entries: NewEntry[] = [];
  readonly #outcomes = new Map<string, RowOutcome>();
  readonly #units = { new: 0, back: 0, changed: 0, unchanged: 0 };
  readonly #changes: RowChange[] = [];
  readonly #refused: RowFault[] = [];
  #track: number;

  constructor(standing: StandingForces, by: Principal, ids: NewIds) {
    this.#standing = standing;
    this.#by = by;
    this.#ids = ids;
    this.#contingents = new Map(standing.contingents);
    this.#track = standing.lastTrack;
  }

  done(): Judged {
    const contingents = [...this.#outcomes].map(([reference, outcome]) => ({ reference, outcome }));
    return {
      entries: this.#entries,
      report: { contingents, units: this.#units, changes: this.#changes, refused: this.#refused },
    };
  }

  row({ line, reference, contingent: wanted, unit }: ForcesRow): void {
    const refuse = (column: Column, because: RowFaultReason, said: string, other: string | null = null) => {
      this.#refused.push({ line, column, because, said: said.slice(0, 80), with: other });
    };
    const known = this.#contingents.get(reference);
    if (known !== undefined && !knows(this.#by, known.id)) return refuse("contingent", "not-yours", reference);
    if (wanted === null && known === undefined) return refuse("contingent", "unknown-contingent", reference);
    if (known !== undefined && wanted !== null && wanted.nation !== known.nation)
      return refuse("nation", "other-nation", wanted.nation, known.nation);
    const differs = wanted === null ? [] : known === undefined ? null : differencesOf(wanted, known);
    if (this.#by.contingent !== null && (differs === null || differs.length > 0))
      return refuse("contingent", "not-yours", reference);
    // The row is refused as a whole or not at all: a contingent comes with its first unit that can be had.
    const wrong = unit === null ? null : this.#wrong(unit, known?.id ?? null);
    if (wrong !== null) return refuse(...wrong);
    const contingent = this.#contingent(line, reference, wanted, known, differs);
    if (unit !== null) this.#unit(line, unit, contingent);
  }

  #wrong(unit: WantedUnit, contingent: ContingentId | null): [Column, RowFaultReason, string, string | null] | null {
    const standing = this.#standing.units.get(unit.callSign);
    const onDuty = standing !== undefined && !standing.isWithdrawn;
    if (onDuty && standing.contingent !== contingent) return ["callSign", "taken", unit.callSign, null];
    if (!onDuty || standing.kind !== unit.kind) {
      const kind = this.#standing.kinds.get(unit.kind);
      if (kind === undefined) return ["kind", "unknown-kind", unit.kind, null];
      if (kind.state !== "standing") return ["kind", "retired-kind", unit.kind, null];
    }
    for (const { callSign } of unit.kit.radios ?? []) {
      const holder = this.#standing.radios.get(callSign);
      if (holder !== undefined && holder.unit !== standing?.id) return ["radios", "taken", callSign, holder.callSign];
    }
    return null;
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

function differencesOf(wanted: WantedContingent, known: Contingent): readonly Column[] {
  const columns: Column[] = [];
  if (wanted.name !== known.name) columns.push("name");
  if (wanted.languages.join() !== known.languages.join()) columns.push("contingentLanguages");
  return columns;
}
