/** What lies beyond the stage: the other bank with its trees and houses, the tower, the sky. */
import { cloudy, hash, noise } from "@cordon/scenes";
import type { Met, Rgb } from "./met.ts";
import type { Stage } from "./stages.ts";

function met(colour: Rgb, day: number, lamps: number): Met {
  return { colour, day, lamps, ripple: 0, strength: 0 };
}

/** @param across tangent of the azimuth, to the right @param up tangent of the elevation */
export function farSide(stage: Stage, across: number, up: number): Met {
  switch (stage.farSide) {
    case "tower-near":
      return (
        tower(across - 0.29, up, 300, stage.camera.heightMetres) ??
        bank(across * 170, stage.camera.heightMetres + up * 170, stage, across > 0.02) ??
        sky(across, up)
      );
    case "tower-far":
      return (
        parkland(across * 110, stage.camera.heightMetres + up * 110) ??
        tower(across, up, 470, stage.camera.heightMetres + 14) ??
        bank(across * 420, stage.camera.heightMetres + 10 + up * 420, stage, Math.abs(across) < 0.28) ??
        sky(across, up)
      );
    case "bank": {
      const bridge = bridgeAt(across * 76, stage.camera.heightMetres + up * 76);
      if (bridge) return bridge;
      if (across < -0.12) {
        const distance = 140 / -across;
        return bank(distance, stage.camera.heightMetres + up * distance, stage, false) ?? sky(across, up);
      }
      return bank(across * 160 + 400, stage.camera.heightMetres + up * 160, stage, false) ?? sky(across, up);
    }
  }
}

function sky(across: number, up: number): Met {
  const clouds = cloudy(across * 7, up * 26 + 3, 81, 4);
  const rise = Math.min(1, Math.max(0, up * 4));
  const white = Math.min(1, Math.max(0, (clouds - 0.35) * 2.4));
  const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
  return met(
    [
      mix(mix(196, 150, rise), 206, white * 0.7),
      mix(mix(200, 172, rise), 206, white * 0.7),
      mix(mix(204, 200, rise), 208, white * 0.7),
    ],
    1.06,
    0.07,
  );
}

/** Quay wall, a row of planes, and the roofs behind; null where the sky begins. z above the stage's ground, metres. */
function bank(x: number, z: number, stage: Stage, park: boolean): Met | null {
  const foot = -(stage.water?.dropMetres ?? 0);
  if (z < 1.5) {
    const course = Math.floor((z - foot) / 0.8);
    const tone =
      0.78 + 0.14 * hash(Math.floor(x / 2.2 + (course & 1) * 0.5), course, 91) + 0.12 * cloudy(x * 0.08, z * 0.3, 92);
    return met([158 * tone, 150 * tone, 132 * tone], 0.86, 0.22);
  }
  const crown = 8.5 + 4.5 * noise(x * 0.11, 0, 95) + 2.2 * noise(x * 0.4, 0, 96);
  if (z < crown) {
    const leaf = cloudy(x * 0.5, z * 0.5, 98, 4);
    // Under the crowns it is dark, with here and there a light trunk.
    const under = z < 3.6 ? 0.62 + (Math.abs(((((x / 7.5) % 1) + 1) % 1) - 0.5) < 0.045 ? 0.7 : 0) : 1;
    const lit = under * (0.5 + 0.75 * leaf * (0.55 + 0.45 * (z / crown)));
    return met([74 * lit, 92 * lit, 58 * lit], 0.92, 0.16 + 0.12 * leaf);
  }
  if (park) return null;
  const house = Math.floor(x / 22);
  const eaves = 19 + 3.4 * hash(house, 1, 101);
  const ridge = eaves + 4.5;
  if (z > ridge || hash(house, 2, 102) < 0.06) return null;
  const inHouse = x / 22 - house;
  if (z > eaves) {
    const slope = (z - eaves) / 4.5;
    if (inHouse < slope * 0.08 || inHouse > 1 - slope * 0.08) return null;
    const dormer = Math.abs(((x / 3.6) % 1) - 0.5) < 0.18 && slope < 0.55;
    const tone = dormer ? 1.5 : 0.95 + 0.15 * noise(x, z * 2, 103);
    return met([92 * tone, 100 * tone, 110 * tone], 0.95, dormer ? 0.5 : 0.08);
  }
  const storey = Math.floor(z / 3.3);
  const window = Math.abs(((((x / 2.7) % 1) + 1) % 1) - 0.5) < 0.21 && Math.abs(((z / 3.3) % 1) - 0.48) < 0.32;
  const lightOn = hash(Math.floor(x / 2.7), storey, 104) < 0.34;
  const tone = 0.92 + 0.12 * hash(house, 3, 105) - (z % 3.3 < 0.22 ? 0.1 : 0);
  if (window) return met(lightOn ? [120, 112, 92] : [78, 82, 86], 0.75, lightOn ? 1.25 : 0.1);
  return met([204 * tone, 192 * tone, 166 * tone], 0.9, 0.2);
}

/** The lattice legs, the arch and the first floor of the tower, `distance` metres away; null beside it. */
function tower(across: number, up: number, distance: number, eye: number): Met | null {
  const x = across * distance;
  const z = eye + up * distance;
  if (z < 0 || z > 140) return null;
  const side = Math.abs(x);
  // The legs curve inwards: 50 m from the axis at the foot, 32 m at the first floor, 18 m at the second.
  const axis = z < 57 ? 50 - 18 * (z / 57) ** 0.85 : 32 - 14 * ((z - 57) / 58);
  const half = z < 57 ? 12.5 - 4.2 * (z / 57) : 8 - 2.8 * ((z - 57) / 58);
  const floor = z > 55 && z < 61 && side < 38;
  const arch = z < 57 && z > 12 && Math.abs(Math.hypot(side / 37, (z - 8) / 42) - 1) < 0.045;
  const leg = Math.abs(side - axis) < half;
  if (!floor && !arch && !leg) return null;
  const lattice =
    leg && !floor
      ? Math.min(
          Math.abs((((side - axis + z) / 5.2) % 1) + (((side - axis + z) / 5.2) % 1 < 0 ? 1 : 0) - 0.5),
          Math.abs((((side - axis - z) / 5.2) % 1) + (((side - axis - z) / 5.2) % 1 < 0 ? 1 : 0) - 0.5),
        )
      : 0.5;
  const rim = Math.abs(Math.abs(side - axis) - half) < 1.1;
  if (
    leg &&
    !floor &&
    !arch &&
    !rim &&
    lattice > 0.26 &&
    lattice < 0.5 &&
    hash(Math.floor(x / 2.6), Math.floor(z / 2.6), 111) < 0.4
  )
    return null;
  const tone = (rim || floor ? 0.9 : 1.05) + 0.2 * (noise(x * 0.7, z * 0.7, 112) - 0.5);
  return met([122 * tone, 108 * tone, 92 * tone], 0.95, 0.95);
}

/** Trees of the gardens on both sides of the axis. */
function parkland(x: number, z: number): Met | null {
  const side = Math.abs(x);
  if (side < 24) return z < -3 ? met([150, 152, 140], 0.95, 0.3) : null;
  const crown = 2 + Math.min(9, (side - 24) * 0.8) + 3 * noise(x * 0.16, 1, 121);
  if (z > crown) return null;
  const leaf = cloudy(x * 0.6, z * 0.6, 122, 4);
  const lit = 0.45 + 0.8 * leaf * (0.6 + 0.4 * Math.max(0, z / crown));
  return met([70 * lit, 90 * lit, 54 * lit], 0.92, 0.14 + 0.2 * leaf);
}

/** The stone bridge across the end of the quay, with one arch over the quay and others over the water. */
function bridgeAt(x: number, z: number): Met | null {
  if (x > 14 || z > 8.6 || x < -76 * 0.56) return null;
  const bay =
    x > -8.5
      ? { middle: 1, half: 6.6, spring: 1.8 }
      : { middle: -8.5 - 16 * (Math.floor((-8.5 - x) / 16) + 0.5), half: 6.6, spring: 0.4 };
  const dx = (x - bay.middle) / bay.half;
  const crown = bay.spring + 4.1 * Math.sqrt(Math.max(0, 1 - dx * dx));
  if (Math.abs(dx) < 1 && z < crown) {
    const deep = 0.3 + 0.35 * Math.max(0, (crown - z) / 6);
    return z > crown - 0.5
      ? met([150, 142, 124], 0.62, 0.3)
      : met([78 * deep + 16, 76 * deep + 16, 72 * deep + 16], 1, 0.2);
  }
  const parapet = z > 7.5;
  const tone = 0.88 + 0.1 * hash(Math.floor(x / 1.3), Math.floor(z / 0.55), 131) + 0.1 * cloudy(x * 0.4, z * 0.4, 132);
  const line = Math.abs(z - 7.45) < 0.12 ? 0.7 : 1;
  return met([190 * tone * line, 180 * tone * line, 156 * tone * line], parapet ? 0.98 : 0.86, 0.34);
}
