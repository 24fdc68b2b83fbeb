import { IncidentId, StepKey } from "@cordon/kernel";
import { z } from "zod";
import { decides } from "../../../operations/operating.ts";
import { linesOrNothing } from "../../../words.ts";
import { command } from "./operating.ts";
import { moveStep, StepMoved } from "./move-step.ts";

export const doStep = command({
  name: "command.do-step",
  summary: "Say that a step of the checklist is done.",
  input: z.object({ incident: IncidentId, step: StepKey, note: linesOrNothing(500).default("") }),
  output: StepMoved,
  allow: decides,
  run: ({ input, read }) => moveStep(read, input, "do", input.note),
});
