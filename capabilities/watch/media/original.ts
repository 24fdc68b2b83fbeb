import { type AnyMedium, medium, role, tablesOf } from "@cordon/ground";
import { actorOf, isRefusal, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { cannotLift, LIFT_MINUTES, openUntil } from "../rules/exhibits.ts";
import { keptSignal, liftsOf } from "../tables/exhibits.ts";
import type { WatchTables } from "../tables.ts";
import { openSealed } from "../workers/exhibits/sealing.ts";
import { refuseWatch } from "../words/refusals.ts";

/** What a camera saw before people were hidden, for whoever lifted the pixelation and as long as that lasts. */
export const originalMedium: AnyMedium = medium({
  name: "watch.original",
  summary: `The unpixelated still or clip of a confirmed signal, for whoever lifted its pixelation within the last ${LIFT_MINUTES} minutes.`,
  path: "/api/watch/signals/:signal/original/:role",
  parameters: z.object({ signal: SignalId, role: z.enum(["still", "clip"]) }),
  allow: role("supervisor", "commander"),
  mediaTypes: ["image/jpeg", "video/mp4"],
  async open({ signal, role: which }, { by, read, vault, blobs, now }) {
    const tables = tablesOf<WatchTables>(read);
    const kept = await keptSignal(tables, signal);
    const refused = cannotLift(kept, by);
    if (refused !== null || kept === null)
      return refused ?? refuseWatch("no-such-camera-signal", "not-found", "There is no such signal.", signal);
    if (openUntil(await liftsOf(tables, signal), actorOf(by), now) === null)
      return refuseWatch(
        "lift-first",
        "not-permitted",
        "Lift the pixelation first, with a reason: it is written down.",
        signal,
      );
    const exhibit = kept.originals.find(({ role: kind }) => kind === which);
    if (exhibit === undefined || kept.subject === null)
      return refuseWatch("no-original", "not-found", `No original ${which} of this signal was kept.`, signal);
    const content = await openSealed({ read, vault, blobs }, { signal, subject: kept.subject, exhibit });
    return isRefusal(content) ? content : { shown: "whole", mediaType: exhibit.mediaType, content };
  },
});
