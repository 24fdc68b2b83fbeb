import { type Columns, columns, put, putGone } from "./block.ts";

/** A unit that stays within this is written once a minute, not every ten seconds. */
const MOVED_METRES = 10;
const STILL_MS = 60_000;
const METRES_A_DEGREE = 111_195;

interface Written {
  lon: number;
  lat: number;
  /** Of the position itself. */
  atMs: number;
  /** When it was written. */
  writtenMs: number;
  /** The sample in which the track was last seen. */
  sample: number;
}

/** Decides what of the live picture is worth a line: what moved, what is heard again after a minute, and what is gone. */
export class Thinning {
  readonly #written = new Map<number, Written>();
  #sample = 0;

  /** @param each hands over the live picture @param whole everything, for a block to begin with */
  take(
    each: (
      take: (track: number, lon: number, lat: number, heading: number, speed: number, atMs: number) => void,
    ) => void,
    nowMs: number,
    whole: boolean,
  ): Columns {
    const sample = ++this.#sample;
    let room = columns(1024);
    const grow = () => {
      if (room.count < room.tracks.length) return;
      const wider = columns(room.tracks.length * 2);
      wider.tracks.set(room.tracks);
      wider.lon.set(room.lon);
      wider.lat.set(room.lat);
      wider.heading.set(room.heading);
      wider.speed.set(room.speed);
      wider.age.set(room.age);
      wider.count = room.count;
      room = wider;
    };
    each((track, lon, lat, heading, speed, atMs) => {
      const before = this.#written.get(track);
      if (before !== undefined) {
        before.sample = sample;
        if (!whole && !isWorthALine(before, lon, lat, atMs, nowMs)) return;
        before.lon = lon;
        before.lat = lat;
        before.atMs = atMs;
        before.writtenMs = nowMs;
      } else this.#written.set(track, { lon, lat, atMs, writtenMs: nowMs, sample });
      grow();
      put(room, track, lon, lat, heading, speed, nowMs - atMs);
    });
    for (const [track, { sample: seen }] of this.#written) {
      if (seen === sample) continue;
      this.#written.delete(track);
      // A whole block says by leaving it out that it is gone.
      if (whole) continue;
      grow();
      putGone(room, track);
    }
    return room;
  }
}

function isWorthALine(before: Written, lon: number, lat: number, atMs: number, nowMs: number): boolean {
  if (atMs <= before.atMs) return false;
  if (nowMs - before.writtenMs >= STILL_MS) return true;
  const north = (lat - before.lat) * METRES_A_DEGREE;
  const east = (lon - before.lon) * METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180);
  return north * north + east * east > MOVED_METRES * MOVED_METRES;
}
