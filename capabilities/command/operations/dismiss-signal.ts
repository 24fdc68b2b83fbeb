import { DismissalReason, FalseAlertCause, isRefusal, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { dismiss } from "../rules.ts";
import { lineOrNothing } from "../words.ts";
import { answer, command, decides, findSignal } from "./operating.ts";

export const dismissSignal = command({
  name: "command.dismiss-signal",
  summary: "Say that a signal is no incident, and why. Can be undone.",
  input: z.object({
    signal: SignalId,
    reason: DismissalReason,
    note: lineOrNothing(500).default(""),
    /** What fooled the camera, for a false alert: its statistics tell by it what to mend. */
    cause: FalseAlertCause.nullable().default(null),
  }),
  output: z.object({ signal: SignalId }),
  allow: decides,
  async run({ input, read }) {
    const signal = await findSignal(read, input.signal);
    if (isRefusal(signal)) return signal;
    return answer(dismiss(signal, input.reason, input.note, input.cause), { signal: signal.id });
  },
});
