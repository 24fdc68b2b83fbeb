import { correction, generate, mode } from "lean-qr";

/** What a camera of 640 x 480 sees: brightness 0 to 255, row by row. */
export type Picture = Uint8Array;
export const WIDTH = 640;
export const HEIGHT = 480;

type Point = readonly [x: number, y: number];
/** Where the corners of a code lie in the picture: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** Held straight before the camera, at the distance people hold it. */
export const STRAIGHT: Corners = square(320, 240, 340);
/** A phone held out, tilted both ways. */
export const AT_AN_ANGLE: Corners = [
  [176, 84],
  [462, 122],
  [436, 420],
  [146, 372],
];

export function square(x: number, y: number, side: number): Corners {
  const half = side / 2;
  return [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
  ];
}

/** Dim and uneven, as a street at dusk. */
export function street(seed = 1): Picture {
  const chance = chanceFrom(seed);
  const picture = new Uint8Array(WIDTH * HEIGHT);
  for (let at = 0; at < picture.length; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    picture[at] = clamp(70 + 30 * Math.sin(x / 90) + 20 * Math.cos(y / 70) + 10 * (chance() - 0.5));
  }
  return picture;
}

/** Puts a code on a white sheet into a picture. The sheet reaches four modules beyond the code, as the standard asks. */
export function withCode(picture: Picture, text: string, corners: Corners): Picture {
  const code = generate(text, { minCorrectionLevel: correction.Q, modes: [mode.alphaNumeric, mode.ascii] });
  const back = inverse(homography(corners));
  const quiet = 4 / code.size;
  const seen = Uint8Array.from(picture);
  for (let at = 0; at < seen.length; at++) {
    let light = 0;
    // Four samples a pixel: the edges of modules are grey, as a lens makes them.
    for (const [dx, dy] of SAMPLES) {
      const [u, v] = mapped(back, [(at % WIDTH) + dx, Math.floor(at / WIDTH) + dy]);
      if (u < -quiet || v < -quiet || u >= 1 + quiet || v >= 1 + quiet) light += picture[at] ?? 0;
      else light += code.get(Math.floor(u * code.size), Math.floor(v * code.size)) ? 25 : 235;
    }
    seen[at] = light / SAMPLES.length;
  }
  return seen;
}

const SAMPLES: readonly Point[] = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
];

/** A screen photographed: the lines of its pixels, a lamp's glare across it, and the noise of a small sensor. */
export function photographed(picture: Picture, seed = 7): Picture {
  const chance = chanceFrom(seed);
  return picture.map((light, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const lines = 1 - 0.12 * (((x * 3 + y * 2) % 7) / 7);
    const glare = 70 * Math.exp(-(((x - y - 40) / 60) ** 2));
    return clamp(light * 0.75 * lines + glare + 28 * (chance() - 0.5));
  });
}

/** How much of two sides goes with a corner: an eighth of the code, half of what level Q makes good. */
const TORN_SIDE = 0.5;

/** The lower right corner is torn off: the one without a finder, as it happens to prints kept in a pocket. */
export function torn(picture: Picture, corners: Corners): Picture {
  const back = inverse(homography(corners));
  const behind = street(3);
  return picture.map((light, at) => {
    const [u, v] = mapped(back, [at % WIDTH, Math.floor(at / WIDTH)]);
    return u + v > 2 - TORN_SIDE + 0.05 * Math.sin(40 * (u - v)) ? (behind[at] ?? 0) : light;
  });
}

function clamp(light: number): number {
  return Math.max(0, Math.min(255, Math.round(light)));
}

/** Mulberry32: the same noise every time. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** From the unit square to four corners (Heckbert 1989). */
function homography([a, b, c, d]: Corners): Matrix {
  const [sx, sy] = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
  const [dx1, dy1, dx2, dy2] = [b[0] - c[0], b[1] - c[1], d[0] - c[0], d[1] - c[1]];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  return [
    b[0] - a[0] + g * b[0],
    d[0] - a[0] + h * d[0],
    a[0],
    b[1] - a[1] + g * b[1],
    d[1] - a[1] + h * d[1],
    a[1],
    g,
    h,
    1,
  ];
}

/** Up to a factor, which a homography does not mind. */
function inverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

function mapped([a, b, c, d, e, f, g, h, i]: Matrix, [x, y]: Point): Point {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}
