import { boundingBox, type BoundingBox, type ContingentId, type FenceId, type UnitKind } from "@cordon/kernel";
import type { Fence } from "../words.ts";

/** A unit has left when it is this far outside: so much a position may be wrong. It has entered when it is inside. */
export const MARGIN_METRES = 10;
/** What a crossing takes: two positions that agree, and so long between the first and the last of them. */
export const DWELL_MS = 3000;
export const DWELL_POSITIONS = 2;

export interface Tracked {
  readonly kind: UnitKind;
  readonly contingent: ContingentId;
}

export interface Crossed {
  readonly fence: FenceId;
  readonly track: number;
  readonly did: "enter" | "leave";
  readonly lon: number;
  readonly lat: number;
  /** Of the first position on the other side. */
  readonly sinceMs: number;
}

export function concerns(fence: Pick<Fence, "kinds" | "contingents">, unit: Tracked): boolean {
  return (
    (fence.kinds.length === 0 || fence.kinds.includes(unit.kind)) &&
    (fence.contingents.length === 0 || fence.contingents.includes(unit.contingent))
  );
}

export function isActive(fence: Pick<Fence, "from" | "until">, nowMs: number): boolean {
  return (
    (fence.from === null || Date.parse(fence.from) <= nowMs) &&
    (fence.until === null || nowMs < Date.parse(fence.until))
  );
}

/** How a unit stands to a fence; none is kept for one that is outside. */
interface Standing {
  inside: boolean;
  /** Since when, and how many times, it has been seen on the other side; 0 when it was not. */
  pendingMs: number;
  pending: number;
}

interface Watched {
  readonly fence: Fence;
  /** Flat rings: longitude, latitude, longitude... so that a look at a border makes no objects. */
  readonly rings: readonly Float64Array[];
  readonly box: BoundingBox;
  /** The round in which it was first watched. A unit that has not been seen since was not seen entering: clocks of phones do not say. */
  readonly round: number;
  readonly standings: Map<number, Standing>;
}

const CELL_DEGREES = 0.005;
/** A fence that covers more cells than this is looked at for every position. */
const MOST_CELLS = 4096;
const METRES_A_DEGREE = 111_195;
/** Cells are numbered west to east, south to north. */
const ROW = Math.ceil(360 / CELL_DEGREES);
const cellOf = (lon: number, lat: number) =>
  Math.floor((lat + 90) / CELL_DEGREES) * ROW + Math.floor((lon + 180) / CELL_DEGREES);

/**
 * Looks at every position once and tells who crossed which fence. A grid of half a kilometre finds the few fences that a position can concern;
 * a unit is remembered for the fences it is in, or is about to be.
 */
export class FenceWatch {
  readonly #fences = new Map<FenceId, Watched>();
  #cells = new Map<number, Watched[]>();
  #large: Watched[] = [];
  /** The fences a track has a standing with. */
  readonly #held = new Map<number, Set<Watched>>();
  /** When each track was seen last. */
  readonly #seenMs = new Map<number, number>();
  /** The round in which each track was seen last. */
  readonly #seenIn = new Map<number, number>();
  #round = 0;

  /** Watches these from now on. One that was watched before as it is now goes on as it stood. */
  watch(fences: readonly Fence[]): void {
    this.#round++;
    const wanted = new Map(fences.map((fence) => [fence.id, fence]));
    for (const [id, watched] of this.#fences) {
      if (wanted.get(id) === watched.fence) continue;
      for (const track of watched.standings.keys()) this.#held.get(track)?.delete(watched);
      this.#fences.delete(id);
    }
    for (const fence of fences)
      if (!this.#fences.has(fence.id)) this.#fences.set(fence.id, watchedOf(fence, this.#round));
    this.#cells = new Map();
    this.#large = [];
    for (const watched of this.#fences.values()) this.#place(watched);
  }

  get count(): number {
    return this.#fences.size;
  }

  /** A position that is no later than the last one says nothing new. */
  observe(
    track: number,
    unit: Tracked,
    lon: number,
    lat: number,
    atMs: number,
    tell: (crossed: Crossed) => void,
  ): void {
    if ((this.#seenMs.get(track) ?? Number.NEGATIVE_INFINITY) >= atMs) return;
    const before = this.#seenIn.get(track) ?? 0;
    this.#seenMs.set(track, atMs);
    this.#seenIn.set(track, this.#round);
    const near = this.#cells.get(cellOf(lon, lat));
    if (near !== undefined) for (const watched of near) this.#look(watched, track, unit, lon, lat, atMs, before, tell);
    for (const watched of this.#large) this.#look(watched, track, unit, lon, lat, atMs, before, tell);
    const held = this.#held.get(track);
    if (held === undefined || held.size === 0) return;
    for (const watched of held)
      if (near?.includes(watched) !== true && !this.#large.includes(watched))
        this.#look(watched, track, unit, lon, lat, atMs, before, tell);
  }

  #look(
    watched: Watched,
    track: number,
    unit: Tracked,
    lon: number,
    lat: number,
    atMs: number,
    before: number,
    tell: (crossed: Crossed) => void,
  ): void {
    const { fence, standings } = watched;
    let standing = standings.get(track);
    const inside = isInside(watched, lon, lat);
    if (standing === undefined) {
      if (!inside || !concerns(fence, unit)) return;
      // Not seen since the fence is watched: it is inside, and nobody knows since when.
      const seenOutside = before >= watched.round;
      standing = { inside: !seenOutside, pendingMs: atMs, pending: seenOutside ? 1 : 0 };
      standings.set(track, standing);
      this.#hold(track, watched);
      return;
    }
    const other = standing.inside ? !inside && borderMetres(watched, lon, lat) > MARGIN_METRES : inside;
    if (!other) {
      standing.pending = 0;
      // Back outside before it counted as inside: as if it had never been there.
      if (!standing.inside && !inside) this.#forget(track, watched);
      return;
    }
    if (standing.pending === 0) standing.pendingMs = atMs;
    standing.pending++;
    if (standing.pending < DWELL_POSITIONS || atMs - standing.pendingMs < DWELL_MS) return;
    standing.inside = !standing.inside;
    standing.pending = 0;
    const did = standing.inside ? "enter" : "leave";
    if (!standing.inside) this.#forget(track, watched);
    if (fence.on === "both" || fence.on === did)
      tell({ fence: fence.id, track, did, lon, lat, sinceMs: standing.pendingMs });
  }

  #hold(track: number, watched: Watched): void {
    const held = this.#held.get(track);
    if (held === undefined) this.#held.set(track, new Set([watched]));
    else held.add(watched);
  }

  #forget(track: number, watched: Watched): void {
    watched.standings.delete(track);
    this.#held.get(track)?.delete(watched);
  }

  #place(watched: Watched): void {
    const [west, south, east, north] = watched.box;
    const columns = Math.floor((east + 180) / CELL_DEGREES) - Math.floor((west + 180) / CELL_DEGREES) + 1;
    const rows = Math.floor((north + 90) / CELL_DEGREES) - Math.floor((south + 90) / CELL_DEGREES) + 1;
    if (columns * rows > MOST_CELLS) {
      this.#large.push(watched);
      return;
    }
    const first = cellOf(west, south);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const cell = first + row * ROW + column;
        const there = this.#cells.get(cell);
        if (there === undefined) this.#cells.set(cell, [watched]);
        else there.push(watched);
      }
  }
}

function watchedOf(fence: Fence, round: number): Watched {
  return {
    fence,
    rings: fence.area.coordinates.map((ring) => Float64Array.from(ring.flat())),
    box: boundingBox(fence.area.coordinates[0] ?? []) ?? [0, 0, 0, 0],
    round,
    standings: new Map(),
  };
}

/** Even-odd over all rings: holes are outside. What lies on the border itself may count as either. */
function isInside({ rings, box }: Watched, lon: number, lat: number): boolean {
  if (lon < box[0] || lon > box[2] || lat < box[1] || lat > box[3]) return false;
  let inside = false;
  for (const ring of rings) {
    for (let at = 2; at < ring.length; at += 2) {
      const y1 = ring[at - 1] ?? 0;
      const y2 = ring[at + 1] ?? 0;
      if (y1 > lat === y2 > lat) continue;
      const x1 = ring[at - 2] ?? 0;
      const x2 = ring[at] ?? 0;
      if (lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  }
  return inside;
}

/** To the nearest point of any border, on the plane that touches the earth at the position. */
function borderMetres({ rings }: Watched, lon: number, lat: number): number {
  const east = METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180);
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let at = 2; at < ring.length; at += 2) {
      const x1 = ((ring[at - 2] ?? 0) - lon) * east;
      const y1 = ((ring[at - 1] ?? 0) - lat) * METRES_A_DEGREE;
      const dx = ((ring[at] ?? 0) - lon) * east - x1;
      const dy = ((ring[at + 1] ?? 0) - lat) * METRES_A_DEGREE - y1;
      const squared = dx * dx + dy * dy;
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / squared));
      nearest = Math.min(nearest, Math.hypot(x1 + along * dx, y1 + along * dy));
    }
  }
  return nearest;
}
