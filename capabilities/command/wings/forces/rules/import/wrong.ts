import type { Contingent, ContingentId, Principal, Unit, UnitId, UnitKind } from "@cordon/kernel";
import { knows } from "../../../../rules.ts";
import type { Column, RowFault, RowFaultReason } from "../../words/import.ts";
import type { Kit } from "../../words/kit.ts";
import type { StandingKind } from "../catalogue.ts";
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

/**
 * The rows that cannot be had, each with why. What is decided is the end of the rows, not the way there: a radio may pass from one unit to
 * another, or two be swapped, when the rows of both are had; the order in which they stand does not matter.
 */
export function wrongRows(
  rows: readonly ForcesRow[],
  standing: StandingForces,
  by: Principal,
): ReadonlyMap<ForcesRow, readonly RowFault[]> {
  const wrong = new Map<ForcesRow, readonly RowFault[]>();
  for (const row of rows) {
    const fault = faultOf(row, standing, by);
    if (fault !== null) wrong.set(row, [fault]);
  }
  // Who is left out keeps its radios, so whoever counted on one of them is left out as well, and so on.
  for (let more = true; more; ) {
    const taken = takenBy(
      rows.filter((row) => !wrong.has(row)),
      standing,
    );
    for (const [row, faults] of taken) wrong.set(row, faults);
    more = taken.size > 0;
  }
  return wrong;
}

/** In what a row says something else of a contingent than what stands. */
export function differencesOf(wanted: WantedContingent, known: Contingent): readonly Column[] {
  const columns: Column[] = [];
  if (wanted.name !== known.name) columns.push("name");
  if (wanted.languages.join() !== known.languages.join()) columns.push("contingentLanguages");
  return columns;
}

const saidAt = (line: number, column: Column, because: RowFaultReason, said: string, other: string | null = null) => ({
  ...{ line, column, because, said: said.slice(0, 80) },
  with: other,
});

function faultOf(
  { line, reference, contingent: wanted, unit }: ForcesRow,
  standing: StandingForces,
  by: Principal,
): RowFault | null {
  const known = standing.contingents.get(reference);
  if (known !== undefined && !knows(by, known.id)) return saidAt(line, "contingent", "not-yours", reference);
  if (wanted === null && known === undefined) return saidAt(line, "contingent", "unknown-contingent", reference);
  if (known !== undefined && wanted !== null && wanted.nation !== known.nation)
    return saidAt(line, "nation", "other-nation", wanted.nation, known.nation);
  const same = wanted === null || (known !== undefined && differencesOf(wanted, known).length === 0);
  if (by.contingent !== null && !same) return saidAt(line, "contingent", "not-yours", reference);
  // The row is refused as a whole or not at all: a contingent comes with its first unit that can be had.
  return unit === null ? null : unitFault(line, unit, known?.id ?? null, standing);
}

function unitFault(
  line: number,
  unit: WantedUnit,
  contingent: ContingentId | null,
  { units, kinds }: StandingForces,
): RowFault | null {
  const before = units.get(unit.callSign);
  const onDuty = before !== undefined && !before.isWithdrawn;
  if (onDuty && before.contingent !== contingent) return saidAt(line, "callSign", "taken", unit.callSign);
  if (onDuty && before.kind === unit.kind) return null;
  const kind = kinds.get(unit.kind);
  if (kind === undefined) return saidAt(line, "kind", "unknown-kind", unit.kind);
  return kind.state === "standing" ? null : saidAt(line, "kind", "retired-kind", unit.kind);
}

/** The rows that would leave a radio with two units, if just these rows were had. */
function takenBy(rows: readonly ForcesRow[], standing: StandingForces): ReadonlyMap<ForcesRow, readonly RowFault[]> {
  const claims = rows.map((row) => ({ row, ...claimOf(row, standing) }));
  /** What those say who say what they carry. */
  const said = new Map(claims.flatMap(({ callSign, says }) => (says === null ? [] : [[callSign, says] as const])));
  const claimants = Map.groupBy(
    claims.flatMap(({ callSign, radios }) => radios.map((radio) => ({ radio, callSign }))),
    ({ radio }) => radio,
  );
  const taken = new Map<ForcesRow, readonly RowFault[]>();
  for (const { row, callSign, radios, says } of claims) {
    const faults = radios.flatMap((radio): RowFault[] => {
      const holder = standing.radios.get(radio);
      const keeps =
        holder !== undefined && holder.callSign !== callSign && said.get(holder.callSign)?.has(radio) !== false
          ? holder.callSign
          : null;
      // One that comes back with what it had carried gives way to whoever says so.
      const other = (claimants.get(radio) ?? []).find((each) => each.callSign !== callSign);
      const at = keeps ?? (says === null ? (other?.callSign ?? null) : null);
      return at === null ? [] : [saidAt(row.line, "radios", "taken", radio, at)];
    });
    if (faults.length > 0) taken.set(row, faults);
  }
  return taken;
}

/** What a row's unit would carry that it does not carry on duty by now. `says`: null where the file leaves radios as they stand. */
function claimOf({ unit }: ForcesRow, { units }: StandingForces) {
  const says = unit?.kit.radios?.map(({ callSign }) => callSign) ?? null;
  const before = unit === null ? undefined : units.get(unit.callSign);
  const backWith = before?.isWithdrawn === true ? before.kit.radios.map(({ callSign }) => callSign) : [];
  return {
    callSign: unit?.callSign ?? "",
    says: says === null ? null : new Set<string>(says),
    radios: says ?? backWith,
  };
}
