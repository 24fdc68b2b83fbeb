import { newId } from "@cordon/ground";
import { type Instant, instantOf, millisecondsOf, type NewEntry, SignalId, SignalRaised } from "@cordon/kernel";
import type { BlindReason } from "../../words/health.ts";
import type { Camera } from "../../words.ts";

/** Why a camera does not see, in the words of who has to go there. */
const BLIND: Readonly<Record<BlindReason, string>> = {
  dark: "image noire / the picture is dark",
  covered: "objectif masqué / something covers it",
  blurred: "image floue / the picture is blurred",
  moved: "caméra déplacée : elle regarde ailleurs / it was moved and looks elsewhere",
};

/** A signal about the camera itself, not about what it shows. */
export function cameraSignal(
  kind: "camera-lost" | "camera-blind" | "system",
  { id, name, position, place }: Pick<Camera, "id" | "name" | "position" | "place">,
  detail: string,
  noticedAt: Instant,
  sinceSeconds = 0,
  signal = newId(SignalId),
): NewEntry {
  return SignalRaised.of({
    id: signal,
    kind,
    since: instantOf(millisecondsOf(noticedAt) - Math.round(1000 * sinceSeconds)),
    noticedAt,
    position,
    place,
    camera: id,
    confidence: null,
    note: `${name.fr}: ${detail}`.slice(0, 500),
    zone: null,
    box: null,
    exhibits: [],
  });
}

/** @param signal its id, where it was drawn before */
export function blindSignal(
  camera: Camera,
  because: BlindReason,
  at: Instant,
  sinceSeconds: number,
  signal?: SignalId,
): NewEntry {
  return cameraSignal("camera-blind", camera, BLIND[because], at, sinceSeconds, signal);
}

export function behindSignal(camera: Camera, at: Instant, signal?: SignalId): NewEntry {
  const detail =
    "analyse en retard depuis une minute, des images sont sautées / analysis has been behind for a minute, pictures are dropped";
  return cameraSignal("system", camera, detail, at, 60, signal);
}
