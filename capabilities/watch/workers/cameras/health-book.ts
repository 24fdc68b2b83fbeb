import { type CameraId, type DeviceId, type Instant, millisecondsOf } from "@cordon/kernel";
import type { CameraHealth, CameraPulse } from "../../words/health.ts";

/** Five times as long as a camera is silent between two words. */
const STALE_MS = 15_000;

/** How every camera that is watched is doing: the latest word of each, in memory and nowhere else. */
export class HealthBook {
  readonly #latest = new Map<CameraId, CameraHealth>();

  heard(camera: CameraId, pulse: CameraPulse, at: Instant, analysedBy: "centre" | DeviceId): void {
    this.#latest.set(camera, { ...pulse, camera, at, analysedBy });
  }

  /** Of the cameras that said so lately: who has no picture has no health. */
  all(now: Instant): readonly CameraHealth[] {
    for (const [camera, { at }] of this.#latest)
      if (millisecondsOf(now) - millisecondsOf(at) > STALE_MS) this.#latest.delete(camera);
    return [...this.#latest.values()];
  }
}
