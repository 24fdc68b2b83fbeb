import type { Accepted } from "@cordon/ground";
import {
  type IncidentId,
  isRefusal,
  type Refusal,
  type StepEvent,
  StepKey,
  stepMachine,
  StepState,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { move } from "../rules/steps.ts";
import { findPart, findStep } from "../tables/reading.ts";
import type { Tables } from "../tables/rows.ts";

export const StepMoved = z.object({ step: StepKey, state: StepState });

/** What the three operations that move a step have in common. Doing what is done already changes nothing. */
export async function moveStep(
  read: Kysely<Tables>,
  named: { readonly incident: IncidentId; readonly step: StepKey },
  event: StepEvent,
  said: string,
): Promise<Accepted<z.infer<typeof StepMoved>> | Refusal> {
  const incident = await findPart(read, named.incident);
  if (isRefusal(incident)) return incident;
  const found = await findStep(read, named.incident, named.step);
  if (isRefusal(found)) return found;
  const { step } = found;
  const to = stepMachine.table[step.state][event];
  if (event === "do" && step.state === "done") return answer([], { step: step.step, state: step.state });
  return answer(move(incident, step, event, said), { step: step.step, state: to ?? step.state });
}
