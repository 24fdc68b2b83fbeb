import type { CameraId } from "@cordon/kernel";
import { type Tone, useNowMs } from "@cordon/ui";
import { useMemo } from "react";
import type { CameraHealth } from "../../words/health.ts";
import { useAnswer } from "../doors.ts";

/** Cameras say how they do every few seconds; what is older than this says nothing of now. */
export const STALE_SECONDS = 20;
const EVERY_MS = 4000;

/** How every camera's picture is doing, by camera; empty while nobody has said. */
export function useHealth(): ReadonlyMap<CameraId, CameraHealth> {
  const answer = useAnswer("watch.read-health", {}, { everyMs: EVERY_MS });
  const cameras = answer.state === "shown" ? answer.data.cameras : null;
  return useMemo(() => new Map((cameras ?? []).map((health) => [health.camera, health])), [cameras]);
}

/** Who does not see calls somebody; who cannot keep up, or has fallen silent, is worth knowing. */
export function toneOfHealth(health: Pick<CameraHealth, "blind" | "behind" | "at"> | undefined, nowMs: number): Tone {
  if (health === undefined) return "calm";
  if (health.blind !== null) return "attention";
  return health.behind || isStale(health, nowMs) ? "notice" : "calm";
}

export function isStale({ at }: Pick<CameraHealth, "at">, nowMs: number): boolean {
  return nowMs - Date.parse(at) > STALE_SECONDS * 1000;
}

/** The clock by tens of seconds: enough to grow stale by, and no reason to draw a wall anew every second. */
export function useCoarseNowMs(): number {
  return useNowMs(10_000);
}
