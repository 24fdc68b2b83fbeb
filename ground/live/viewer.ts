import type { LiveMessage } from "@cordon/kernel";
import { type Area, type Envelope, type EntryKind, LIVE_CLOSE, maySee, type Principal } from "@cordon/kernel";
import type { z } from "zod";
import type { Seen } from "./audiences.ts";
import { type Sight, sightOf } from "./sight.ts";

/** The wire as the hub needs it: a WebSocket, or a test's stand-in for a slow one. */
export interface Wire {
  send(frame: string | Uint8Array): void;
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedAmount: number;
  close(code: number, reason: string): void;
}

/**
 * A unit's phone is told how long the journal is this seldom: on a busy day each of 200,000 entries would wake its radio, and it asks for
 * its tasks once a minute anyway. What concerns it is told at once.
 */
const UNIT_HEAD_MS = 60_000;

export type Dropped = Extract<z.input<typeof LiveMessage>, { type: "dropped" }>["error"];

/** Positions are skipped for a viewer whose wire holds more than this: it gets the latest ones when it has caught up. */
const POSITIONS_BUFFER_BYTES = 256 * 1024;
/** Entries cannot be skipped: beyond this the viewer is dropped, and comes back by backfill. */
const ENTRIES_BUFFER_BYTES = 4 * 1024 * 1024;

/** One who looks: what it may see, where it looks, and how far it has been told. Nothing here grows with time. */
export class Viewer {
  readonly principal: Principal;
  readonly #wire: Wire;
  readonly #seen: Seen;
  readonly #who: string;
  sight: Sight | null = null;
  /** The same for all who see the same. */
  sightKey = "";
  /** The next entry it has not been told. */
  next = 0;
  /** Backfill is over: committed entries are handed on as they come. */
  cutOver = false;
  closed = false;
  /** The last tick whose changes it has been sent; 0 means "everything in the area". */
  sentTick = 0;
  #saidHead = -1;
  #saidHeadAtMs = Number.NEGATIVE_INFINITY;

  constructor(principal: Principal, wire: Wire, seen: Seen) {
    this.principal = principal;
    this.#wire = wire;
    this.#seen = seen;
    this.#who = `${principal.contingent ?? ""} ${principal.roles.toSorted().join(" ")}`;
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

  /** How long the journal is: once for all that came since the last time, and to a unit's own phone seldom. */
  sayHead(size: number, nowMs: number): void {
    if (size === this.#saidHead || (this.principal.unit !== null && nowMs < this.#saidHeadAtMs + UNIT_HEAD_MS)) return;
    this.#saidHead = size;
    this.#saidHeadAtMs = nowMs;
    this.say({ type: "head", size });
  }

  drop(error: Dropped, because: string): void {
    if (this.closed) return;
    this.say({ type: "dropped", error, because, resumeFrom: this.next });
    this.closed = true;
    this.#wire.close(LIVE_CLOSE[error], error);
  }

  /** Where it looks and what it may see of that; null for no positions at all. */
  look(area: Area | null): void {
    this.sight = area === null ? null : sightOf(area, this.#seen);
    this.sightKey = area === null ? "" : `${this.#who} ${area.join(" ")}`;
    this.sentTick = 0;
  }

  /** Whether it takes positions now: one whose wire is full gets everything there is when it has caught up. */
  get takesPositions(): boolean {
    return !this.closed && this.#wire.bufferedAmount <= POSITIONS_BUFFER_BYTES;
  }

  /** @param frame of this tick; null when nothing changed within sight */
  see(frame: Uint8Array | null, tick: number): void {
    this.sentTick = tick;
    if (frame !== null) this.#wire.send(frame);
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
