import { SignalId } from "@cordon/kernel";
import { z } from "zod";
import { signals, signalView } from "../tables/signal.ts";
import { SignalView } from "../words.ts";
import { query, watches } from "./operating.ts";
import { noSuch } from "../words/refusals.ts";

export const showSignal = query({
  name: "command.show-signal",
  summary: "One signal with its exhibits and what became of it.",
  input: z.object({ signal: SignalId }),
  output: SignalView,
  allow: watches,
  async run({ input, by, read, now }) {
    const row = await signals(read, by.contingent).where("signal.id", "=", input.signal).executeTakeFirst();
    return row === undefined ? noSuch("signal", input.signal) : signalView(row, now);
  },
});
