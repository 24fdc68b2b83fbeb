import type { Area, Envelope } from "@cordon/kernel";
import { areaFor, forget, type LiveStatus, LiveStream, TrackStore } from "@cordon/ui";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { isRenewed, renewedBy } from "./renewals.ts";

/** Answers are asked again at most this often, however many entries arrive. */
const RENEW_EVERY_MS = 250;
/** How many entries the page keeps in sight, the newest. */
const KEPT_ENTRIES = 400;
const EVERYWHERE: Area = [-180, -90, 180, 90];
/** A hand that moves the map asks for positions elsewhere at most this often. */
const LOOK_EVERY_MS = 400;

/** The page's link to what happens: entries make answers old, positions go to the store of tracks. */
export class LiveRoom implements Disposable {
  readonly tracks = new TrackStore();
  readonly #stream: LiveStream;
  readonly #answers: QueryClient;
  readonly #heard = new Set<(entries: readonly Envelope[]) => void>();
  #kinds = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;
  #view: Area | null = null;
  #watched: Area | null = null;
  #everywhere = false;

  #recent: readonly Envelope[] = [];
  /** Entries from this number on came after the page had asked its first questions. */
  readonly #newFrom: number;

  /** The newest entries this page may see, in order. */
  readonly recent = {
    entries: (): readonly Envelope[] => this.#recent,
    subscribe: (listener: () => void): (() => void) => this.listen(listener),
  };

  /** @param size of the journal when the page was opened, as its checkpoint says; null when that was not to be had */
  constructor(answers: QueryClient, contract: string, size: number | null) {
    this.#answers = answers;
    this.#newFrom = size ?? 0;
    this.#stream = new LiveStream({
      url: `${location.origin.replace(/^http/, "ws")}/api/live`,
      from: size === null ? null : Math.max(0, size - KEPT_ENTRIES),
      // Until the map says where it looks.
      area: null,
      contract: () => contract,
      tracks: this.tracks,
      onEntries: (entries) => this.#entries(entries),
      onReopened: () => void forget(answers),
      onContract: () => undefined,
      reach: async (signal) => (await fetch("/api/hello", { method: "HEAD", cache: "no-store", signal })).ok,
    });
  }

  /** Where the map looks: positions there, and a little around, are wanted. Asks again only when what was asked for does not do any more. */
  look(view: Area): void {
    this.#view = view;
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      this.#watch();
    }, LOOK_EVERY_MS);
  }

  /** Whether positions are wanted wherever they are: a list of all units is in sight, or one that is not on the map. */
  everywhere(wanted: boolean): void {
    if (wanted === this.#everywhere) return;
    this.#everywhere = wanted;
    this.#watched = null;
    this.#watch();
  }

  #watch(): void {
    const area = this.#everywhere ? EVERYWHERE : this.#view === null ? null : areaFor(this.#view, this.#watched);
    if (area === null || area === this.#watched) return;
    this.#watched = area;
    this.#stream.watch(area);
  }

  status = (): LiveStatus => this.#stream.status();
  subscribe = (listener: () => void): (() => void) => this.#stream.subscribe(listener);
  nowMs = (): number => this.#stream.nowMs();

  /** Hears every entry this page may see, also those before it was opened that it keeps in sight. */
  listen(hear: (entries: readonly Envelope[]) => void): () => void {
    this.#heard.add(hear);
    return () => this.#heard.delete(hear);
  }

  /** Whether an entry came after this page was opened. */
  isNew({ seq }: Envelope): boolean {
    return seq >= this.#newFrom;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#looking);
    this.#stream[Symbol.dispose]();
  }

  #entries(entries: readonly Envelope[]): void {
    this.#recent = [...this.#recent, ...entries].slice(-KEPT_ENTRIES);
    for (const hear of this.#heard) hear(entries);
    for (const entry of entries) if (this.isNew(entry)) this.#kinds.add(entry.kind);
    if (this.#kinds.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const renewed = renewedBy(this.#kinds);
      this.#kinds = new Set();
      // The third is a moment of the past, which nothing that happens now makes old.
      void this.#answers.invalidateQueries({
        predicate: ({ queryKey }) => queryKey.length < 3 && isRenewed(String(queryKey[0]), renewed),
      });
    }, RENEW_EVERY_MS);
  }
}

export function useLiveStatus(room: LiveRoom): LiveStatus {
  return useSyncExternalStore(room.subscribe, room.status, room.status);
}
