import { type Moment, useFormat, useNowMs } from "@cordon/ui";

/** Ages that do not break between the number and its unit, where lines are short. */
export function useAge(): (at: Moment) => string {
  const format = useFormat();
  const nowMs = useNowMs();
  return (at) => format.age(at, nowMs).replaceAll(" ", "\u00a0");
}
