import type { LiveHub } from "@cordon/ground";

/** Where units were last seen: the live plane, of which the journal knows nothing. */
export type Positions = Pick<LiveHub, "position" | "each" | "moved">;

const FIRST_CAPACITY = 1024;
const RADIANS = Math.PI / 180;

/**
 * The last position of every unit as a point of the unit sphere, in columns: the distance of two is then two square roots and an arc
 * sine, and ordering by it needs neither (hot path: every unit that suits, for every question).
 */
export class PositionColumns {
  x = new Float64Array(FIRST_CAPACITY);
  y = new Float64Array(FIRST_CAPACITY);
  z = new Float64Array(FIRST_CAPACITY);
  lon = new Float64Array(FIRST_CAPACITY);
  lat = new Float64Array(FIRST_CAPACITY);
  /** NaN: nobody knows where it is. */
  atMs = new Float64Array(FIRST_CAPACITY);

  put(slot: number, lon: number, lat: number, atMs: number): void {
    const cosine = Math.cos(lat * RADIANS);
    this.x[slot] = cosine * Math.cos(lon * RADIANS);
    this.y[slot] = cosine * Math.sin(lon * RADIANS);
    this.z[slot] = Math.sin(lat * RADIANS);
    this.lon[slot] = lon;
    this.lat[slot] = lat;
    this.atMs[slot] = atMs;
  }

  forget(slot: number): void {
    this.atMs[slot] = Number.NaN;
  }

  /** Makes room for a slot. */
  hold(slot: number): void {
    if (slot < this.atMs.length) return;
    const wider = (column: Float64Array<ArrayBuffer>) => {
      const grown = new Float64Array(Math.max(slot + 1, column.length * 2));
      grown.set(column);
      return grown;
    };
    this.x = wider(this.x);
    this.y = wider(this.y);
    this.z = wider(this.z);
    this.lon = wider(this.lon);
    this.lat = wider(this.lat);
    this.atMs = wider(this.atMs);
  }
}
