import type { PersonId } from "@cordon/kernel";
import { useMemo } from "react";
import { useAnswer } from "../server/doors.ts";
import { useConsoleWords } from "../words.ts";

export interface Commander {
  readonly id: PersonId;
  readonly name: string;
}

/** Those who may take command of an incident, by name. @param asks whether the person may know them; nobody is named to others */
export function useCommanders(asks: boolean): readonly Commander[] {
  const { rehearsalOperator } = useConsoleWords().top;
  const answer = useAnswer("identity.list-commanders", asks ? {} : null);
  const people = answer.state === "shown" ? answer.data.people : null;
  return useMemo(
    () => (people ?? []).map(({ id, name }) => ({ id, name: name ?? rehearsalOperator })),
    [people, rehearsalOperator],
  );
}
