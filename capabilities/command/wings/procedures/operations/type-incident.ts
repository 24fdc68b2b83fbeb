import { IncidentId, isRefusal, Procedure, SignalKind } from "@cordon/kernel";
import { z } from "zod";
import { answer, decides, findIncident } from "../../../operations/operating.ts";
import { IncidentRef } from "../../../words.ts";
import { typed } from "../rules/steps.ts";
import { stepsOf } from "../tables/reading.ts";
import { procedureFor, procedureNamed, standingStep } from "../tables/steps.ts";
import { command } from "./operating.ts";
import { refuseStep } from "../words/refusals.ts";

export const typeIncident = command({
  name: "command.type-incident",
  summary:
    "Say what an incident is after all: the checklist of that kind begins, or one that is chosen by hand, its times counted from now. What was done and skipped before stays in the log.",
  input: z.object({
    incident: IncidentId,
    kind: SignalKind,
    procedure: Procedure.shape.reference
      .nullable()
      .default(null)
      .meta({ description: "The reference of a checklist for that kind, or of one for no kind; else the kind's own." }),
  }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    const { kind, procedure: reference } = input;
    const procedure = await (reference === null ? procedureFor(read, kind) : procedureNamed(read, reference));
    if (reference !== null && procedure === undefined)
      return refuseStep("no-such-checklist", "not-found", "there is no such checklist", reference);
    const standing = (await stepsOf(read, incident.id)).map(standingStep);
    return answer(typed(incident, kind, procedure, standing), { incident: incident.id, number: incident.number });
  },
});
