import { isRefusal, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { reopenSignal as reopen } from "../rules.ts";
import { answer, command, decides, findSignal } from "./operating.ts";

export const reopenSignal = command({
  name: "command.reopen-signal",
  summary: "Take a dismissal or a merge back: the signal waits again.",
  input: z.object({ signal: SignalId }),
  output: z.object({ signal: SignalId }),
  allow: decides,
  async run({ input, read }) {
    const signal = await findSignal(read, input.signal);
    return isRefusal(signal) ? signal : answer(reopen(signal), { signal: signal.id });
  },
});
