import {
  type Area,
  type EntryKind,
  type Envelope,
  type Principal,
  readTracks,
  type TrackFrameFault,
  type TrackPoint,
} from "@cordon/kernel";
import type { Journal } from "../journal/port.ts";
import { Audiences } from "./audiences.ts";
import type { LiveHub, RefusedPositions, TakePosition, TrackOwner } from "./port.ts";
import { Refusals } from "./refusals.ts";
import { FrameWriter } from "./sight.ts";
import { Tick } from "./tick.ts";
import { TrackTable } from "./track-table.ts";
import { type Dropped, Viewer, type Wire } from "./viewer.ts";

/** How often positions go out. Five frames a second look smooth, and one frame holds many positions. */
const TICK_MS = 200;
const BACKFILL_PAGE = 500;

export interface HubParts {
  readonly journal: Journal;
  readonly kinds: readonly EntryKind[];
  readonly nowMs: () => number;
}

/**
 * Fans out what happened: entries as they are committed, positions as the latest ones. Each viewer sees what its role, contingent and
 * area let it see. Memory is bounded by the number of viewers and tracks, whatever the rates.
 */
export class Hub implements LiveHub, AsyncDisposable {
  readonly #parts: HubParts;
  readonly #kinds: ReadonlyMap<string, EntryKind>;
  readonly #viewers = new Set<Viewer>();
  readonly #audiences = new Audiences();
  readonly #table = new TrackTable(this.#audiences);
  readonly #writer = new FrameWriter();
  /** Counts the ticks; what changed in the one that runs is in `#changes`. */
  #tick = 1;
  readonly #changes = new Tick();
  /** Frames of this tick by what is seen: those who see the same share one. */
  readonly #frames = new Map<string, Uint8Array | null>();
  #bounds: readonly Area[] | null = null;
  /** The number after the last entry announced to this hub. */
  #head: number;
  #droppedViewers = 0;
  readonly #refusals = new Refusals();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#kinds = new Map(parts.kinds.map((kind) => [kind.kind, kind]));
    this.#head = parts.journal.size();
    this.#timer = setInterval(() => this.flush(), TICK_MS);
  }

  /** Hands on what was just committed. In order; a gap (another node's entries) is filled by backfill. */
  announce(envelopes: readonly Envelope[]): void {
    const first = envelopes[0];
    const last = envelopes.at(-1);
    if (first === undefined || last === undefined) return;
    const told = this.#tellable(envelopes);
    this.#head = Math.max(this.#head, last.seq + 1);
    for (const viewer of this.#viewers) {
      if (!viewer.cutOver) continue;
      if (viewer.next >= first.seq && viewer.next <= last.seq) {
        // A backfill may have read past what had been announced by then: the rest is what is new to this viewer.
        viewer.tell(
          viewer.next === first.seq ? told : told.filter(({ envelope }) => envelope.seq >= viewer.next),
          last.seq + 1,
        );
      } else if (viewer.next < first.seq) {
        void this.#backfill(viewer);
      }
    }
    this.#sweep();
  }

  /** @param from the first entry wanted; null for those to come only */
  enter(principal: Principal, wire: Wire, from: number | null, area: Area | null, contract: string): Viewer {
    const viewer = new Viewer(principal, wire, this.#audiences.seenBy(principal));
    viewer.look(area);
    viewer.next = Math.min(from ?? this.#head, this.#head);
    this.#viewers.add(viewer);
    viewer.say({ type: "hello", head: this.#head, contract });
    void this.#backfill(viewer);
    return viewer;
  }

  leave(viewer: Viewer): void {
    viewer.closed = true;
    this.#viewers.delete(viewer);
  }

  look(viewer: Viewer, area: Area | null): void {
    viewer.look(area);
  }

  report(points: Iterable<TrackPoint>): { readonly taken: number; readonly refused: number } {
    let taken = 0;
    let refused = 0;
    for (const point of points) {
      if (
        this.#put(point.track, point.lon, point.lat, point.heading ?? Number.NaN, point.speed ?? Number.NaN, point.atMs)
      )
        taken++;
      else refused++;
    }
    return { taken, refused };
  }

  resume(last: Iterable<TrackPoint>): void {
    for (const { track, lon, lat, heading, speed, atMs } of last) {
      if (this.#table.slotOf(track) === undefined || this.#wrongWith(lon, lat, atMs) !== null) continue;
      this.#put(track, lon, lat, heading ?? Number.NaN, speed ?? Number.NaN, atMs);
    }
  }

  /** A packed frame from a device. @param may whether this sender may report this track */
  reportFrame(frame: DataView, may: (track: number) => boolean): number | TrackFrameFault {
    return readTracks(frame, (track, lon, lat, heading, speed, atMs) => {
      if (may(track)) this.#put(track, lon, lat, heading, speed, atMs);
      else this.#refuse("forbidden", track);
    });
  }

  own(track: number, owner: TrackOwner): void {
    const audience = this.#audiences.of(owner);
    const known = this.#table.slotOf(track);
    if (known !== undefined && this.#table.audience[known] !== audience) this.#end(track, known, audience);
    this.#table.own(track, owner);
  }

  disown(track: number): void {
    const slot = this.#table.slotOf(track);
    if (slot === undefined) return;
    this.#end(track, slot, null);
    this.#table.disown(track);
    this.#refusals.forget(track);
  }

  bound(areas: readonly Area[] | null): void {
    this.#bounds = areas;
  }

  refused() {
    return { counts: { ...this.#refusals.counts }, tracks: this.#refusals.tracks() };
  }

  position(track: number): TrackPoint | null {
    return this.#table.point(track);
  }

  each(take: TakePosition): void {
    this.#table.each(take);
  }

  moved(since: number, take: (track: number, lon: number, lat: number, atMs: number) => void): number {
    this.#table.moved(since, take);
    return this.#tick;
  }

  stats() {
    return {
      viewers: this.#viewers.size,
      tracks: this.#table.count,
      droppedViewers: this.#droppedViewers,
      refusedPositions: { ...this.#refusals.counts },
    };
  }

  /** Sends every viewer what changed since the last tick, and how long the journal is. Runs by itself; a bench or a test may call it. */
  flush(): void {
    const nowMs = this.#parts.nowMs();
    this.#changes.pack(this.#table, nowMs);
    this.#frames.clear();
    for (const viewer of this.#viewers) {
      if (viewer.cutOver) viewer.sayHead(this.#head, nowMs);
      if (viewer.sight !== null && viewer.takesPositions) viewer.see(this.#frameFor(viewer, nowMs), this.#tick);
    }
    this.#tick++;
    this.#changes.clear();
    this.#table.endTick();
    this.#sweep();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    for (const viewer of this.#viewers)
      viewer.drop("shutting-down", "The server is stopping; this page comes back by itself.");
    this.#viewers.clear();
  }

  #frameFor({ sight, sightKey, sentTick }: Viewer, nowMs: number): Uint8Array | null {
    if (sight === null) return null;
    const upToDate = sentTick === this.#tick - 1 && sentTick !== 0;
    const key = upToDate ? sightKey : `all ${sightKey}`;
    const shared = this.#frames.get(key);
    if (shared !== undefined) return shared;
    const frame = upToDate
      ? this.#writer.changes(sight, this.#changes, this.#table, nowMs)
      : this.#writer.everything(sight, this.#table, nowMs);
    this.#frames.set(key, frame);
    return frame;
  }

  #put(track: number, lon: number, lat: number, heading: number, speed: number, atMs: number): boolean {
    const slot = this.#table.slotOf(track);
    const wrong = slot === undefined ? "unknown" : this.#wrongWith(lon, lat, atMs);
    if (slot === undefined || wrong !== null) {
      this.#refuse(wrong ?? "unknown", track);
      return false;
    }
    const changedBefore = this.#table.changedAt[slot] === this.#tick;
    if (this.#table.put(slot, this.#tick, lon, lat, heading, speed, atMs) && !changedBefore) this.#changes.add(slot);
    return true;
  }

  #wrongWith(lon: number, lat: number, atMs: number): keyof RefusedPositions | null {
    if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90) || Number.isNaN(atMs)) return "impossible";
    // A position in the future would stay "latest" for as long as it is wrong.
    if (atMs > this.#parts.nowMs() + 60_000) return "future";
    if (this.#bounds === null) return null;
    for (const [west, south, east, north] of this.#bounds)
      if (lon >= west && lon <= east && lat >= south && lat <= north) return null;
    return "tooFar";
  }

  #refuse(because: keyof RefusedPositions, track: number): void {
    this.#refusals.count(because, track, this.#table.slotOf(track) !== undefined, this.#parts.nowMs());
  }

  /** A track is another's from now on, or nobody's: those who saw it and may not any more are told that it is gone. */
  #end(track: number, slot: number, audienceNow: number | null): void {
    if (!this.#table.isPlaced(slot)) return;
    const changedBefore = this.#table.changedAt[slot] === this.#tick;
    this.#table.touch(slot, this.#tick);
    if (!changedBefore) this.#changes.add(slot);
    const lon = this.#table.wasLon[slot] ?? Number.NaN;
    const lat = this.#table.wasLat[slot] ?? Number.NaN;
    const audience = this.#table.audience[slot] ?? 0;
    if (!Number.isNaN(lon)) this.#changes.ended.push({ track, lon, lat, audience, audienceNow });
  }

  /** Reads on from the journal until the viewer has all there is; the check and the cut-over are one step, so nothing falls between. */
  async #backfill(viewer: Viewer): Promise<void> {
    viewer.cutOver = false;
    while (!viewer.closed && viewer.next < this.#head) {
      const page = await this.#parts.journal.read(viewer.next, BACKFILL_PAGE);
      const last = page.at(-1);
      if (last === undefined) break;
      viewer.tell(this.#tellable(page), last.seq + 1);
      while (viewer.congested && !viewer.closed) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (viewer.closed) return;
    viewer.cutOver = true;
    viewer.say({ type: "cut-over", next: viewer.next });
    viewer.sayHead(this.#head, this.#parts.nowMs());
  }

  #tellable(envelopes: readonly Envelope[]) {
    return envelopes.flatMap((envelope) => {
      const kind = this.#kinds.get(envelope.kind);
      return kind === undefined ? [] : [{ envelope, kind, json: JSON.stringify(envelope) }];
    });
  }

  #sweep(): void {
    for (const viewer of this.#viewers) {
      if (!viewer.closed) continue;
      this.#viewers.delete(viewer);
      this.#droppedViewers++;
    }
  }
}

export type { Dropped };
