import type { MessageRefusals } from "../wings/messages/words/refusals.ts";
import type { ProcedureRefusals } from "../wings/procedures/words/refusals.ts";
import type { RosterRefusals } from "../wings/roster/words/refusals.ts";
import type { SosRefusals } from "../wings/sos/words/refusals.ts";
import type { CommandRefusals } from "./refusals.ts";

/** Why the command room does not take what a unit's phone sends, of all that it refuses: the phone has words for each. */
export type PhoneRefusal =
  | Exclude<keyof MessageRefusals, "message-to-oneself" | "no-push-here" | "push-service-unknown">
  | keyof SosRefusals
  | keyof Pick<ProcedureRefusals, "task-taken">
  | keyof Pick<
      RosterRefusals,
      "no-such-shift" | "shift-not-yours" | "shift-early" | "shift-over" | "shift-elsewhere" | "shift-stands"
    >
  | keyof Pick<
      CommandRefusals,
      | "no-such-task"
      | "task-not-yours"
      | "reason-missing"
      | "press-used"
      | "task-without-incident"
      | "no-such-incident"
      | "incident-closed"
      | "incident-merged"
      | "note-empty"
      | "report-ahead"
      | "report-unsaid"
      | "phone-without-unit"
      | "unit-not-registered"
      | "unit-withdrawn"
    >;
