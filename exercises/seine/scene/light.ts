/** The light of the evening: daylight that fades after nine, lamps that come up, clouds that pass. */
import { at } from "../scenario/time.ts";

export type Light = {
  /** 1 in the afternoon, near 0 at night. */
  readonly day: number;
  /** 0 with the lamps off, 1 with all of them on. */
  readonly lamps: number;
};

const sunset = at(21, 39);

function ramp(seconds: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (seconds - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Deterministic, and slow: no frame differs from the one before by what an eye would see. */
export function lightAt(scenarioSeconds: number): Light {
  const clouds = 0.025 * Math.sin(scenarioSeconds / 97) + 0.015 * Math.sin(scenarioSeconds / 41 + 1.3);
  const dusk = ramp(scenarioSeconds, sunset - 3600, sunset + 2400);
  return { day: (1 - 0.93 * dusk) * (1 + clouds), lamps: ramp(scenarioSeconds, sunset - 1500, sunset - 600) };
}
