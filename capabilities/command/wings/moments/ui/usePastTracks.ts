import { TrackStore } from "@cordon/ui";
import { useEffect, useMemo, useState } from "react";
import { useClient } from "./doors.ts";
import { PastTracks, type TrailStatus } from "./PastTracks.ts";
import { useTimeMachine } from "./TimeMachine.tsx";

/** Where units were at the moment that is looked at, for the map and for whoever says how old a position was. */
export function usePastTracks(): { readonly tracks: TrackStore; readonly status: TrailStatus } {
  const client = useClient();
  const { past, nowMs } = useTimeMachine();
  const [status, setStatus] = useState<TrailStatus>({ state: "loading" });
  const kept = useMemo(() => {
    const tracks = new TrackStore();
    const shown: PastTracks = new PastTracks({
      tracks,
      nowMs,
      onStatus: () => setStatus(shown.status),
      async ask(from, until) {
        const answer = await client.ask("command.show-trail", { from, until });
        return answer.ok ? answer.output : null;
      },
    });
    return { tracks, shown };
  }, [client, nowMs]);
  const atMs = past?.atMs ?? null;
  const playing = (past?.speed ?? null) !== null;
  useEffect(() => {
    if (atMs === null) kept.shown.leave();
    else kept.shown.show(atMs, playing);
  }, [atMs, playing, kept]);
  return { tracks: kept.tracks, status };
}
