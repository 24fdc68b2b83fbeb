/**
 * The Seine between Pont d'Austerlitz and Pont d'Iena: both banks, the two islands and the bridges, WGS84.
 *
 * Written by hand as knots at the water's edge, good to some tens of metres; between the knots the banks follow a
 * Catmull-Rom curve. Chainage is the distance in metres along the navigation line, 0 at Pont d'Austerlitz.
 */

/** Longitude, latitude in degrees, WGS84, as in GeoJSON. */
export type LonLat = readonly [longitude: number, latitude: number];

const referenceLatitude = 48.857;
export const metresPerDegreeLatitude = 111_200;
export const metresPerDegreeLongitude = 111_320 * Math.cos((referenceLatitude * Math.PI) / 180);

export function distanceMetres(a: LonLat, b: LonLat): number {
  return Math.hypot((b[0] - a[0]) * metresPerDegreeLongitude, (b[1] - a[1]) * metresPerDegreeLatitude);
}

/** Degrees true from a to b. */
export function bearingDegrees(a: LonLat, b: LonLat): number {
  const east = (b[0] - a[0]) * metresPerDegreeLongitude;
  const north = (b[1] - a[1]) * metresPerDegreeLatitude;
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}

/** The point that lies `metres` from `from` in direction `headingDegrees` (degrees true). */
export function displaced(from: LonLat, headingDegrees: number, metres: number): LonLat {
  const heading = (headingDegrees * Math.PI) / 180;
  return [
    from[0] + (Math.sin(heading) * metres) / metresPerDegreeLongitude,
    from[1] + (Math.cos(heading) * metres) / metresPerDegreeLatitude,
  ];
}

/** Water's edge on the right (northern) bank, upstream to downstream. */
const rightBankKnots: readonly LonLat[] = [
  [2.3692, 48.844],
  [2.36645, 48.84575],
  [2.3651, 48.8467],
  [2.3629, 48.8482],
  [2.3614, 48.85],
  [2.3603, 48.8513],
  [2.358, 48.85315],
  [2.3546, 48.8546],
  [2.3512, 48.8559],
  [2.3492, 48.8567],
  [2.3471, 48.8573],
  [2.3424, 48.8582],
  [2.3381, 48.8589],
  [2.3331, 48.85995],
  [2.3303, 48.8607],
  [2.3251, 48.86245],
  [2.3196, 48.8641],
  [2.3166, 48.86445],
  [2.3137, 48.86455],
  [2.3104, 48.8644],
  [2.306, 48.86435],
  [2.3014, 48.8641],
  [2.2989, 48.86365],
  [2.29625, 48.8628],
  [2.2938, 48.86145],
  [2.29165, 48.8602],
  [2.2896, 48.8585],
];

/** Water's edge on the left (southern) bank, upstream to downstream. */
const leftBankKnots: readonly LonLat[] = [
  [2.3668, 48.8429],
  [2.3649, 48.84425],
  [2.3627, 48.8457],
  [2.3605, 48.8472],
  [2.3583, 48.8483],
  [2.3563, 48.8493],
  [2.3545, 48.8502],
  [2.3514, 48.8513],
  [2.3486, 48.8526],
  [2.3468, 48.8531],
  [2.3446, 48.8537],
  [2.3402, 48.856],
  [2.3371, 48.8576],
  [2.3325, 48.85885],
  [2.3296, 48.85945],
  [2.3244, 48.8613],
  [2.3188, 48.8629],
  [2.3163, 48.8631],
  [2.3135, 48.86325],
  [2.3105, 48.8631],
  [2.306, 48.863],
  [2.3021, 48.8628],
  [2.2999, 48.8625],
  [2.2977, 48.8618],
  [2.2953, 48.8605],
  [2.2931, 48.8591],
  [2.2911, 48.8576],
];

/** Where boats go: mid-river, and through the right arm past the two islands. */
const navigationKnots: readonly LonLat[] = [
  [2.36568, 48.845],
  [2.3627, 48.8473],
  [2.3612, 48.84905],
  [2.36055, 48.8503],
  [2.3575, 48.8529],
  [2.3543, 48.85425],
  [2.3508, 48.85565],
  [2.3488, 48.8564],
  [2.3466, 48.85685],
  [2.342, 48.85795],
  [2.3376, 48.85835],
  [2.3328, 48.8594],
  [2.33, 48.8601],
  [2.32475, 48.8619],
  [2.3192, 48.8635],
  [2.31645, 48.8638],
  [2.3136, 48.8639],
  [2.31045, 48.86375],
  [2.306, 48.8637],
  [2.30175, 48.86345],
  [2.2994, 48.8631],
  [2.297, 48.8623],
  [2.29455, 48.86095],
  [2.29238, 48.85965],
];

export const islands: readonly { readonly name: string; readonly ring: readonly LonLat[] }[] = [
  {
    name: "Île Saint-Louis",
    ring: [
      [2.3598, 48.8501],
      [2.3595, 48.8509],
      [2.3584, 48.8516],
      [2.3568, 48.85235],
      [2.3549, 48.8533],
      [2.3536, 48.8537],
      [2.3529, 48.8532],
      [2.3532, 48.8526],
      [2.3545, 48.8518],
      [2.356, 48.8512],
      [2.358, 48.8504],
      [2.3592, 48.84995],
      [2.3598, 48.8501],
    ],
  },
  {
    name: "Île de la Cité",
    ring: [
      [2.3525, 48.8519],
      [2.3526, 48.8529],
      [2.352, 48.8538],
      [2.3502, 48.8549],
      [2.3484, 48.8558],
      [2.3461, 48.8564],
      [2.344, 48.8568],
      [2.3414, 48.85755],
      [2.3401, 48.8577],
      [2.3409, 48.8566],
      [2.3426, 48.8556],
      [2.3451, 48.8543],
      [2.3472, 48.8538],
      [2.3491, 48.8533],
      [2.3518, 48.8521],
      [2.3525, 48.8519],
    ],
  },
];

export const bridges: readonly { readonly name: string; readonly centre: LonLat }[] = [
  { name: "Pont d'Austerlitz", centre: [2.36566, 48.84497] },
  { name: "Pont de Sully", centre: [2.3589, 48.85] },
  { name: "Pont Marie", centre: [2.35739, 48.85278] },
  { name: "Pont Louis-Philippe", centre: [2.35415, 48.85417] },
  { name: "Pont d'Arcole", centre: [2.35083, 48.8556] },
  { name: "Pont Notre-Dame", centre: [2.3488, 48.8563] },
  { name: "Pont au Change", centre: [2.3465, 48.85675] },
  { name: "Pont Neuf", centre: [2.3413, 48.857] },
  { name: "Pont des Arts", centre: [2.3375, 48.85833] },
  { name: "Pont du Carrousel", centre: [2.33278, 48.85944] },
  { name: "Pont Royal", centre: [2.32995, 48.86008] },
  { name: "Passerelle Léopold-Sédar-Senghor", centre: [2.32472, 48.86194] },
  { name: "Pont de la Concorde", centre: [2.31917, 48.8635] },
  { name: "Pont Alexandre III", centre: [2.31361, 48.86389] },
  { name: "Pont des Invalides", centre: [2.31056, 48.86389] },
  { name: "Pont de l'Alma", centre: [2.30178, 48.86333] },
  { name: "Passerelle Debilly", centre: [2.297, 48.86222] },
  { name: "Pont d'Iéna", centre: [2.29239, 48.85972] },
];

/** Uniform Catmull-Rom with ends repeated, `steps` points a span. */
export function smooth(knots: readonly LonLat[], steps = 6): LonLat[] {
  const points: LonLat[] = [];
  const knot = (i: number): LonLat => knots[Math.min(knots.length - 1, Math.max(0, i))] ?? [0, 0];
  for (let i = 0; i < knots.length - 1; i++) {
    const [a, b, c, d] = [knot(i - 1), knot(i), knot(i + 1), knot(i + 2)];
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const at = (k: 0 | 1): number =>
        0.5 *
        (2 * b[k] +
          (c[k] - a[k]) * t +
          (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t +
          (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t);
      points.push([at(0), at(1)]);
    }
  }
  points.push(knot(knots.length - 1));
  return points;
}

export const rightBank: readonly LonLat[] = smooth(rightBankKnots);
export const leftBank: readonly LonLat[] = smooth(leftBankKnots);
export const navigationLine: readonly LonLat[] = smooth(navigationKnots);

/** The water as one closed ring (right bank downstream, left bank back upstream). */
export const waterRing: readonly LonLat[] = closed([...rightBank, ...[...leftBank].reverse()]);

export function closed(ring: readonly LonLat[]): LonLat[] {
  const first = ring[0];
  const last = ring.at(-1);
  if (!first || !last) return [];
  return first[0] === last[0] && first[1] === last[1] ? [...ring] : [...ring, first];
}

/**
 * Moves a polyline sideways: positive metres to the right of its direction of travel. On the inside of a bend tighter
 * than the offset the moved line would fold back: points that came nearer to another part of the line, or that turn the
 * moved line away from the direction of travel, are left out.
 */
export function offset(line: readonly LonLat[], metres: number): LonLat[] {
  const moved: LonLat[] = [];
  for (const [i, point] of line.entries()) {
    const before = line[Math.max(0, i - 2)] ?? point;
    const after = line[Math.min(line.length - 1, i + 2)] ?? point;
    const travel = bearingDegrees(before, after);
    const next = displaced(point, travel + 90, metres);
    const nearest = Math.min(...line.map((other) => distanceMetres(other, next)));
    const last = moved.at(-1);
    const turn = last ? Math.cos(((bearingDegrees(last, next) - travel) * Math.PI) / 180) : 1;
    if (turn > 0.8 && nearest > Math.abs(metres) * 0.985) moved.push(next);
  }
  return moved;
}

/** Even-odd rule; the ring may be closed or open. */
export function inside(point: LonLat, ring: readonly LonLat[]): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (!a || !b) continue;
    if (a[1] > point[1] !== b[1] > point[1] && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) {
      odd = !odd;
    }
  }
  return odd;
}

export function onWater(point: LonLat): boolean {
  return inside(point, waterRing) && !islands.some((island) => inside(point, island.ring));
}
