import { z } from "zod";
import { COMMAND_ROOM, entry } from "./entry.ts";
import { IncidentId } from "./id.ts";
import type { Machine } from "./machine.ts";
import { SignalKind } from "./signal.ts";

const text = (max: number) => z.object({ fr: z.string().min(1).max(max), en: z.string().min(1).max(max) });

/** Names a step within its procedure: `secure`, `call-bomb-disposal`. */
export const StepKey = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "expected lower-case letters, digits and hyphens")
  .brand<"StepKey">();
export type StepKey = z.infer<typeof StepKey>;

/** One thing to do in an incident of some kind. */
export const ProcedureStep = z.object({
  step: StepKey,
  text: text(200),
  /** Who does it, in words: the commander, whoever is first there. */
  role: text(60),
  required: z.boolean(),
  /** Minutes from when the checklist began (the opening, or when the incident was given it), or from the end of the step it comes `after`; null when it has no time. */
  dueMinutes: z.number().positive().max(1440).nullable(),
  after: StepKey.nullable(),
});
export type ProcedureStep = z.infer<typeof ProcedureStep>;

/** How an incident of a kind is worked. Its version counts from 1; 0 is what Cordon came with, to be replaced by the organisation's own. */
export const Procedure = z.object({
  reference: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, "expected lower-case letters, digits and hyphens"),
  /** Which incidents begin with it; null for one that is chosen by hand. */
  kind: SignalKind.nullable(),
  name: text(80),
  version: z.int().nonnegative().max(1_000_000),
  steps: z.array(ProcedureStep).min(1).max(30).readonly(),
});
export type Procedure = z.infer<typeof Procedure>;

export const ProcedurePublished = entry("procedure.published", Procedure, { roles: COMMAND_ROOM });

const named = z.object({ incident: IncidentId, step: StepKey });

export const StepDone = entry("incident.step-done", named.extend({ note: z.string().max(500) }), {
  roles: COMMAND_ROOM,
});
export const StepSkipped = entry("incident.step-skipped", named.extend({ reason: z.string().min(1).max(500) }), {
  roles: COMMAND_ROOM,
});
export const StepReopened = entry("incident.step-reopened", named.extend({ because: z.string().min(1).max(500) }), {
  roles: COMMAND_ROOM,
});
/** Why a required step needs a supervisor: it was left out, or its time is over. */
export const StepNeed = z.enum(["skipped", "overdue"]);
export type StepNeed = z.infer<typeof StepNeed>;
/** A supervisor has seen that a required step was skipped, or is overdue. */
export const StepSeen = entry("incident.step-seen", named.extend({ need: StepNeed }), { roles: COMMAND_ROOM });

export const StepState = z.enum(["waiting", "done", "skipped"]);
export type StepState = z.infer<typeof StepState>;
export type StepEvent = "do" | "skip" | "reopen";

/** What was skipped may still be done; whatever was said can be taken back. That its time is over is no state: time passes without an entry. */
export const stepMachine: Machine<StepState, StepEvent> = {
  word: "step",
  initial: "waiting",
  table: {
    waiting: { do: "done", skip: "skipped", reopen: null },
    done: { do: null, skip: null, reopen: "waiting" },
    skipped: { do: "done", skip: null, reopen: "waiting" },
  },
};
