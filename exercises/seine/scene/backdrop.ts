/**
 * What does not move: each pixel's ray is followed to the first thing it meets, twice a pixel. Two pictures come of it,
 * by daylight and by lamplight; the renderer mixes them as the evening goes on.
 */
import { canvas, type Canvas, cloudy, hash, noise, rgb } from "@cordon/scenes";
import { farSide } from "./far-side.ts";
import type { Met, Rgb } from "./met.ts";
import type { Block, Stage } from "./stages.ts";

export type Backdrop = {
  readonly day: Canvas;
  readonly lamps: Canvas;
  /** Pixels of lamp posts: they stand before whatever passes on the water. */
  readonly posts: Uint32Array;
  /** Pixels of water, the phase of their ripple and its strength. */
  readonly water: { readonly at: Uint32Array; readonly phase: Uint8Array; readonly strength: Uint8Array };
};

export function lampLight(stage: Stage, x: number, y: number): number {
  let sum = 0.17;
  for (const lamp of stage.lamps) {
    const squared = (x - lamp.x) ** 2 + (y - lamp.y) ** 2;
    sum += 0.9 / (1 + squared / (lamp.heightMetres * lamp.heightMetres * 1.3)) ** 1.4;
  }
  return Math.min(1.1, sum);
}

/** Paints the backdrop; gives way between rows by awaiting `pause`, so that a thread can do other work meanwhile. */
export async function paintBackdrop(stage: Stage, pause: () => Promise<void> = async () => {}): Promise<Backdrop> {
  const { widthPx: width, heightPx: height } = stage.camera;
  const day = canvas(width, height);
  const lamps = canvas(width, height);
  const at: number[] = [];
  const phase: number[] = [];
  const strength: number[] = [];
  const posts: number[] = [];
  const chroma = { day: new Float32Array(width * 2), lamps: new Float32Array(width * 2) };
  for (let v = 0; v < height; v++) {
    if (v % 8 === 0) await pause();
    for (let u = 0; u < width; u++) {
      const a = follow(stage, u + 0.25, v + 0.3);
      const b = follow(stage, u + 0.75, v + 0.7);
      let [dayY, dayU, dayV, lampY, lampU, lampV] = [0, 0, 0, 0, 0, 0];
      for (const met of [a, b]) {
        const byDay = rgb(met.colour[0] * met.day, met.colour[1] * met.day, met.colour[2] * met.day);
        const byLamp = rgb(
          met.colour[0] * met.lamps * 1.02,
          met.colour[1] * met.lamps * 0.86,
          met.colour[2] * met.lamps * 0.6,
        );
        dayY += byDay.y / 2;
        dayU += byDay.u / 2;
        dayV += byDay.v / 2;
        lampY += byLamp.y / 2;
        lampU += byLamp.u / 2;
        lampV += byLamp.v / 2;
      }
      const pixel = v * width + u;
      day.y[pixel] = dayY;
      lamps.y[pixel] = lampY;
      const half = u & ~1;
      const keep = (v & 1) === 0 && (u & 1) === 0 ? 0 : 1;
      const sums: readonly (readonly [Float32Array, number, number])[] = [
        [chroma.day, dayU, dayV],
        [chroma.lamps, lampU, lampV],
      ];
      for (const [row, cu, cv] of sums) {
        row[half] = (row[half] ?? 0) * keep + cu / 4;
        row[half + 1] = (row[half + 1] ?? 0) * keep + cv / 4;
      }
      if ((v & 1) === 1 && (u & 1) === 1) {
        const quarter = (v >> 1) * (width >> 1) + (u >> 1);
        day.u[quarter] = chroma.day[half] ?? 128;
        day.v[quarter] = chroma.day[half + 1] ?? 128;
        lamps.u[quarter] = chroma.lamps[half] ?? 128;
        lamps.v[quarter] = chroma.lamps[half + 1] ?? 128;
      }
      if (a.post || b.post) posts.push(pixel);
      if (a.strength > 0) {
        at.push(pixel);
        phase.push(a.ripple & 255);
        strength.push(a.strength);
      }
    }
  }
  return {
    day,
    lamps,
    posts: Uint32Array.from(posts),
    water: { at: Uint32Array.from(at), phase: Uint8Array.from(phase), strength: Uint8Array.from(strength) },
  };
}

function follow(stage: Stage, u: number, v: number): Met {
  const { camera } = stage;
  const [sin, cos] = [Math.sin(camera.pitchRadians), Math.cos(camera.pitchRadians)];
  const dx = (u - camera.widthPx / 2) / camera.focalPx;
  const b = (camera.heightPx / 2 - v) / camera.focalPx;
  const [dy, dz] = [cos + b * sin, b * cos - sin];
  const block = firstBlock(stage.blocks, dx, dy, dz, camera.heightMetres);
  const lamp = lampPost(stage, dx, dy, dz);
  if (lamp && (!block || lamp.distance < block.distance)) return lamp.met;
  const ground = dz < 0 ? -camera.heightMetres / dz : Number.POSITIVE_INFINITY;
  const [gx, gy] = [dx * ground, dy * ground];
  const onLand = ground < 400 && !isWater(stage, gx, gy);
  if (block && (!onLand || block.distance < ground)) return faceOf(stage, block);
  if (onLand) return groundAt(stage, gx, gy);
  if (stage.water && dz < 0) {
    const distance = -(camera.heightMetres + stage.water.dropMetres) / dz;
    const [wx, wy] = [dx * distance, dy * distance];
    const reach = stage.water.side === "beyond" ? wy - stage.water.atMetres : stage.water.atMetres - wx;
    if (reach > 0 && reach < 128 && wy < 420) return waterAt(wx, wy, stage);
  }
  return farSide(stage, dx / dy, dz / dy);
}

function isWater(stage: Stage, x: number, y: number): boolean {
  if (!stage.water) return false;
  return stage.water.side === "beyond" ? y > stage.water.atMetres : x < stage.water.atMetres;
}

type Hit = {
  readonly distance: number;
  readonly block: Block;
  readonly face: "x" | "y" | "z";
  readonly x: number;
  readonly y: number;
  readonly z: number;
};

function firstBlock(blocks: readonly Block[], dx: number, dy: number, dz: number, height: number): Hit | null {
  let best: Hit | null = null;
  for (const block of blocks) {
    let [enter, leave] = [0, Number.POSITIVE_INFINITY];
    let through: Hit["face"] = "y";
    for (const [axis, from, direction, range] of [
      ["x", 0, dx, block.x],
      ["y", 0, dy, block.y],
      ["z", height, dz, block.z],
    ] as const) {
      const [t0, t1] = [(range[0] - from) / direction, (range[1] - from) / direction];
      const [near, far] = t0 < t1 ? [t0, t1] : [t1, t0];
      if (near > enter) [enter, through] = [near, axis];
      leave = Math.min(leave, far);
    }
    if (enter < leave && enter > 0.5 && (!best || enter < best.distance)) {
      best = { distance: enter, block, face: through, x: dx * enter, y: dy * enter, z: height + dz * enter };
    }
  }
  return best;
}

const materials: Readonly<Record<Block["material"], Rgb>> = {
  stone: [178, 168, 148],
  metal: [92, 98, 100],
  green: [64, 82, 48],
  wood: [116, 84, 56],
  dark: [48, 48, 50],
};

function faceOf(stage: Stage, hit: Hit): Met {
  const base = materials[hit.block.material];
  const [p, q] = hit.face === "x" ? [hit.y, hit.z] : hit.face === "y" ? [hit.x, hit.z] : [hit.x, hit.y];
  let tone = 0.86 + 0.24 * cloudy(p * 2.3, q * 2.3, 5);
  if (hit.block.material === "stone") {
    // Courses of ashlar: thin dark joints, each stone a little different.
    const course = Math.floor(q / 0.42);
    const along = p / 1.1 + (course & 1) * 0.5;
    const joint = Math.min(Math.abs(q / 0.42 - Math.round(q / 0.42)) * 0.42, Math.abs(along - Math.round(along)) * 1.1);
    tone *= (0.94 + 0.12 * hash(Math.floor(along), course, 9)) * (joint < 0.025 ? 0.8 : 1);
  }
  if (hit.block.material === "green") tone = 0.6 + 0.8 * noise(p * 9, q * 9, 2) * noise(p * 3, q * 3, 3) + 0.2;
  if (hit.block.material === "metal") tone *= Math.abs(p / 1.15 - Math.round(p / 1.15)) < 0.03 ? 0.7 : 1;
  if (hit.block.material === "wood") tone *= Math.abs(p / 0.16 - Math.round(p / 0.16)) < 0.1 ? 0.75 : 1;
  const facing = hit.face === "z" ? 1.08 : hit.face === "x" ? 0.7 : 0.82;
  const foot = hit.face === "z" ? 1 : 0.75 + 0.25 * Math.min(1, hit.z / 0.35);
  return {
    colour: [base[0] * tone, base[1] * tone, base[2] * tone],
    day: facing * foot,
    lamps: facing * lampLight(stage, hit.x, hit.y),
    ripple: 0,
    strength: 0,
  };
}

function groundAt(stage: Stage, x: number, y: number): Met {
  let [r, g, b] = [150, 146, 138];
  const patches = cloudy(x * 0.14, y * 0.14, 11, 4);
  const grain = noise(x * 17, y * 17, 13);
  let tone = 0.84 + 0.22 * patches + 0.07 * (grain - 0.5);
  if (y > stage.lawnBeyondMetres) {
    // The gardens: a long basin in the axis, its rim and a path on either side, lawns beyond.
    const side = Math.abs(x);
    if (side < 8 && y > 52) [r, g, b] = [118, 134, 138];
    else if (side < 9 && y > 51) [r, g, b] = [190, 184, 168];
    else if (side < 15 || y < 50) [r, g, b] = [176, 164, 138];
    else [r, g, b] = [84, 104, 58];
    tone = 0.75 + 0.35 * cloudy(x * 0.5, y * 0.5, 4, 4);
  } else if (stage.paving === "slabs") {
    const row = Math.floor(y / 1.2);
    const column = x / 1.8 + (row & 1) * 0.5;
    const joint = Math.min(Math.abs(y / 1.2 - Math.round(y / 1.2)) * 1.2, Math.abs(column - Math.round(column)) * 1.8);
    tone *= 0.95 + 0.1 * hash(Math.floor(column), row, 21);
    // A joint is thinner than a pixel far away: it fades instead of shimmering.
    if (joint < 0.035) tone *= 1 - 0.22 * Math.min(1, 14 / y);
  } else if (stage.paving === "cobbles") {
    [r, g, b] = [124, 120, 116];
    const row = Math.floor(y / 0.24);
    const column = x / 0.24 + (row & 1) * 0.5;
    const edge = Math.max(Math.abs(y / 0.24 - row - 0.5), Math.abs(column - Math.floor(column) - 0.5));
    const clear = Math.min(1, 11 / y);
    tone *= 1 + clear * (0.22 * (hash(Math.floor(column), row, 31) - 0.5) - (edge > 0.4 ? 0.18 : 0));
    if (x < -1.9 && x > -2.05) [r, g, b] = [196, 178, 88];
  } else {
    [r, g, b] = [178, 162, 132];
    tone *= 0.97 + 0.08 * noise(x * 5, y * 5, 41);
    const band = Math.abs(x) < 2.4 ? 0.06 : 0;
    tone += band;
    if (Math.abs(Math.abs(x) - 2.4) < 0.12) [r, g, b] = [150, 146, 140];
  }
  // Contact shadow of blocks and of the high wall.
  let shade = 1;
  for (const block of stage.blocks) {
    if (block.z[0] > 0.01 || block.z[1] < 0.2) continue;
    const ox = Math.max(block.x[0] - x, 0, x - block.x[1]);
    const oy = Math.max(block.y[0] - y, 0, y - block.y[1]);
    const reach = Math.min(1.6, block.z[1] * 0.8);
    const distance = Math.hypot(ox, oy);
    if (distance < reach) shade = Math.min(shade, 0.62 + 0.38 * (distance / reach));
  }
  return {
    colour: [r * tone, g * tone, b * tone],
    day: shade,
    lamps: shade * lampLight(stage, x, y),
    ripple: 0,
    strength: 0,
  };
}

function waterAt(x: number, y: number, stage: Stage): Met {
  const far = stage.water?.side === "left" ? -x : y;
  const swell = cloudy(x * 0.11, y * 0.06, 51, 4);
  const glint = noise(x * 0.9, y * 0.22, 57);
  const sky = Math.min(1, far / 150);
  const tone = 0.72 + 0.34 * swell + 0.16 * (glint - 0.5) + 0.16 * sky;
  const lamp = 0.14 + 0.5 * Math.max(0, noise(x * 0.35, y * 0.02, 61) - 0.55) * noise(x * 2, y * 0.5, 62);
  return {
    colour: [96 * tone, 104 * tone, 98 * tone],
    day: 1,
    lamps: lamp,
    ripple: Math.floor(256 * (noise(x * 0.5, y * 0.18, 71) * 2 + (x * 0.02 + y * 0.05))) & 255,
    strength: Math.round(70 * Math.min(1, 30 / y)) + 14,
  };
}

/** A slim post with a lantern: met when the ray passes within its radius. */
function lampPost(
  stage: Stage,
  dx: number,
  dy: number,
  dz: number,
): { readonly distance: number; readonly met: Met } | null {
  for (const lamp of stage.lamps) {
    const distance = lamp.y / dy;
    const x = dx * distance;
    const z = stage.camera.heightMetres + dz * distance;
    if (z < 0 || z > lamp.heightMetres + 0.75) continue;
    const lantern = z > lamp.heightMetres;
    const radius = lantern ? 0.2 - 0.1 * ((z - lamp.heightMetres) / 0.75) : z < 0.7 ? 0.14 : 0.07;
    const off = Math.abs(x - lamp.x);
    if (off > radius) continue;
    const round = 1 - 0.4 * (off / radius);
    const colour: Rgb = lantern ? [214, 206, 180] : [52, 62, 56];
    return {
      distance,
      met: {
        colour: [colour[0] * round, colour[1] * round, colour[2] * round],
        day: lantern ? 0.9 : 1,
        lamps: lantern ? 1.3 : 0.5,
        ripple: 0,
        strength: 0,
        post: true,
      },
    };
  }
  return null;
}
