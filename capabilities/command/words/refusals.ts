import { type Refusal, refuse, type RefusalReason } from "@cordon/kernel";

/**
 * Why the command room does not take what a unit's phone sends. A phone says it in its officer's language, by this name; the sentence of the
 * refusal is for whoever calls the API.
 */
export type PhoneRefusal =
  | "no-such-task"
  | "task-not-yours"
  /** `callSign`: who has it. */
  | "task-taken"
  | "reason-missing"
  | "press-used"
  | "task-without-incident"
  | "no-such-incident"
  /** `number`: of the incident. */
  | "incident-closed"
  | "incident-merged"
  | "note-empty"
  | "report-ahead"
  | "no-such-shift"
  | "shift-not-yours"
  /** `from`: when it begins. */
  | "shift-early"
  | "shift-over"
  /** `from` and `until`: of the other one. */
  | "shift-elsewhere"
  /** `state`: of the shift. */
  | "shift-stands"
  | "not-posted-there"
  | "nobody-there"
  | "writes-to-room-alone"
  | "answered-message-gone"
  | "address-gone"
  | "too-many-reached"
  | "phone-without-unit"
  | "unit-not-registered"
  | "unit-withdrawn"
  | "no-such-call"
  | "call-not-yours";

/** What refuses with a code that a page puts into words of its own. `params`: what they speak of, a call sign or an instant. */
export const refusingAs =
  <Code extends string>() =>
  (
    code: Code,
    refused: RefusalReason,
    because: string,
    what?: string,
    params: Readonly<Record<string, string>> = {},
  ): Refusal => ({ ...refuse(refused, because, what), code, params });

/** A refusal a phone can name. */
export const refuseAs = refusingAs<PhoneRefusal>();
