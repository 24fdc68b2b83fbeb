import type { Area } from "@cordon/kernel";

/** What is watched around what is seen, of its width and height on every side: one may move a little and it is there already. */
const MARGIN = 0.35;
/** When what is watched is so many times as wide as what is wanted, it is narrowed: who looks closer is not sent a town. */
const TOO_WIDE = 2.5;

const clamp = (degrees: number, most: number): number => Math.min(most, Math.max(-most, degrees));

/**
 * Whose positions to ask for when a map shows `view` and `watched` was asked for last; null when that still does. Asking again is sent everything there is
 * within sight, so that it is not done for every step of a hand that moves the map.
 */
export function areaFor(view: Area, watched: Area | null): Area | null {
  const [west, south, east, north] = view;
  const width = east - west;
  const height = north - south;
  const wanted: Area = [
    clamp(west - width * MARGIN, 180),
    clamp(south - height * MARGIN, 90),
    clamp(east + width * MARGIN, 180),
    clamp(north + height * MARGIN, 90),
  ];
  if (watched === null) return wanted;
  const covered = watched[0] <= west && watched[1] <= south && watched[2] >= east && watched[3] >= north;
  return covered && watched[2] - watched[0] <= (wanted[2] - wanted[0]) * TOO_WIDE ? null : wanted;
}
