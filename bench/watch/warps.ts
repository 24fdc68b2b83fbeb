/** Pairs of pictures between which every pixel is known to have gone where: the truth that optical flow is measured against. */
export interface Pair {
  readonly what: string;
  readonly previous: Uint8Array;
  readonly current: Uint8Array;
  /** Where the pixel of the previous picture went, in pixels. */
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** 1 where the pixel is still in the picture, and nothing that moves otherwise covers it. */
  readonly seen: Uint8Array;
}

interface Movement {
  readonly what: string;
  /** Where the ground at x, y goes. */
  readonly ground: (x: number, y: number) => readonly [number, number];
  /** Discs with a face of their own over the ground: middle, radius, and how they go. */
  readonly discs?: readonly { x: number; y: number; radius: number; u: number; v: number }[];
  /** The light of the second picture, 1 is that of the first. */
  readonly light?: number;
  readonly noise?: number;
}

const turn =
  (width: number, height: number, degrees: number, zoom: number) =>
  (x: number, y: number): readonly [number, number] => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    const [cos, sin] = [zoom * Math.cos((degrees * Math.PI) / 180), zoom * Math.sin((degrees * Math.PI) / 180)];
    return [dx * cos - dy * sin - dx, dx * sin + dy * cos - dy];
  };

/** Shifts, turns, zooms, a camera that stands still while things pass, light and noise. */
export function movements(width: number, height: number): Movement[] {
  const still = (): readonly [number, number] => [0, 0];
  const passing = [
    { x: 0.2 * width, y: 0.3 * height, radius: 30, u: 9, v: 2 },
    { x: 0.5 * width, y: 0.6 * height, radius: 45, u: -14, v: 0 },
    { x: 0.8 * width, y: 0.4 * height, radius: 24, u: 5, v: -6 },
    { x: 0.7 * width, y: 0.8 * height, radius: 34, u: -4, v: 3 },
  ];
  return [
    { what: "shift 0.5 px", ground: () => [0.5, -0.25] },
    { what: "shift 4 px", ground: () => [3.6, 1.7] },
    { what: "shift 16 px", ground: () => [-15.3, 4.8] },
    { what: "turn 2 degrees", ground: turn(width, height, 2, 1) },
    { what: "zoom 1.03", ground: turn(width, height, 0, 1.03) },
    { what: "shift 4 px, noise 3", ground: () => [3.6, 1.7], noise: 3 },
    { what: "things pass", ground: still, discs: passing },
    { what: "things pass, noise 3", ground: still, discs: passing, noise: 3 },
    { what: "things pass, light 0.85, noise 2", ground: still, discs: passing, light: 0.85, noise: 2 },
  ];
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** A texture without a period: value noise of several sizes, defined between the pixels. */
function textureOf(seed: number): (x: number, y: number) => number {
  const random = generator(seed);
  const octaves = [57, 23, 11, 5].map((size, index) => ({
    size,
    depth: [46, 30, 22, 14][index] ?? 0,
    grid: Float32Array.from({ length: 65536 }, () => random() - 0.5),
  }));
  const smooth = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    let level = 122;
    for (const { size, depth, grid } of octaves) {
      const [gx, gy] = [x / size + 50, y / size + 50];
      const [ix, iy] = [Math.floor(gx), Math.floor(gy)];
      const [fx, fy] = [smooth(gx - ix), smooth(gy - iy)];
      const at = (i: number, j: number): number => grid[((iy + j) * 251 + ix + i) & 65535] ?? 0;
      const above = at(0, 0) + (at(1, 0) - at(0, 0)) * fx;
      const below = at(0, 1) + (at(1, 1) - at(0, 1)) * fx;
      level += 2 * depth * (above + (below - above) * fy);
    }
    return level;
  };
}

/** Draws a pair of pictures by its movement. */
export function drawPair(movement: Movement, width: number, height: number, seed: number): Pair {
  const ground = textureOf(seed);
  const face = textureOf(seed + 1);
  const random = generator(seed + 2);
  const { discs = [], light = 1, noise = 0 } = movement;
  const count = width * height;
  const pair = {
    previous: new Uint8Array(count),
    current: new Uint8Array(count),
    u: new Float32Array(count),
    v: new Float32Array(count),
    seen: new Uint8Array(count),
  };
  const grain = (): number => noise * 1.7 * (random() + random() + random() - 1.5) * 1.18;
  const over = (x: number, y: number, moved: 0 | 1): number =>
    discs.findLastIndex((disc) => Math.hypot(x - disc.x - moved * disc.u, y - disc.y - moved * disc.v) < disc.radius);
  /** The ground's own place that is seen at x, y in the second picture: by fixed point, as the movement is smooth. */
  const cameFrom = (x: number, y: number): readonly [number, number] => {
    let [fromX, fromY] = [x, y];
    for (let i = 0; i < 6; i++) {
      const [dx, dy] = movement.ground(fromX, fromY);
      [fromX, fromY] = [x - dx, y - dy];
    }
    return [fromX, fromY];
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const before = over(x, y, 0);
      const disc = discs[before];
      const level = disc ? 30 + face(x - disc.x + 400, y - disc.y + 200) * 0.8 : ground(x, y);
      pair.previous[at] = Math.max(0, Math.min(255, Math.round(level + grain())));
      const after = discs[over(x, y, 1)];
      const [fromX, fromY] = cameFrom(x, y);
      const next = after
        ? 30 + face(x - after.u - after.x + 400, y - after.v - after.y + 200) * 0.8
        : ground(fromX, fromY);
      pair.current[at] = Math.max(0, Math.min(255, Math.round(next * light + grain())));
      const [u, v] = disc ? [disc.u, disc.v] : movement.ground(x, y);
      pair.u[at] = u;
      pair.v[at] = v;
      const [toX, toY] = [x + u, y + v];
      const inside = toX >= 0 && toY >= 0 && toX <= width - 1 && toY <= height - 1;
      pair.seen[at] = inside && over(toX, toY, 1) === before ? 1 : 0;
    }
  }
  return { what: movement.what, ...pair };
}
