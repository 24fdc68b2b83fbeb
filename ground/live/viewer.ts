import type { LiveMessage } from "@cordon/kernel";
import {
  type Area,
  type Envelope,
  type EntryKind,
  LIVE_CLOSE,
  maySee,
  type Principal,
  putTrack,
  trackFrame,
} from "@cordon/kernel";
import type { z } from "zod";
import type { TrackTable } from "./track-table.ts";

/** The wire as the hub needs it: a WebSocket, or a test's stand-in for a slow one. */
export interface Wire {
  send(frame: string | Uint8Array): void;
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedAmount: number;
  close(code: number, reason: string): void;
}

export type Dropped = Extract<z.input<typeof LiveMessage>, { type: "dropped" }>["error"];

/** Positions are skipped for a viewer whose wire holds more than this: it gets the latest ones when it has caught up. */
const POSITIONS_BUFFER_BYTES = 256 * 1024;
/** Entries cannot be skipped: beyond this the viewer is dropped, and comes back by backfill. */
const ENTRIES_BUFFER_BYTES = 4 * 1024 * 1024;

/** One who looks: what it may see, where it looks, and how far it has been told. Nothing here grows with time. */
export class Viewer {
  readonly principal: Principal;
  readonly #wire: Wire;
  area: Area | null = null;
  /** The next entry it has not been told. */
  next = 0;
  /** Backfill is over: committed entries are handed on as they come. */
  cutOver = false;
  closed = false;
  /** The last tick whose changes it has been sent; 0 means "everything in the area". */
  sentTick = 0;

  constructor(principal: Principal, wire: Wire) {
    this.principal = principal;
    this.#wire = wire;
  }

  get congested(): boolean {
    return this.#wire.bufferedAmount > ENTRIES_BUFFER_BYTES / 4;
  }

  say(message: z.input<typeof LiveMessage>): void {
    if (!this.closed) this.#wire.send(JSON.stringify(message));
  }

  /** @param json the entries as JSON, made once for all viewers */
  tell(
    entries: readonly { readonly envelope: Envelope; readonly json: string; readonly kind: EntryKind }[],
    next: number,
  ): void {
    if (this.closed) return;
    if (this.#wire.bufferedAmount > ENTRIES_BUFFER_BYTES) {
      this.drop("slow-consumer", "This page read too slowly; it is told what it missed when it comes back.");
      return;
    }
    let text = "";
    for (const { envelope, json, kind } of entries) {
      if (!mayBeTold(this.principal, kind, envelope)) continue;
      text += text === "" ? json : `,${json}`;
    }
    if (text !== "") this.#wire.send(`{"type":"entries","entries":[${text}]}`);
    this.next = next;
  }

  drop(error: Dropped, because: string): void {
    if (this.closed) return;
    this.say({ type: "dropped", error, because, resumeFrom: this.next });
    this.closed = true;
    this.#wire.close(LIVE_CLOSE[error], error);
  }

  /**
   * Sends what changed since the last frame within the area: `changed` are the slots of this tick; a viewer that skipped ticks
   * or moved its area looks at all slots instead.
   */
  frame(
    table: TrackTable,
    changed: Uint32Array,
    changedCount: number,
    tick: number,
    nowMs: number,
    scratch: Uint32Array,
  ): void {
    const { area } = this;
    if (area === null || this.closed || this.#wire.bufferedAmount > POSITIONS_BUFFER_BYTES) return;
    const upToDate = this.sentTick !== 0 && this.sentTick === tick - 1;
    const looked = upToDate ? changedCount : table.size;
    const [west, south, east, north] = area;
    let count = 0;
    for (let i = 0; i < looked; i++) {
      const slot = upToDate ? (changed[i] ?? 0) : i;
      const lon = table.lon[slot] ?? 0;
      const lat = table.lat[slot] ?? 0;
      if (lon < west || lon > east || lat < south || lat > north) continue;
      if (!upToDate && ((table.changedAt[slot] ?? 0) <= this.sentTick || Number.isNaN(table.atMs[slot] ?? Number.NaN)))
        continue;
      const owner = table.owners[slot];
      if (owner === null || owner === undefined || !maySee(this.principal, owner.roles, owner.contingent)) continue;
      scratch[count++] = slot;
    }
    this.sentTick = tick;
    if (count === 0) return;
    const view = trackFrame(count, nowMs);
    for (let i = 0; i < count; i++) {
      const slot = scratch[i] ?? 0;
      putTrack(
        view,
        i,
        table.tracks[slot] ?? 0,
        table.lon[slot] ?? 0,
        table.lat[slot] ?? 0,
        table.heading[slot] ?? Number.NaN,
        table.speed[slot] ?? Number.NaN,
        nowMs - (table.atMs[slot] ?? nowMs),
      );
    }
    this.#wire.send(new Uint8Array(view.buffer));
  }
}

/** Role, contingent, and for a unit's own phone: only what is addressed to that unit, to units it is one of, or to nobody in particular. */
export function mayBeTold(principal: Principal, kind: EntryKind, envelope: Envelope): boolean {
  if (!maySee(principal, kind.roles, kind.contingentOf(envelope.data))) return false;
  if (principal.unit === null) return true;
  const { data } = envelope;
  if (typeof data !== "object" || data === null) return true;
  if ("unit" in data && data.unit !== principal.unit) return false;
  return !("units" in data) || !Array.isArray(data.units) || data.units.includes(principal.unit);
}
