/** Cameras and weather that rendered scenes are drawn under, by seed. Metres, x to the east, y to the north; the camera stands at 0, 0 and looks north. */
import { type Ground, type Mounting, sequence, type Weather } from "@cordon/scenes";

export interface Conditions {
  readonly camera: Mounting;
  readonly ground: Ground;
  readonly weather: Weather;
  readonly bitsPerSecond: number;
  /** What makes it hard, for whoever reads a report. */
  readonly tags: readonly string[];
  /** Where the middle of the picture lies, metres north of the camera. */
  readonly middleMetres: number;
  /** Metres of ground that fit across the picture so far north of the camera, to either side. */
  halfWidthAt(north: number): number;
}

export const SIZE = { widthPx: 640, heightPx: 360 } as const;
/** As a camera is analysed. */
export const PICTURES_PER_SECOND = 6;

const PAVINGS = ["asphalt", "slabs", "cobbles", "gravel", "hall", "grass"] as const;

export function conditionsOf(seed: number): Conditions {
  const random = sequence(7919 * seed + 13);
  const between = (least: number, most: number): number => least + (most - least) * random();
  const chance = (share: number): boolean => random() < share;
  const camera: Mounting = {
    x: 0,
    y: 0,
    heightMetres: between(4.5, 7),
    headingDegrees: 0,
    tiltDegrees: between(26, 36),
    fieldOfViewDegrees: between(54, 68),
  };
  const middleMetres = camera.heightMetres / Math.tan((camera.tiltDegrees * Math.PI) / 180);
  const tags: string[] = [];
  const isNight = chance(0.25);
  const isSunny = !isNight && chance(0.45);
  const isRainy = !isSunny && chance(0.35);
  const isShaken = chance(0.3);
  const hasPuddles = isRainy || chance(0.15);
  const hasClouds = isSunny && chance(0.4);
  if (isNight) tags.push("night");
  if (isSunny) tags.push("sun");
  if (isRainy) tags.push("rain");
  if (isShaken) tags.push("shake");
  if (hasPuddles) tags.push("puddles");
  if (hasClouds) tags.push("clouds");
  const paving = PAVINGS[Math.floor(random() * PAVINGS.length)] ?? "asphalt";
  const puddle = (): { x: number; y: number; radiusMetres: number } => ({
    x: between(-3, 3),
    y: middleMetres + between(-3, 3),
    radiusMetres: between(0.5, 1.3),
  });
  return {
    camera,
    ground: { paving, tone: between(0.8, 1.15), puddles: hasPuddles ? [puddle(), puddle(), puddle()] : [] },
    weather: {
      ...(isSunny && {
        sun: { azimuthDegrees: between(0, 360), elevationDegrees: between(18, 60), depth: between(0.35, 0.55) },
      }),
      ...(isNight && { light: [{ atSeconds: -1, overSeconds: 0, gain: between(0.4, 0.6) }] }),
      ...(hasClouds && { clouds: between(0.3, 1) }),
      ...(isRainy && { rain: between(0.2, 0.9) }),
      ...(isShaken && { shakePixels: between(0.4, 1.3) }),
      grain: isNight ? between(2, 3.5) : between(0.8, 2),
    },
    bitsPerSecond: Math.round(between(350_000, 1_200_000)),
    tags,
    middleMetres,
    halfWidthAt: (north) =>
      Math.hypot(north, camera.heightMetres) * Math.tan((camera.fieldOfViewDegrees * Math.PI) / 360),
  };
}
