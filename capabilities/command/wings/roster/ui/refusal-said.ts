import { type Problem, useFormat, useNowMs } from "@cordon/ui";
import { ShiftState } from "../words.ts";
import { usePlanWords } from "./plan-words.ts";
import { rosterRefusal, useRefusalWords } from "./refusal-words.ts";

const RULES = ["stretch", "day", "week"] as const;

/** A problem in the roster's words, where it is one of the roster's; any other as it is. */
export function useRefusalSaid(): (problem: Problem | null) => Problem | null {
  const { refused, states } = useRefusalWords();
  const words = usePlanWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const hours = (minutes: string | undefined) => {
    const count = Number(minutes ?? 0);
    return `${Math.floor(count / 60)} h${count % 60 === 0 ? "" : ` ${count % 60}`}`;
  };
  return (problem) => {
    const code = problem === null ? null : rosterRefusal(problem);
    if (problem === null || code === null) return problem;
    const { unit = "", ability = "", from, until, state, ...work } = problem.params ?? {};
    const known = ShiftState.safeParse(state);
    const breaches = RULES.filter((rule) => work[rule] !== undefined).map((rule) =>
      words.breach(rule, hours(work[rule]), hours(work[`${rule}Allowed`])),
    );
    const detail = refused[code]({
      ...{ unit, ability, breaches: breaches.join(" · "), state: known.success ? states[known.data] : "" },
      from: from === undefined ? "" : format.shortTime(from, nowMs),
      span:
        from === undefined || until === undefined
          ? ""
          : `${format.shortTime(from, nowMs)} – ${format.shortTime(until, nowMs)}`,
    });
    return { ...problem, detail };
  };
}
