import { SignalId } from "@cordon/kernel";
import { z } from "zod";
import { cannotLift, openUntil } from "../rules/exhibits.ts";
import { keptSignal, liftsOf } from "../tables/exhibits.ts";
import { ExhibitsView } from "../words/exhibits.ts";
import { query, watches } from "./operating.ts";
import { refuseWatch } from "../words/refusals.ts";

export const showExhibits = query({
  name: "watch.show-exhibits",
  summary:
    "What is kept of the seconds around a camera's signal, whether it was erased and why, and who looked behind the pixels.",
  input: z.object({ signal: SignalId }),
  output: ExhibitsView,
  allow: watches,
  async run({ input: { signal }, read, by, now }) {
    const kept = await keptSignal(read, signal);
    if (kept === null)
      return refuseWatch("no-such-camera-signal", "not-found", "There is no such signal of a camera.", signal);
    const lifts = await liftsOf(read, signal);
    return {
      signal,
      exhibits: [...kept.exhibits],
      erased: kept.erased,
      originals: {
        roles: kept.erased === null ? [...new Set(kept.originals.map(({ role }) => role))] : [],
        openUntil: kept.erased === null ? openUntil(lifts, by, now) : null,
        because: cannotLift(kept, by)?.because ?? null,
        lifted: lifts,
      },
    };
  },
});
