import { IncidentId, StepKey } from "@cordon/kernel";
import { z } from "zod";
import { decides } from "../../../operations/operating.ts";
import { line } from "../../../words.ts";
import { command } from "./operating.ts";
import { moveStep, StepMoved } from "./move-step.ts";

export const reopenStep = command({
  name: "command.reopen-step",
  summary: "Take back that a step was done or skipped, and say why.",
  input: z.object({ incident: IncidentId, step: StepKey, because: line(500) }),
  output: StepMoved,
  allow: decides,
  run: ({ input, read }) => moveStep(read, input, "reopen", input.because),
});
