/** Deterministic noise: the same numbers on every machine, so that a picture can be compared from run to run. */

/** A well-mixed 32-bit hash of up to three integers, as a number in [0, 1). */
export function hash(a: number, b = 0, c = 0): number {
  let h =
    Math.imul(a | 0, 0x9e3779b1) ^
    Math.imul((b | 0) + 0x7f4a7c15, 0x85ebca6b) ^
    Math.imul((c | 0) + 0x165667b1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

/** Value noise in [0, 1): smooth between the integers. */
export function noise(x: number, y: number, seed = 0): number {
  const [xi, yi] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - xi, y - yi];
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const top = hash(xi, yi, seed) * (1 - u) + hash(xi + 1, yi, seed) * u;
  const bottom = hash(xi, yi + 1, seed) * (1 - u) + hash(xi + 1, yi + 1, seed) * u;
  return top * (1 - v) + bottom * v;
}

/** Noise over noise, in about [0, 1). */
export function cloudy(x: number, y: number, seed = 0, octaves = 3): number {
  let sum = 0;
  let weight = 0;
  for (let o = 0, amplitude = 1, scale = 1; o < octaves; o++, amplitude /= 2, scale *= 2) {
    sum += amplitude * noise(x * scale, y * scale, seed + o);
    weight += amplitude;
  }
  return sum / weight;
}

/** Numbers in [0, 1) one after another, from a seed (mulberry32). */
export function sequence(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
