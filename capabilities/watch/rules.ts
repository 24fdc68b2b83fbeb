import {
  canonicalJson,
  isRefusal,
  type CameraId,
  type Instant,
  type Machine,
  type MandateId,
  type MandateNeed,
  type MandateRefusal,
  type NewEntry,
  type Refusal,
  step,
} from "@cordon/kernel";
import {
  type Camera,
  CameraChanged,
  CameraLost,
  CameraRecovered,
  CameraRegistered,
  CameraRemoved,
  CameraStarted,
  type CameraState,
  CameraStopped,
  type StopReason,
} from "./words.ts";
import type { EventKind } from "./words/scene.ts";
import { refuseWatch } from "./words/refusals.ts";

export type Decision = readonly NewEntry[] | Refusal;

/** A camera as the tables know it. */
export interface StandingCamera {
  readonly camera: Camera;
  readonly state: CameraState;
  readonly because: string | null;
  /** When it came to stand so. */
  readonly since: Instant;
  /** Under which it runs. */
  readonly mandate: MandateId | null;
  /** Events that somebody suspended. */
  readonly suspended: readonly EventKind[];
}

/** The camera as it is to be watched: without its suspended events. Null when nothing is left to look for. */
export function withoutSuspended({ camera, suspended }: Pick<StandingCamera, "camera" | "suspended">): Camera | null {
  const events = camera.scene.events.filter(({ kind }) => !suspended.includes(kind));
  return events.length === 0 ? null : { ...camera, scene: { ...camera.scene, events } };
}

export type CameraEvent = "start" | "stop" | "lose" | "recover";

/** Stopped by decision, lost by misfortune. What was never started cannot be lost from sight, but its address may never have answered. */
export const cameraMachine: Machine<CameraState, CameraEvent> = {
  word: "camera",
  initial: "stopped",
  table: {
    stopped: { start: "running", stop: null, lose: "lost", recover: null },
    running: { start: null, stop: "stopped", lose: "lost", recover: null },
    lost: { start: null, stop: "stopped", lose: null, recover: "running" },
  },
};

/**
 * Registering what is registered already, in the same words, changes nothing; in other words it changes the camera.
 * @param moved its address, which only the vault knows, is another one
 */
export function register(camera: Camera, standing: Camera | null, moved: boolean): Decision {
  if (standing === null) return [CameraRegistered.of(camera)];
  return !moved && canonicalJson(camera) === canonicalJson(standing) ? [] : [CameraChanged.of(camera)];
}

export function remove(camera: CameraId, standing: Camera | null): Decision {
  return standing === null
    ? refuseWatch("no-such-camera", "not-found", "there is no such camera", camera)
    : [CameraRemoved.of({ camera })];
}

export function start(standing: StandingCamera): Decision {
  return after(standing, "start", CameraStarted.of({ camera: standing.camera.id }));
}

/** The same reason again is no news: a camera that waits for a mandate is not written down every time somebody looks. */
export function stop(standing: StandingCamera, because: StopReason, detail: string): Decision {
  const entry = CameraStopped.of({ camera: standing.camera.id, because, detail });
  if (standing.state === "stopped") return standing.because === because ? [] : [entry];
  return after(standing, "stop", entry);
}

export function lose(standing: StandingCamera, because: string, detail: string): Decision {
  if (standing.state === "lost") return [];
  return after(standing, "lose", CameraLost.of({ camera: standing.camera.id, because, detail }));
}

export function recover(standing: StandingCamera): Decision {
  return after(standing, "recover", CameraRecovered.of({ camera: standing.camera.id }));
}

/** What the law must permit before a camera's picture is looked at. */
export function needOf(camera: Pick<Camera, "scene" | "position" | "purpose">, at: Instant): MandateNeed {
  const events = [...new Set(camera.scene.events.map(({ kind }) => kind))];
  return { processing: "algorithmic-video", events, positions: [camera.position], at, purpose: camera.purpose };
}

export const WITHOUT_MANDATE: Readonly<Record<MandateRefusal, string>> = {
  "no-mandate-for-processing": "no mandate allows algorithmic video",
  "event-not-covered": "no mandate covers all events this camera is to look for",
  "other-purpose": "the mandate is for another purpose",
  "not-yet-in-force": "its mandate is not in force yet",
  "no-longer-in-force": "its mandate is over",
  withdrawn: "its mandate was withdrawn",
  "outside-area": "the camera stands outside the area of the mandate",
};

function after({ state }: StandingCamera, event: CameraEvent, entry: NewEntry): Decision {
  const next = step(cameraMachine, state, event);
  return isRefusal(next) ? next : [entry];
}
