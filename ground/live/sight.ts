import {
  type Area,
  PICTURE_FRAME,
  putHeader,
  putPosition,
  putTile,
  columnOf,
  rowOf,
  tileColumn,
  tileKey,
  tileRow,
} from "@cordon/kernel";
import type { Seen } from "./audiences.ts";
import type { Tick } from "./tick.ts";
import type { TrackTable } from "./track-table.ts";

/** Where a viewer looks, with the tiles that covers, and what it may see. */
export interface Sight {
  readonly area: Area;
  readonly seen: Seen;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

export function sightOf(area: Area, seen: Seen): Sight {
  const [west, south, east, north] = area;
  return {
    area,
    seen,
    west: tileColumn(west),
    east: tileColumn(east),
    south: tileRow(south),
    north: tileRow(north),
  };
}

/** Writes frames for viewers, one after another, on one sheet: a frame is all that is allocated. */
export class FrameWriter {
  #sheet = new Uint8Array(64 * 1024);
  #view = new DataView(this.#sheet.buffer);
  #gone = new Uint32Array(1024);
  #goneCount = 0;
  #at = 0;
  #tiles = 0;

  /** What changed within sight in this tick; null when nothing did. */
  changes(sight: Sight, tick: Tick, table: TrackTable, nowMs: number): Uint8Array | null {
    this.#begin(tick.count);
    for (let place = 0; place < tick.tiles; place++) {
      const column = tick.columns[place] ?? 0;
      const row = tick.rows[place] ?? 0;
      if (column < sight.west || column > sight.east || row < sight.south || row > sight.north) continue;
      const audience = tick.audiences[place] ?? -1;
      if (audience !== -1 && !sight.seen(audience)) continue;
      const inside = column > sight.west && column < sight.east && row > sight.south && row < sight.north;
      if (inside && audience !== -1) this.#whole(tick, place);
      else this.#some(sight, tick, place, table);
    }
    for (let i = 0; i < tick.crossings; i++) {
      const slot = tick.crossed[i] ?? 0;
      const tile = table.tile[slot] ?? 0;
      const column = columnOf(tile);
      const row = rowOf(tile);
      // Those that came into one of its own tiles were looked at there.
      if (column >= sight.west && column <= sight.east && row >= sight.south && row <= sight.north) continue;
      if (wasIn(sight.area, table, slot) && sight.seen(table.audience[slot] ?? 0)) this.#leave(table.tracks[slot] ?? 0);
    }
    for (const { track, lon, lat, audience, audienceNow } of tick.ended) {
      if (!within(sight.area, lon, lat) || !sight.seen(audience)) continue;
      if (audienceNow === null || !sight.seen(audienceNow)) this.#leave(track);
    }
    return this.#tiles === 0 && this.#goneCount === 0 ? null : this.#end(false, nowMs);
  }

  /** Everything there is within sight: what a viewer is sent that just came, looked elsewhere or could not keep up. */
  everything(sight: Sight, table: TrackTable, nowMs: number): Uint8Array {
    this.#begin(0);
    const columns = sight.east - sight.west + 1;
    const rows = sight.north - sight.south + 1;
    if (columns * rows > table.heads.size) {
      for (const [key, head] of table.heads) {
        const column = columnOf(key);
        const row = rowOf(key);
        if (column >= sight.west && column <= sight.east && row >= sight.south && row <= sight.north)
          this.#tile(sight, table, key, head, nowMs);
      }
    } else {
      for (let column = sight.west; column <= sight.east; column++) {
        for (let row = sight.south; row <= sight.north; row++) {
          const key = tileKey(column, row);
          const head = table.heads.get(key);
          if (head !== undefined) this.#tile(sight, table, key, head, nowMs);
        }
      }
    }
    return this.#end(true, nowMs);
  }

  #begin(positions: number): void {
    this.#at = PICTURE_FRAME.header;
    this.#tiles = 0;
    this.#goneCount = 0;
    this.#room(positions * (PICTURE_FRAME.stride + PICTURE_FRAME.tile));
  }

  #whole(tick: Tick, place: number): void {
    const start = tick.starts[place] ?? 0;
    const end = tick.starts[place + 1] ?? 0;
    this.#at = putTile(this.#view, this.#at, tick.keys[place] ?? 0, end - start);
    this.#sheet.set(tick.bytes.subarray(start * PICTURE_FRAME.stride, end * PICTURE_FRAME.stride), this.#at);
    this.#at += (end - start) * PICTURE_FRAME.stride;
    this.#tiles++;
  }

  #some(sight: Sight, tick: Tick, place: number, table: TrackTable): void {
    const end = tick.starts[place + 1] ?? 0;
    const head = this.#at;
    let at = head + PICTURE_FRAME.tile;
    for (let index = tick.starts[place] ?? 0; index < end; index++) {
      const slot = tick.slots[index] ?? 0;
      if (!sight.seen(table.audience[slot] ?? 0)) continue;
      if (within(sight.area, table.lon[slot] ?? 0, table.lat[slot] ?? 0)) {
        const from = index * PICTURE_FRAME.stride;
        for (let byte = 0; byte < PICTURE_FRAME.stride; byte++) this.#sheet[at + byte] = tick.bytes[from + byte] ?? 0;
        at += PICTURE_FRAME.stride;
      } else if (wasIn(sight.area, table, slot)) {
        this.#leave(table.tracks[slot] ?? 0);
      }
    }
    this.#close(tick.keys[place] ?? 0, head, at);
  }

  #tile(sight: Sight, table: TrackTable, key: number, first: number, nowMs: number): void {
    const head = this.#at;
    let at = head + PICTURE_FRAME.tile;
    for (let slot = first; slot !== -1; slot = table.next[slot] ?? -1) {
      const lon = table.lon[slot] ?? 0;
      const lat = table.lat[slot] ?? 0;
      if (!within(sight.area, lon, lat) || !sight.seen(table.audience[slot] ?? 0)) continue;
      this.#room(at + PICTURE_FRAME.stride - this.#at);
      at = putPosition(
        this.#view,
        at,
        table.tracks[slot] ?? 0,
        lon,
        lat,
        table.heading[slot] ?? Number.NaN,
        table.speed[slot] ?? Number.NaN,
        nowMs - (table.atMs[slot] ?? nowMs),
      );
    }
    this.#close(key, head, at);
  }

  #close(key: number, head: number, at: number): void {
    const positions = (at - head - PICTURE_FRAME.tile) / PICTURE_FRAME.stride;
    if (positions === 0) return;
    putTile(this.#view, head, key, positions);
    this.#at = at;
    this.#tiles++;
  }

  #leave(track: number): void {
    if (this.#goneCount === this.#gone.length) {
      const wider = new Uint32Array(this.#goneCount * 2);
      wider.set(this.#gone);
      this.#gone = wider;
    }
    this.#gone[this.#goneCount++] = track;
  }

  #end(everything: boolean, nowMs: number): Uint8Array {
    const { header, gone } = PICTURE_FRAME;
    const frame = Buffer.allocUnsafe(this.#at + this.#goneCount * gone);
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    let at = putHeader(view, everything, this.#tiles, this.#goneCount, nowMs);
    for (let i = 0; i < this.#goneCount; i++, at += gone) view.setUint32(at, this.#gone[i] ?? 0, true);
    frame.set(this.#sheet.subarray(header, this.#at), at);
    return frame;
  }

  /** @param bytes wanted from where the writer is */
  #room(bytes: number): void {
    const wanted = this.#at + bytes + PICTURE_FRAME.tile;
    if (wanted <= this.#sheet.length) return;
    const wider = new Uint8Array(wanted * 2);
    wider.set(this.#sheet);
    this.#sheet = wider;
    this.#view = new DataView(wider.buffer);
  }
}

function within([west, south, east, north]: Area, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Whether it was there when the last tick ended. NaN is nowhere. */
function wasIn(area: Area, table: TrackTable, slot: number): boolean {
  return within(area, table.wasLon[slot] ?? Number.NaN, table.wasLat[slot] ?? Number.NaN);
}
