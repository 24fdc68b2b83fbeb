import { createContext, type ReactNode, useContext } from "react";
import type { Problem } from "../live/problem.ts";
import { useLanguage } from "./dictionary.ts";
import type { Format } from "./format.ts";
import type { Language } from "./language.ts";
import { useFormat, useNowMs } from "./OperationTime.tsx";
import { KERNEL_SAYINGS } from "./refusals.ts";
import type { SomeSayings } from "./sayings.ts";

const Rooms = createContext<readonly SomeSayings[]>([]);

/** Whatever is refused inside of it is said in the reader's language, wherever a problem is shown. @param rooms the refusals of each room */
export function RefusalSayings(props: { readonly rooms: readonly SomeSayings[]; readonly children: ReactNode }) {
  return <Rooms.Provider value={props.rooms}>{props.children}</Rooms.Provider>;
}

/** The sentence of a refusal in the reader's language; null for one that has no name, or a name that no room knows. */
export function useSaying(): (problem: Problem) => string | null {
  const rooms = useContext(Rooms);
  const language = useLanguage();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  return (problem) => sayingOf(problem, rooms, language, format, nowMs);
}

/** {@link useSaying}, outside of React. */
export function sayingOf(
  problem: { readonly code?: string | undefined; readonly params?: Readonly<Record<string, string>> | undefined },
  rooms: readonly SomeSayings[],
  language: Language,
  format: Pick<Format, "shortTime">,
  nowMs: number,
): string | null {
  const { code, params = {} } = problem;
  if (code === undefined) return null;
  const told = (name: string) => (Object.hasOwn(params, name) ? (params[name] ?? "") : "");
  const time = (name: string) => {
    const at = told(name);
    return Number.isNaN(Date.parse(at)) ? at : format.shortTime(at, nowMs);
  };
  const known: readonly SomeSayings[] = [KERNEL_SAYINGS, ...rooms];
  const room = known.find((each) => Object.hasOwn(each[language], code));
  return room?.[language][code]?.(Object.assign(told, { time })) ?? null;
}
