import { tablesOf, type WorkerContext } from "@cordon/ground";
import { type CameraId, type Instant, isRefusal, type MandateId } from "@cordon/kernel";
import type { Decision, StandingCamera } from "../../rules.ts";
import { cameraById, type WatchTables } from "../../tables.ts";
import { useOf } from "./mandate-use.ts";

/**
 * Decides on a camera as it stands in the transaction, and keeps the public register of what ran in step with it.
 * @param mandate under which it runs from now on, where it starts
 */
export async function decideCamera(
  { journal, log }: Pick<WorkerContext, "journal" | "log">,
  id: CameraId,
  decide: (standing: StandingCamera, now: Instant) => Decision,
  mandate?: MandateId,
): Promise<void> {
  const done = await journal.run({
    by: { kind: "system", id: "watch" },
    operation: "watch.supervise",
    decide: async ({ tx, now }) => {
      const standing = await cameraById(tablesOf<WatchTables>(tx), id);
      if (standing === null) return { entries: [], output: null };
      const entries = decide(standing, now);
      if (isRefusal(entries)) return entries;
      const used = useOf(standing, entries, now, mandate === undefined ? undefined : { mandate });
      const under = mandate ?? standing.mandate;
      return { entries: [...entries.map((entry) => ({ ...entry, mandate: under })), ...used], output: null };
    },
  });
  if (isRefusal(done)) log.warn({ camera: id, because: done.because }, "watch: could not be written down");
}
