import { IncidentId, StepKey } from "@cordon/kernel";
import { z } from "zod";
import { decides } from "../../../operations/operating.ts";
import { line } from "../../../words.ts";
import { command } from "./operating.ts";
import { moveStep, StepMoved } from "./move-step.ts";

export const skipStep = command({
  name: "command.skip-step",
  summary: "Leave a step of the checklist out, and say why.",
  input: z.object({ incident: IncidentId, step: StepKey, reason: line(500) }),
  output: StepMoved,
  allow: decides,
  run: ({ input, read }) => moveStep(read, input, "skip", input.reason),
});
