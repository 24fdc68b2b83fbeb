import { type Instant, type MandateId, MandateUsed, MandateUseEnded, type NewEntry } from "@cordon/kernel";
import type { StandingCamera } from "../../rules.ts";
import { CameraLost, CameraRecovered, CameraStarted, CameraStopped } from "../../words.ts";

/** The uses of a mandate that begin or end when a camera that stands so is changed by these entries. */
export function useOf(
  { camera, mandate, since }: StandingCamera,
  entries: readonly NewEntry[],
  now: Instant,
  right: { readonly mandate: MandateId } | undefined,
): NewEntry[] {
  const use = { processing: "algorithmic-video", what: camera.name.fr } as const;
  const kinds = entries.map(({ kind }) => kind);
  if (right !== undefined && (kinds.includes(CameraStarted.kind) || kinds.includes(CameraRecovered.kind))) {
    return [MandateUsed.of({ mandate: right.mandate, ...use, from: now }, right.mandate)];
  }
  if (mandate === null || !(kinds.includes(CameraStopped.kind) || kinds.includes(CameraLost.kind))) return [];
  const stopped = entries.map(({ data }) => CameraStopped.data.safeParse(data)).find(({ success }) => success)?.data;
  const because = kinds.includes(CameraLost.kind)
    ? "lost"
    : stopped?.because === "mandate-ended"
      ? "mandate-ended"
      : "stopped";
  return [MandateUseEnded.of({ mandate, ...use, from: since, until: now, because }, mandate)];
}
