import fc from "fast-check";
import { type CameraView, footingOf, type Projection, projectionOf } from "../analysis/calibration/camera-view.ts";
import type { UprightPerson } from "../words/calibration.ts";
import type { Point } from "../words/scene.ts";

export const STREET = { width: 1280, height: 720 };

/** Street cameras: three to twelve metres up, tilted by 8 to 40 degrees, a field of view of 40 to 95, mounted level to three degrees. */
export const streetViews: fc.Arbitrary<CameraView> = fc
  .record({
    height: fc.double({ min: 3, max: 12, noNaN: true }),
    tilt: fc.double({ min: 8, max: 40, noNaN: true }),
    fieldOfView: fc.double({ min: 40, max: 95, noNaN: true }),
    roll: fc.double({ min: -3, max: 3, noNaN: true }),
  })
  .map(({ height, tilt, fieldOfView, roll }) => ({
    picture: STREET,
    focalPixels: STREET.width / 2 / Math.tan((fieldOfView * Math.PI) / 360),
    heightMetres: height,
    tilt: (tilt * Math.PI) / 180,
    roll: (roll * Math.PI) / 180,
    heading: 0,
    stands: { x: 0, y: 0 },
  }));

/** Uniform numbers from 0 to 1 from a seed (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Crowd {
  readonly count: number;
  readonly seed: number;
  /** Standard deviation of their heights about 1.7 m. */
  readonly tall: number;
  /** Of feet and heads in the picture, pixels. */
  readonly tremble: number;
  /** Of boxes that are half a person or nearly two. */
  readonly wrongShare?: number;
  /** All of them at this distance, metres. */
  readonly atDistance?: number;
  /** As a tracker sees them: the middle of the lower and upper edge of an upright box around the whole body. */
  readonly boxed?: boolean;
}

/** People somewhere in the picture and at most 60 m away; fewer where the camera has no room for them. */
export function peopleIn(
  view: CameraView,
  { count, seed, tall, tremble, wrongShare = 0, atDistance, boxed = false }: Crowd,
): UprightPerson[] {
  const next = uniform(seed);
  // Box-Muller.
  const normal = (): number => Math.sqrt(-2 * Math.log(Math.max(next(), 1e-12))) * Math.cos(2 * Math.PI * next());
  const near = ({ x, y }: { x: number; y: number }) => ({ x: x + tremble * normal(), y: y + tremble * normal() });
  const ground = footingOf(view);
  const toPicture = projectionOf(view);
  const people: UprightPerson[] = [];
  for (let tries = 0; people.length < count && tries < 60 * count; tries++) {
    const drawn = { x: next() * STREET.width, y: next() * STREET.height };
    const seen = ground(drawn);
    if (seen === undefined || Math.hypot(seen.x, seen.y) > 60) continue;
    const stands = atDistance === undefined ? seen : { x: seen.x, y: atDistance };
    const metres = 1.7 + tall * normal();
    const box = boxed ? boxAround(toPicture, stands, metres) : undefined;
    const foot = box?.foot ?? toPicture(stands, 0);
    const head = box?.head ?? toPicture(stands, metres);
    if (foot === undefined || head === undefined || head.y < 0 || foot.y > STREET.height) continue;
    const cut = next() < wrongShare ? 0.4 + 1.4 * next() : 1;
    const trembling = boxed ? { foot: near(foot), head: near(head) } : undefined;
    if (trembling !== undefined) {
      people.push({
        foot: trembling.foot,
        head: { x: trembling.foot.x, y: foot.y + cut * (trembling.head.y - foot.y) },
      });
      continue;
    }
    people.push({
      foot: near(foot),
      head: near({ x: foot.x + cut * (head.x - foot.x), y: foot.y + cut * (head.y - foot.y) }),
    });
  }
  return people;
}

const BODY_RADIUS_METRES = 0.22;

/** The box around an upright cylinder as thick as a body: its lower edge is at the toes, its upper at the back of the head. */
function boxAround(toPicture: Projection, { x, y }: Point, metres: number): UprightPerson | undefined {
  const corners = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6).flatMap((angle) => {
    const around = { x: x + BODY_RADIUS_METRES * Math.sin(angle), y: y + BODY_RADIUS_METRES * Math.cos(angle) };
    return [toPicture(around, 0) ?? [], toPicture(around, metres) ?? []].flat();
  });
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  return { foot: { x: middle, y: Math.max(...ys) }, head: { x: middle, y: Math.min(...ys) } };
}
