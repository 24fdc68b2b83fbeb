import { useFormat, useNowMs } from "@cordon/ui";
import type { RowProblem } from "../words/import.ts";
import { usePlanWords } from "./plan-words.ts";
import { hoursSaid } from "./when.ts";

/** What is wrong with a shift that somebody wants, in plain words. */
export function useProblemSaid(): (problem: RowProblem) => string {
  const words = usePlanWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const span = ({ post, from, until }: { readonly post: string; readonly from: string; readonly until: string }) =>
    `${post} ${format.shortTime(from, nowMs)} – ${format.shortTime(until, nowMs)}`;
  return (problem) => {
    const { kind, unit, with: other, withLine, breaches } = problem;
    const here = `${unit} ${span(problem)}`;
    if (kind === "overlap") {
      const which = withLine === null ? words.overlapsStanding : words.overlaps(withLine);
      return `${here} ${which}${other === null ? "" : ` (${span(other)})`}`;
    }
    if (kind === "rest")
      return `${here} – ${breaches.map((each) => words.breach(each.rule, hoursSaid(each.minutes), hoursSaid(each.allowedMinutes))).join(" · ")}`;
    return `${here} – ${words.problems[kind]}`;
  };
}
