import type { Envelope } from "@cordon/kernel";
import { LiveStream, TrackStore } from "@cordon/ui";

export interface NewsParts {
  readonly contract: () => string | null;
  readonly onContract: (contract: string) => void;
  readonly onEntries: (entries: readonly Envelope[]) => void;
  /** Something may have been missed. */
  readonly onReopened: () => void;
  readonly onLive: (live: boolean) => void;
  /** It could not be opened or was cut off, and waits to try again. */
  readonly onLost: () => void;
  /** It will not open again by itself. */
  readonly onEnded: (error: "signed-out" | "stale-client") => void;
}

const SILENCE_MS = 60_000;

/** What the journal tells this phone, as it happens, and where the phone is. No positions of others: its plan shows none. */
export class News implements Disposable {
  readonly #stream: LiveStream;

  constructor(parts: NewsParts) {
    const url = new URL("/api/live", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const stream = new LiveStream({
      url: url.href,
      from: null,
      area: null,
      contract: parts.contract,
      reach: async (signal) => (await fetch("/api/hello", { method: "HEAD", cache: "no-store", signal })).ok,
      tracks: new TrackStore(),
      // The tasks are asked for once a minute: a silent line is found out by that as well.
      silenceMs: SILENCE_MS,
      onEntries: parts.onEntries,
      onReopened: parts.onReopened,
      onContract: parts.onContract,
    });
    stream.subscribe(() => {
      const { link } = stream.status();
      if (link.state === "ended") parts.onEnded(link.error);
      else parts.onLive(link.state === "live");
      if (link.state === "waiting") parts.onLost();
    });
    this.#stream = stream;
  }

  /** A packed position of this phone's own; false when no line is open. */
  report(frame: DataView<ArrayBuffer>): boolean {
    return this.#stream.report(frame);
  }

  get live(): boolean {
    return this.#stream.status().link.state === "live";
  }

  [Symbol.dispose](): void {
    this.#stream[Symbol.dispose]();
  }
}
