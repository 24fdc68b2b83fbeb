import type { Instant, NewEntry, PlaceId, ShiftId } from "@cordon/kernel";
import type { Shift } from "../../words.ts";
import type { RowProblem, ShiftImport, ShiftRow } from "../../words/import.ts";
import { plan, type RosterUnit, type StandingShift } from "../plan.ts";

/** What lines are judged by: posts by their references, units by their call signs, each with its shifts near the lines. */
export interface StandingRoster {
  readonly posts: ReadonlyMap<string, PlaceId>;
  readonly units: ReadonlyMap<string, RosterUnit>;
  /** References of the places at which those units have shifts. */
  readonly references: ReadonlyMap<PlaceId, string>;
}

export interface Judged {
  readonly entries: readonly NewEntry[];
  readonly report: ShiftImport;
}

/**
 * What the lines of a roster would plan. Two lines of a unit that overlap are both refused, each naming the other: nobody can tell which is
 * right. A line that stands in the roster already, and one that says what another says, change nothing.
 * @param rows all lines of the units that they name
 */
export function judgeRows(
  rows: readonly ShiftRow[],
  standing: StandingRoster,
  context: { readonly override: string; readonly now: Instant; readonly newId: () => ShiftId },
): Judged {
  const entries: NewEntry[] = [];
  const problems: RowProblem[] = [];
  const doubled: { line: number; of: number }[] = [];
  let same = 0;
  for (const [callSign, own] of Map.groupBy(rows, ({ unit }) => unit)) {
    const unit = standing.units.get(callSign);
    const wanted: Wanted[] = [];
    const first = new Map<string, number>();
    for (const row of own.toSorted((a, b) => a.line - b.line)) {
      const place = standing.posts.get(row.post);
      const capability = row.ability ?? unit?.kind ?? "";
      if (unit === undefined) problems.push(problemOf(row, "unit-unknown"));
      else if (place === undefined) problems.push(problemOf(row, "post-unknown"));
      else if (row.from >= row.until) problems.push(problemOf(row, "period"));
      else {
        const said = `${place} ${capability} ${row.from} ${row.until}`;
        const of = first.get(said);
        if (of !== undefined) doubled.push({ line: row.line, of });
        else {
          first.set(said, row.line);
          wanted.push({ row, place, capability });
        }
      }
    }
    if (unit === undefined) continue;
    const overlapping = overlapsOf(wanted);
    problems.push(...overlapping.values());
    const clear = wanted.filter(({ row }) => !overlapping.has(row.line));
    const fresh = clear.filter((each) => !unit.shifts.some((shift) => stands(each, shift)));
    same += clear.length - fresh.length;
    const planned = plannedOf(fresh, unit, standing, context);
    entries.push(...planned.entries);
    problems.push(...planned.problems);
  }
  problems.sort((a, b) => a.line - b.line);
  doubled.sort((a, b) => a.line - b.line);
  return { entries, report: { planned: entries.length, same, doubled, problems } };
}

interface Wanted {
  readonly row: ShiftRow;
  readonly place: PlaceId;
  readonly capability: string;
}

const stands = ({ row, place, capability }: Wanted, shift: StandingShift) =>
  shift.state !== "cancelled" &&
  shift.place === place &&
  shift.capability === capability &&
  shift.from === row.from &&
  shift.until === row.until;

/** By line; of several that a line overlaps it names the first in the file. */
function overlapsOf(wanted: readonly Wanted[]): ReadonlyMap<number, RowProblem> {
  const found = new Map<number, RowProblem>();
  const name = (row: ShiftRow, other: ShiftRow) => {
    const before = found.get(row.line);
    if (before !== undefined && (before.withLine ?? 0) <= other.line) return;
    found.set(row.line, {
      ...problemOf(row, "overlap"),
      withLine: other.line,
      with: { post: other.post, from: other.from, until: other.until },
    });
  };
  const inTime = wanted.map(({ row }) => row).toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  inTime.forEach((row, at) => {
    for (let next = at + 1; next < inTime.length; next++) {
      const other = inTime[next];
      if (other === undefined || other.from >= row.until) break;
      name(row, other);
      name(other, row);
    }
  });
  return found;
}

function plannedOf(
  fresh: readonly Wanted[],
  unit: RosterUnit,
  { references }: StandingRoster,
  { override, now, newId }: { readonly override: string; readonly now: Instant; readonly newId: () => ShiftId },
): { readonly entries: readonly NewEntry[]; readonly problems: readonly RowProblem[] } {
  const byId = new Map<ShiftId, ShiftRow>();
  const shifts = fresh
    .toSorted((a, b) => (a.row.from < b.row.from ? -1 : 1))
    .map(({ row, place, capability }): Shift => {
      const id = newId();
      byId.set(id, row);
      const { from, until } = row;
      return { id, unit: unit.id, contingent: unit.contingent, place, capability, from, until };
    });
  const { entries, problems } = plan(shifts, new Map([[unit.id, unit]]), { override, now });
  return {
    entries,
    problems: problems.flatMap((problem) => {
      const row = byId.get(problem.shift);
      if (row === undefined) return [];
      const other = unit.shifts.find(({ id }) => id === problem.with);
      const held =
        other === undefined
          ? null
          : { post: references.get(other.place) ?? other.place.slice(-6), from: other.from, until: other.until };
      return [{ ...problemOf(row, problem.kind), with: held, breaches: [...problem.breaches] }];
    }),
  };
}

function problemOf(row: ShiftRow, kind: RowProblem["kind"]): RowProblem {
  const { line, unit, post, from, until } = row;
  return { line, kind, unit, ability: row.ability ?? "", post, from, until, withLine: null, with: null, breaches: [] };
}
