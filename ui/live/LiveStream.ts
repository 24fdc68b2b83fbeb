import {
  type Area,
  type Envelope,
  LiveMessage,
  type LiveRequest,
  type PictureReader,
  readPicture,
} from "@cordon/kernel";
import type { TrackStore } from "../map/TrackStore.ts";
import { type Link, type LinkEvent, OPENING, step } from "./link.ts";

export interface LiveStreamOptions {
  /** `ws://…/api/live`. */
  readonly url: string;
  /** The first entry wanted, or null for those to come only. */
  readonly from: number | null;
  readonly area: Area | null;
  readonly contract: () => string | null;
  /** Where positions go: never through the UI framework's state. */
  readonly tracks: TrackStore;
  readonly onEntries: (entries: readonly Envelope[], live: boolean) => void;
  /** The stream was opened again and what had been read before it may be old. */
  readonly onReopened: () => void;
  readonly onContract: (contract: string) => void;
  /**
   * Whether the server can be reached, asked when nothing was heard for a while: a cable that is pulled closes no socket.
   */
  readonly reach: (signal: AbortSignal) => Promise<boolean>;
  /** A socket that says nothing for so long is doubted, milliseconds; {@link SILENCE_MS} where it is not said. */
  readonly silenceMs?: number;
}

/** The journal's size and how the link stands, as the page shows them. */
export interface LiveStatus {
  readonly link: Link;
  /** Null until the server said it. */
  readonly journalSize: number | null;
  /** Milliseconds since 1970, by this machine, when the server was last heard. */
  readonly heardAtMs: number | null;
}

/** How much of the difference between the clocks is forgotten with each frame, of which there are five a second. */
const CLOCK_FADE_MS = 1;

/** A socket that says nothing for this long is doubted, and the server is asked whether it is there. */
const SILENCE_MS = 10_000;
const REACH_WITHIN_MS = 4_000;
/** How often it is looked whether it is silent, as a part of that. */
const LISTENS = 5;

/** The page's one live socket: backfill, cut-over, live; reopens by itself from the entry it had come to. */
export class LiveStream implements Disposable {
  readonly #options: LiveStreamOptions;
  readonly #listeners = new Set<() => void>();
  #status: LiveStatus = { link: OPENING, journalSize: null, heardAtMs: null };
  #next: number | null;
  #area: Area | null;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #opened = 0;
  #aheadMs: number | null = null;
  #spokeAt = performance.now();
  #reaching = false;
  #listening: ReturnType<typeof setInterval> | undefined;
  readonly #picture: PictureReader = {
    begin: (everything, packedAtMs) => {
      this.#compareClocks(packedAtMs - Date.now());
      this.#options.tracks.begin(everything);
    },
    gone: (track) => this.#options.tracks.gone(track),
    position: (track, lon, lat, heading, speed, atMs) =>
      this.#options.tracks.set(track, lon, lat, heading, speed, atMs),
  };
  readonly #wake = () => this.#step({ event: "wake" });
  readonly #doubt = () => void this.#stillThere();

  constructor(options: LiveStreamOptions) {
    this.#options = options;
    this.#next = options.from;
    this.#area = options.area;
    window.addEventListener("online", this.#wake);
    window.addEventListener("offline", this.#doubt);
    document.addEventListener("visibilitychange", this.#listen);
    this.#listen();
    this.#open();
  }

  status(): LiveStatus {
    return this.#status;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The server's time, milliseconds since 1970: this machine's clock may be wrong, and ages are told by the server's. */
  nowMs(): number {
    return Date.now() + (this.#aheadMs ?? 0);
  }

  /** Whose positions are wanted from now on. */
  watch(area: Area | null): void {
    this.#area = area;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#say({ type: "area", area });
  }

  /**
   * Reports positions of one's own, packed. Latest wins: while the line is slow or closed they are dropped, and never sent late.
   * @returns whether they went out
   */
  report(frame: DataView<ArrayBuffer>): boolean {
    const socket = this.#socket;
    if (this.#status.link.state !== "live" || socket?.readyState !== WebSocket.OPEN || socket.bufferedAmount > 0)
      return false;
    socket.send(frame);
    return true;
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    clearInterval(this.#listening);
    window.removeEventListener("online", this.#wake);
    window.removeEventListener("offline", this.#doubt);
    document.removeEventListener("visibilitychange", this.#listen);
    this.#socket?.close(1000);
    this.#socket = null;
  }

  #open(): void {
    clearTimeout(this.#timer);
    const socket = new WebSocket(this.#options.url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const current = () => this.#socket === socket && !this.#ended;
    socket.addEventListener("open", () => {
      if (!current()) return;
      this.#say({ type: "subscribe", from: this.#next, area: this.#area, contract: this.#options.contract() });
    });
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (!current()) return;
      this.#spokeAt = performance.now();
      if (data instanceof ArrayBuffer) this.#positions(data);
      else if (typeof data === "string") this.#message(data);
    });
    socket.addEventListener("close", () => {
      if (!current()) return;
      this.#socket = null;
      this.#step({ event: "closed" });
    });
  }

  /** A page that nobody looks at doubts nothing: it is found out at the first look. */
  readonly #listen = () => {
    clearInterval(this.#listening);
    if (document.visibilityState === "hidden") return;
    const silenceMs = this.#options.silenceMs ?? SILENCE_MS;
    const doubt = () => {
      if (performance.now() - this.#spokeAt > silenceMs) this.#doubt();
    };
    this.#listening = setInterval(doubt, silenceMs / LISTENS);
    doubt();
  };

  /** Gives a silent socket up when the server is not there either. */
  async #stillThere(): Promise<void> {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN || this.#reaching) return;
    this.#reaching = true;
    const there = await this.#options.reach(AbortSignal.timeout(REACH_WITHIN_MS)).catch(() => false);
    this.#reaching = false;
    this.#spokeAt = performance.now();
    if (there || this.#socket !== socket) return;
    this.#socket = null;
    socket.close();
    this.#step({ event: "closed" });
  }

  #say(request: LiveRequest): void {
    this.#socket?.send(JSON.stringify(request));
  }

  /** Hot path: a packed frame of positions goes straight into the store. */
  #positions(frame: ArrayBuffer): void {
    // What cannot be read is of a server that knows another format: it is told apart by the contract, and the page reloads.
    if (typeof readPicture(new DataView(frame), this.#picture) === "number") this.#options.tracks.end();
  }

  /** The least delayed frame tells best how far apart the clocks are; what it told fades, as clocks are set and drift. */
  #compareClocks(aheadMs: number): void {
    this.#aheadMs = this.#aheadMs === null ? aheadMs : Math.max(aheadMs, this.#aheadMs - CLOCK_FADE_MS);
  }

  #message(text: string): void {
    const parsed = LiveMessage.safeParse(JSON.parse(text));
    // A newer server may say more than this page knows; what it does not know it lets pass.
    if (!parsed.success) return;
    const message = parsed.data;
    switch (message.type) {
      case "hello":
        this.#options.onContract(message.contract);
        this.#next ??= message.head;
        this.#heard(message.head);
        this.#step({ event: "hello" });
        if (this.#opened++ > 0) this.#options.onReopened();
        return;
      case "entries": {
        const next = this.#next ?? 0;
        const fresh = message.entries
          .filter((entry) => entry.seq >= next)
          .map((entry) => ({ ...entry, data: entry.data ?? null }));
        const last = fresh.at(-1);
        if (last === undefined) return;
        this.#next = last.seq + 1;
        this.#heard(last.seq + 1);
        this.#options.onEntries(fresh, this.#status.link.state === "live");
        return;
      }
      case "cut-over":
        this.#next = Math.max(this.#next ?? 0, message.next);
        this.#heard(message.next);
        this.#step({ event: "cut-over" });
        return;
      case "head":
        this.#next = this.#status.link.state === "live" ? Math.max(this.#next ?? 0, message.size) : this.#next;
        this.#heard(message.size);
        return;
      case "dropped":
        this.#next = message.resumeFrom;
        this.#step({ event: "dropped", error: message.error, because: message.because });
        this.#socket?.close();
        this.#socket = null;
        return;
    }
  }

  #heard(size: number): void {
    const journalSize = Math.max(this.#status.journalSize ?? 0, size);
    this.#show({ ...this.#status, journalSize, heardAtMs: Date.now() });
  }

  #step(event: LinkEvent): void {
    const link = step(this.#status.link, event, Math.random());
    if (link === this.#status.link) return;
    this.#show({ ...this.#status, link });
    // Whoever was told may have given it up.
    if (this.#ended) return;
    if (link.state === "waiting") {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#step({ event: "open" }), link.retryMs);
    } else if (link.state === "opening") {
      this.#open();
    }
  }

  #show(status: LiveStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}
