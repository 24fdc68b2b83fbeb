import { role } from "@cordon/ground";
import { Instant, instantOf, millisecondsOf, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { LIFT_MINUTES, lift } from "../rules/exhibits.ts";
import { keptSignal } from "../tables/exhibits.ts";
import { LiftReason } from "../words/exhibits.ts";
import { answer, command } from "./operating.ts";

export const liftPixelation = command({
  name: "watch.lift-pixelation",
  summary:
    "See the people in a confirmed signal's pictures as they are, for an hour, with a reason that is written down.",
  input: z.object({ signal: SignalId, reason: LiftReason }),
  output: z.object({ signal: SignalId, openUntil: Instant }),
  allow: role("supervisor", "commander"),
  async run({ input: { signal, reason }, read, by, now }) {
    const until = instantOf(millisecondsOf(now) + LIFT_MINUTES * 60_000);
    return answer(lift(await keptSignal(read, signal), by, reason), { signal, openUntil: until });
  },
});
