import { boxArea, grown, heightOf, middleX, middleY, overlap, type Rectangle, type Region, widthOf } from "./region.ts";

/** Where a moving thing was at one moment. */
export interface Sighting {
  readonly seconds: number;
  readonly box: Rectangle;
}

/** One moving thing followed from picture to picture. */
export interface Track {
  readonly id: number;
  readonly bornSeconds: number;
  /** Recent sightings, oldest first; about the last `REMEMBER_SECONDS`. */
  readonly trail: readonly Sighting[];
  readonly box: Rectangle;
  readonly seenSeconds: number;
  /** Longest distance from its birthplace it has been at, in pixels. */
  readonly travelled: number;
  /** The same for the slower of two opposite edges: what only swells or shrinks has not gone anywhere. */
  readonly shifted: number;
  /** Born with many others at once, as when the camera is jolted. */
  readonly doubtful: boolean;
}

interface MutableTrack {
  id: number;
  bornSeconds: number;
  birthplace: Rectangle;
  trail: Sighting[];
  box: Rectangle;
  seenSeconds: number;
  travelled: number;
  shifted: number;
  doubtful: boolean;
  speedX: number;
  speedY: number;
}

/** It has moved by a part of its own size: a change of light or a shaking leaf has not. */
export function isThing(track: Track): boolean {
  const first = track.trail[0]?.box ?? track.box;
  const size = Math.min(Math.max(widthOf(track.box), heightOf(track.box)), Math.max(widthOf(first), heightOf(first)));
  if (track.doubtful) return track.travelled >= 1.5 * size && track.shifted >= size;
  return track.travelled >= Math.max(4, 0.25 * size) && track.shifted >= 0.1 * size;
}

const REMEMBER_SECONDS = 6;
/** A thing hidden for longer than this is not followed any more. */
const HIDDEN_SECONDS = 1.2;

/** More than this many things at once do not come by themselves. */
const MOST_BIRTHS = 8;
const BIRTH_SECONDS = 0.5;

/** Follows regions by nearness and likeness of size, with constant speed while hidden. */
export class Tracker {
  readonly #tracks: MutableTrack[] = [];
  #nextId = 1;

  /** Tracks seen in this step come first in no particular order; those hidden at the moment are included until forgotten. */
  step(seconds: number, regions: readonly Region[]): readonly Track[] {
    const free = new Set(regions);
    const pairs: { cost: number; track: MutableTrack; region: Region }[] = [];
    for (const track of this.#tracks) {
      const ahead = seconds - track.seenSeconds;
      const expected = moved(track.box, track.speedX * ahead, track.speedY * ahead);
      for (const region of regions) {
        const cost = distanceBetween(expected, region, track.box);
        if (cost !== undefined) pairs.push({ cost, track, region });
      }
    }
    pairs.sort((a, b) => a.cost - b.cost);
    const taken = new Set<MutableTrack>();
    for (const { track, region } of pairs) {
      if (taken.has(track) || !free.has(region)) continue;
      taken.add(track);
      free.delete(region);
      see(track, seconds, region);
    }
    for (const region of free) this.#tracks.push(born(this.#nextId++, seconds, region));
    const newborn = this.#tracks.filter(({ bornSeconds }) => seconds - bornSeconds < BIRTH_SECONDS);
    if (newborn.length >= MOST_BIRTHS) for (const track of newborn) track.doubtful = true;
    for (let i = this.#tracks.length - 1; i >= 0; i--) {
      const track = this.#tracks[i];
      if (track !== undefined && seconds - track.seenSeconds > HIDDEN_SECONDS) this.#tracks.splice(i, 1);
    }
    return this.#tracks;
  }

  forget(): void {
    this.#tracks.length = 0;
  }
}

function born(id: number, seconds: number, region: Region): MutableTrack {
  const box = boxOf(region);
  return {
    id,
    bornSeconds: seconds,
    birthplace: box,
    trail: [{ seconds, box }],
    box,
    seenSeconds: seconds,
    travelled: 0,
    shifted: 0,
    doubtful: false,
    speedX: 0,
    speedY: 0,
  };
}

function see(track: MutableTrack, seconds: number, region: Region): void {
  const box = boxOf(region);
  const elapsed = Math.max(1e-3, seconds - track.seenSeconds);
  const keep = Math.exp(-elapsed / 0.4);
  track.speedX = keep * track.speedX + ((1 - keep) * (middleX(box) - middleX(track.box))) / elapsed;
  track.speedY = keep * track.speedY + ((1 - keep) * (middleY(box) - middleY(track.box))) / elapsed;
  track.box = box;
  track.seenSeconds = seconds;
  track.trail.push({ seconds, box });
  while ((track.trail[0]?.seconds ?? seconds) < seconds - REMEMBER_SECONDS) track.trail.shift();
  track.travelled = Math.max(
    track.travelled,
    Math.hypot(middleX(box) - middleX(track.birthplace), middleY(box) - middleY(track.birthplace)),
  );
  track.shifted = Math.max(track.shifted, shiftBetween(track.birthplace, box));
}

function shiftBetween(from: Rectangle, to: Rectangle): number {
  const along = (first: number, second: number): number =>
    first * second > 0 ? Math.min(Math.abs(first), Math.abs(second)) : 0;
  return Math.hypot(
    along(to.left - from.left, to.right - from.right),
    along(to.top - from.top, to.bottom - from.bottom),
  );
}

const boxOf = ({ left, top, right, bottom }: Region): Rectangle => ({ left, top, right, bottom });

function moved(box: Rectangle, x: number, y: number): Rectangle {
  return { left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y };
}

/** Lower is likelier; undefined when they cannot be the same thing. */
function distanceBetween(expected: Rectangle, region: Rectangle, last: Rectangle): number | undefined {
  const size = Math.max(widthOf(last), heightOf(last), widthOf(region), heightOf(region));
  const apart = Math.hypot(middleX(expected) - middleX(region), middleY(expected) - middleY(region));
  const shared = Math.max(overlap(expected, region), overlap(last, region));
  const near = grown(expected, 0.3 * size);
  if (shared === 0 && (apart > 0.8 * size || overlap(near, region) === 0)) return undefined;
  const ratio = boxArea(region) / Math.max(1, boxArea(last));
  return apart / size + (1 - shared) + 0.3 * Math.abs(Math.log(ratio));
}
