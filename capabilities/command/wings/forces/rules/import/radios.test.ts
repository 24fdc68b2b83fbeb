import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operator } from "../../../../testing/standing.ts";
import { type ForcesRecord, SLICE } from "../../words/import.ts";
import { judgeRows } from "./judge.ts";
import type { ForcesRow } from "./rows.ts";
import { regrouped, slicesOf } from "./slices.ts";
import { after, ids, nothing, read } from "./testing.ts";
import type { StandingForces } from "./wrong.ts";

const line = (callSign: string, radios: string, kind = "patrol") =>
  `FR-PN,Police,FR,fr,${callSign},${kind},4,,${radios},`;
const imported = (standing: StandingForces, ...lines: readonly string[]) => {
  const { entries, report } = judgeRows(read(...lines).rows, standing, operator, ids);
  return {
    standing: after(standing, entries),
    refused: report.refused.map((fault) => [fault.line, fault.because, fault.with]),
  };
};
/** Who carries what: `A-1 R 1`. */
const carried = ({ units }: StandingForces) =>
  [...units.values()]
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .flatMap(({ callSign, kit }) => kit.radios.map((radio) => `${callSign} ${radio.callSign}`))
    .toSorted();
const two = imported(nothing, line("A-1", "R 1"), line("A-2", "R 2")).standing;

describe("radios of a file", () => {
  it("pass from one unit to another, and are swapped, when both lines are had", () => {
    const moved = imported(two, line("A-2", "R 1|R 2"), line("A-1", ""));
    expect([moved.refused, carried(moved.standing)]).toEqual([[], ["A-2 R 1", "A-2 R 2"]]);
    const swapped = imported(two, line("A-1", "R 2"), line("A-2", "R 1"));
    expect([swapped.refused, carried(swapped.standing)]).toEqual([[], ["A-1 R 2", "A-2 R 1"]]);
  });

  it("stay with whoever keeps them: whose line says so, is not there, says nothing of radios, or is refused", () => {
    const kept = imported(two, line("A-3", "R 1"));
    expect(kept.refused).toEqual([[2, "taken", "A-1"]]);
    const refused = imported(two, line("A-3", "R 1"), line("A-1", "", "unicorn"));
    expect(refused.refused).toEqual([
      [2, "taken", "A-1"],
      [3, "unknown-kind", null],
    ]);
    // Both say it: nobody gives it away.
    const both = [...read(line("A-1", "R 1")).rows, ...read(line("A-3", "R 1")).rows];
    expect(judgeRows(both, two, operator, ids).report.refused).toMatchObject([{ because: "taken", with: "A-1" }]);
    // A chain: the last cannot be had, so none of those who counted on it.
    const chain = imported(two, line("A-3", "R 1"), line("A-1", "R 2"), line("A-2", "", "unicorn"));
    expect(chain.refused.map(([at]) => at)).toEqual([2, 3, 4]);
    expect(carried(chain.standing)).toEqual(["A-1 R 1", "A-2 R 2"]);
  });

  it("do not come back with a unit when somebody else has them by now", () => {
    const withdrawn = new Map(two.units);
    const first = withdrawn.get("A-1");
    if (first === undefined) throw new Error("no A-1");
    withdrawn.set("A-1", { ...first, isWithdrawn: true });
    const standing = {
      ...two,
      units: withdrawn,
      radios: new Map([...two.radios].filter(([radio]) => radio !== "R 1")),
    };
    const taken = imported(standing, line("A-3", "R 1")).standing;
    const bare = read("FR-PN,,,,A-1,patrol,4,,,").rows.map(
      ({ unit, ...row }): ForcesRow => ({
        ...row,
        unit: unit === null ? null : { ...unit, kit: {} },
      }),
    );
    expect(judgeRows(bare, taken, operator, ids).report.refused).toMatchObject([{ because: "taken", with: "A-3" }]);
    const back = judgeRows(bare, standing, operator, ids);
    expect(carried(after(standing, back.entries))).toContain("A-1 R 1");
  });

  const units = ["A-1", "A-2", "A-3", "A-4"];
  const radios = ["R 1", "R 2", "R 3"];
  /** Who has each radio, null for nobody: no radio twice. */
  const holding = fc.array(fc.constantFrom(null, ...units), { minLength: radios.length, maxLength: radios.length });
  const linesOf = (holders: readonly (string | null)[], only: readonly string[], odd: readonly string[]) =>
    only.map((unit) => {
      const own = radios.filter((_, at) => holders[at] === unit).join("|");
      return line(unit, own, odd.includes(unit) ? "unicorn" : "patrol");
    });

  it("are had by as many lines as leave each with one unit, in whatever order the lines stand: property", () => {
    let passed = 0;
    fc.assert(
      fc.property(
        holding,
        holding,
        fc.subarray(units, { minLength: 1 }),
        fc.subarray(units, { maxLength: 1 }),
        fc.nat(),
        (before, then, only, odd, turn) => {
          const { standing } = imported(nothing, ...linesOf(before, units, []));
          const lines = linesOf(then, only, odd);
          const got = imported(standing, ...lines);
          const had = only.filter((_, at) => !got.refused.some(([refused]) => refused === at + 2));
          // The largest set of lines after which no radio is with two, of all sets there are.
          const sets = subsetsOf(only.filter((unit) => !odd.includes(unit))).filter((set) => {
            const end = units.flatMap((unit) => {
              const holders = set.includes(unit) ? then : before;
              return radios.filter((_, at) => holders[at] === unit);
            });
            return new Set(end).size === end.length;
          });
          const most = Math.max(...sets.map((set) => set.length));
          expect(sets.filter((set) => set.length === most)).toEqual([had]);
          if (had.length > 1 && carried(got.standing).join() !== carried(standing).join()) passed++;
          const turned = lines.map((_, at) => lines[(at + turn) % lines.length] ?? "");
          expect(carried(imported(standing, ...turned).standing)).toEqual(carried(got.standing));
          expect(carried(imported(standing, ...lines.toReversed()).standing)).toEqual(carried(got.standing));
        },
      ),
      { numRuns: 400 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it("of lines that are far apart in a file are looked at together", () => {
    const many = Array.from({ length: 2 * SLICE.rows + 10 }, (_, at) => line(`U-${at}`, `R ${at}`));
    const { records } = read(...many);
    const slices = slicesOf(records);
    const taken = (at: number, holder: string) =>
      ({ line: at + 2, column: "radios", because: "taken", said: "R", with: holder }) as const;
    expect(regrouped(records, slices, [])).toBeNull();
    // Of one part already: another cut changes nothing.
    expect(regrouped(records, slices, [taken(0, "U-1")])).toBeNull();
    const last = records.length - 1;
    const again = regrouped(records, slices, [taken(0, `U-${SLICE.rows + 1}`), taken(SLICE.rows + 1, `U-${last}`)]);
    const together = again?.find((slice) => slice.some(({ callSign }) => callSign === "U-0")) ?? [];
    expect(together.map(({ callSign }) => callSign)).toEqual(
      expect.arrayContaining([`U-${SLICE.rows + 1}`, `U-${last}`]),
    );
    const byLine = (a: ForcesRecord, b: ForcesRecord) => a.line - b.line;
    expect(again?.flat().toSorted(byLine)).toEqual(records);
    for (const slice of again ?? []) expect(slice.length).toBeLessThanOrEqual(SLICE.rows);
  });
});

function subsetsOf(of: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = of;
  return first === undefined ? [[]] : subsetsOf(rest).flatMap((set) => [set, [first, ...set]]);
}
