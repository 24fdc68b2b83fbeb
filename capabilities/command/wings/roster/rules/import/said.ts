import type { Instant, LocalClock } from "@cordon/kernel";
import type { LineFault, RowProblem } from "../../words/import.ts";
import { breachInWords } from "../plan.ts";

/** What is wrong with a line, in words, as the command line says it. Times are the operation's. */
export function problemInWords(problem: RowProblem, clock: LocalClock): string {
  const { line, kind, unit, post, from, until, with: other, withLine, breaches } = problem;
  const period = (each: { readonly from: Instant; readonly until: Instant }) =>
    `${clock.localOf(each.from)} to ${clock.localOf(each.until)}`;
  const here = `${unit} at ${post}, ${period({ from, until })}`;
  const there = other === null ? "another shift" : `at ${other.post}, ${period(other)}`;
  const said: Record<RowProblem["kind"], string> = {
    "unit-unknown": `line ${line}: there is no unit ${unit}`,
    "post-unknown": `line ${line}: there is no post ${post}`,
    period: `line ${line}: ${here}: a shift must end after it begins, and within 48 hours`,
    over: `line ${line}: ${here}: that is over`,
    withdrawn: `line ${line}: ${unit} was withdrawn`,
    incapable: `line ${line}: ${unit} cannot do ${problem.ability}`,
    overlap:
      withLine === null
        ? `line ${line} overlaps a shift that stands: ${here}; ${there}`
        : `line ${line} overlaps line ${withLine}: ${here}; ${there}`,
    rest: `line ${line}: ${here}: ${breaches.map(breachInWords).join("; ")}`,
  };
  return said[kind];
}

const FAULTS: Record<LineFault["because"], string> = {
  "not-csv": "is not CSV",
  "no-column": "lacks the columns",
  "column-twice": "names a column twice",
  empty: "nothing to read",
  text: "is empty, too long, or no code",
  time: "is no time such as 2024-07-26 08:00",
  never: "never is: the clocks jump over it that night",
  twice: "is twice that night: name the offset, such as 2024-10-27 02:30+01:00",
  number: "is no whole number that fits",
  position: "is no longitude and latitude in degrees, such as 2.2885 and 48.8617",
  "nothing-counted": "counts neither units nor people",
  "too-many-needs": "is more than the 400 needs that a post may have",
  "too-many-lines": "is longer than any roster",
};

export function faultInWords({ line, column, because, said }: LineFault): string {
  return `line ${line}${column === null ? "" : `, ${column}`}: ${said === "" ? "" : `"${said}" `}${FAULTS[because]}`;
}
