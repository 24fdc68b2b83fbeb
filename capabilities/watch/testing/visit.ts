/** What most tests of this room need: a place, an order under which it may be watched, a camera there, and somebody who walks through its picture. */
import { instantOf } from "@cordon/kernel";
import type { RenderedScene } from "../analysis/rendered-scene.ts";
import { recordingOf } from "./recording.ts";

/** Within a mandate's order and around `POSITION`. */
export const area = {
  type: "Polygon",
  coordinates: [
    [
      [2.29, 48.85],
      [2.31, 48.85],
      [2.31, 48.87],
      [2.29, 48.87],
      [2.29, 48.85],
    ],
  ],
};
export const POSITION: [number, number] = [2.3, 48.86];

/** For `mandates.grant`: in force now, for an hour. */
export function mandateOrder(over: object = {}): object {
  return {
    reference: "T-1",
    authority: "Préfet (exercice)",
    legalBasis: "Loi 2023-380, art. 10",
    processings: ["algorithmic-video"],
    events: ["zone-entry"],
    purpose: "test",
    statement: { fr: "Essai.", en: "Test." },
    area,
    period: { from: instantOf(Date.now() - 60_000), until: instantOf(Date.now() + 3_600_000) },
    retentionDays: 1,
    ...over,
  };
}

/** For `watch.register-camera`: looks for whoever comes into its picture. */
export const cameraAt = (address: string, over: object = {}): object => ({
  reference: "cam-1",
  name: { fr: "Quai", en: "Quay" },
  position: POSITION,
  purpose: "test",
  scene: { events: [{ kind: "zone-entry" }] },
  address,
  ...over,
});

const walk = (far: number, person: { readonly y: number; readonly width: number; readonly height: number }) => {
  return (seconds: number): ReturnType<RenderedScene["draw"]> => [
    { what: "person", x: (70 * seconds) % far, ...person, level: 40, stride: 7 * seconds },
  ];
};
const ground = { seed: 3, noise: 1.5, texture: 20, ground: 130 };

/** Ten seconds: somebody walks through the picture from left to right, and once more. */
export const walkerFilm = (): Promise<Uint8Array> =>
  recordingOf({ ...ground, width: 320, height: 240, draw: walk(400, { y: 200, width: 30, height: 76 }) }, 10, 12);

/** Two minutes in a small picture: somebody comes by every three seconds. */
export const passersFilm = (): Promise<Uint8Array> =>
  recordingOf({ ...ground, width: 160, height: 120, draw: walk(210, { y: 100, width: 16, height: 40 }) }, 120, 6);
