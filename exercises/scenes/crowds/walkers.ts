/**
 * Generated walks: a small social-force model (Helbing and Molnar 1995) run once at the start. Each walker wants its
 * speed towards its goal and keeps away from others, walls and obstacles. The same seed gives the same crowd.
 */
import { sequence } from "../drawing/texture.ts";
import { type Crowd, crowd, type Obstacle, track } from "./tracks.ts";

export type Lane = {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** Half the width, across the way from-to, that starts and goals spread over. */
  readonly spreadMetres: number;
};

export type WalkingArea = {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly lanes: readonly Lane[];
  /** New walkers a minute, over all lanes. */
  readonly perMinute: number;
  readonly obstacles: readonly Obstacle[];
  readonly seed: number;
};

type Walker = {
  readonly seed: number;
  readonly fromSeconds: number;
  readonly goal: readonly [number, number];
  readonly wantedSpeed: number;
  x: number;
  y: number;
  vx: number;
  vy: number;
  done: boolean;
  readonly points: [number, number][];
};

const loopSeconds = 900;
const tickSeconds = 0.1;
const ticksPerPoint = 4;
const longestWalkSeconds = 240;

export function generatedCrowd(area: WalkingArea): Crowd {
  const random = sequence(area.seed);
  const walkers: Walker[] = [];
  const active: Walker[] = [];
  let nextArrival = 0;
  for (let tick = 0; tick * tickSeconds < loopSeconds + longestWalkSeconds; tick++) {
    const now = tick * tickSeconds;
    while (nextArrival <= now && nextArrival < loopSeconds) {
      const party = random() < 0.35 ? 2 : 1;
      const lane = area.lanes[Math.floor(random() * area.lanes.length)];
      if (lane)
        for (let i = 0; i < party; i++) active.push(arrival(lane, now, walkers.length + active.length + 1, i, random));
      nextArrival += (-Math.log(1 - random()) * 60 * party) / area.perMinute;
    }
    for (const walker of active) move(walker, active, area);
    for (const walker of active) {
      walker.x += walker.vx * tickSeconds;
      walker.y += walker.vy * tickSeconds;
      if (tick % ticksPerPoint === 0) walker.points.push([walker.x, walker.y]);
      const left = Math.hypot(walker.goal[0] - walker.x, walker.goal[1] - walker.y);
      if (left < 0.8 || now - walker.fromSeconds > longestWalkSeconds) walker.done = true;
    }
    for (let i = active.length - 1; i >= 0; i--) {
      const walker = active[i];
      if (walker?.done) walkers.push(...active.splice(i, 1));
    }
    if (active.length === 0 && now > loopSeconds) break;
  }
  const stepSeconds = tickSeconds * ticksPerPoint;
  const tracks = [...walkers, ...active]
    .filter((walker) => walker.points.length > 4)
    .map((walker) =>
      track(walker.seed, Math.ceil(walker.fromSeconds / stepSeconds - 1e-9) * stepSeconds, stepSeconds, walker.points),
    );
  return crowd(loopSeconds, tracks);
}

function arrival(lane: Lane, now: number, number: number, inParty: number, random: () => number): Walker {
  const [dx, dy] = [lane.to[0] - lane.from[0], lane.to[1] - lane.from[1]];
  const length = Math.hypot(dx, dy);
  const aside = (2 * random() - 1) * lane.spreadMetres;
  const across = (amount: number): [number, number] => [(-dy / length) * amount, (dx / length) * amount];
  const [sx, sy] = across(aside);
  const [gx, gy] = across(aside * 0.4 + (2 * random() - 1) * lane.spreadMetres * 0.6);
  const wantedSpeed = 1.25 + 0.32 * (random() + random() - 1);
  return {
    seed: number * 7919,
    fromSeconds: now,
    goal: [lane.to[0] + gx, lane.to[1] + gy],
    wantedSpeed,
    x: lane.from[0] + sx + inParty * 0.65,
    y: lane.from[1] + sy + inParty * 0.2,
    vx: (dx / length) * wantedSpeed,
    vy: (dy / length) * wantedSpeed,
    done: false,
    points: [],
  };
}

const relaxationSeconds = 0.6;
const bodyMetres = 0.62;

function move(walker: Walker, others: readonly Walker[], area: WalkingArea): void {
  const [gx, gy] = [walker.goal[0] - walker.x, walker.goal[1] - walker.y];
  const left = Math.hypot(gx, gy) + 1e-6;
  let ax = ((gx / left) * walker.wantedSpeed - walker.vx) / relaxationSeconds;
  let ay = ((gy / left) * walker.wantedSpeed - walker.vy) / relaxationSeconds;
  for (const other of others) {
    if (other === walker) continue;
    const [dx, dy] = [walker.x - other.x, walker.y - other.y];
    const squared = dx * dx + dy * dy;
    if (squared > 9 || squared < 1e-9) continue;
    const distance = Math.sqrt(squared);
    // People ahead matter more than people behind.
    const ahead = (-dx * walker.vx - dy * walker.vy) / (distance * (Math.hypot(walker.vx, walker.vy) + 0.1));
    const push = 2.2 * Math.exp((bodyMetres - distance) / 0.42) * (0.3 + 0.7 * Math.max(0, ahead));
    ax += (dx / distance) * push - (dy / distance) * push * 0.35;
    ay += (dy / distance) * push + (dx / distance) * push * 0.35;
  }
  for (const obstacle of area.obstacles) {
    const [dx, dy] = [walker.x - obstacle.x, walker.y - obstacle.y];
    const distance = Math.hypot(dx, dy) + 1e-6;
    const push = 4 * Math.exp((obstacle.radiusMetres + 0.3 - distance) / 0.35);
    const swerve = dx * walker.vy - dy * walker.vx > 0 ? 1 : -1;
    ax += (dx / distance - (swerve * dy) / distance) * push;
    ay += (dy / distance + (swerve * dx) / distance) * push;
  }
  ax += wall(walker.x, area.x);
  ay += wall(walker.y, area.y);
  walker.vx += ax * tickSeconds;
  walker.vy += ay * tickSeconds;
  const speed = Math.hypot(walker.vx, walker.vy);
  const fastest = walker.wantedSpeed * 1.35;
  if (speed > fastest) {
    walker.vx *= fastest / speed;
    walker.vy *= fastest / speed;
  }
}

function wall(at: number, [low, high]: readonly [number, number]): number {
  return 3 * (Math.exp(Math.min(1.5, (low + 0.3 - at) / 0.25)) - Math.exp(Math.min(1.5, (at - high + 0.3) / 0.25)));
}
