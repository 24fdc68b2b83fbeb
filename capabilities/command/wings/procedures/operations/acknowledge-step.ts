import { IncidentId, isRefusal, StepKey } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { needOf, see } from "../rules/steps.ts";
import { findStep } from "../tables/reading.ts";
import { command, supervises } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

export const acknowledgeStep = command({
  name: "command.acknowledge-step",
  summary: "Say, as a supervisor, that one has seen that a required step was skipped or is overdue.",
  input: z.object({ incident: IncidentId, step: StepKey }),
  output: z.object({ step: StepKey }),
  allow: supervises,
  async run({ input, read, now }) {
    const incident = await read.selectFrom("incident").select("id").where("id", "=", input.incident).executeTakeFirst();
    if (incident === undefined) return noSuch("incident", input.incident);
    const found = await findStep(read, input.incident, input.step);
    if (isRefusal(found)) return found;
    const need = needOf(found.step, found.steps, found.startedAt, now);
    return answer(see(input.incident, found.step, need), { step: input.step });
  },
});
