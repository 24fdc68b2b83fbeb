import { type Problem, problemFrom } from "@cordon/ui";
import { initialisationOf } from "./mp4.ts";

/** What a picture that is to be live is now. `offline` and `broken` are tried again; a refusal is not until somebody asks. */
export type LiveState =
  | { readonly state: "opening" }
  | { readonly state: "playing" }
  | { readonly state: "failed"; readonly problem: Problem; readonly again: boolean };

export interface LivePlayerOptions {
  readonly video: HTMLVideoElement;
  readonly address: string;
  readonly onState: (state: LiveState) => void;
}

/** Further behind than this, it jumps to the newest: what is live is now, or it is said not to be. */
const BEHIND_SECONDS = 2;
/** Where it jumps to, before the end: as much as a picture takes to arrive. */
const CUSHION_SECONDS = 0.2;
/** What lies longer back is let go of: a wall that is on all night must not grow. */
const KEPT_SECONDS = 10;
/** An initialisation segment is a few kilobytes: what is longer is none. */
const LONGEST_BEGINNING = 1 << 20;
/** Without anything new for so long the picture is not live any more: the link is made again. */
const SILENT_MS = 10_000;
const AGAIN_MS = [500, 1000, 2000, 4000, 8000, 15_000] as const;

/** What may be otherwise in a moment; a refusal is not. */
const AGAIN: ReadonlySet<Problem["reason"]> = new Set(["offline", "broken", "unavailable", "too-many"]);

const BROKEN: Problem = { reason: "broken", detail: "", what: null, issues: [] };
const OFFLINE: Problem = { reason: "offline", detail: "", what: null, issues: [] };

/** A camera's live picture in a video element: fragmented MP4 over one request, through Media Source Extensions, kept at its newest. */
export class LivePlayer implements Disposable {
  readonly #options: LivePlayerOptions;
  readonly #ended = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #playing = false;

  constructor(options: LivePlayerOptions) {
    this.#options = options;
    void this.#run();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#ended.abort();
    this.#options.video.removeAttribute("src");
    this.#options.video.load();
  }

  async #run(): Promise<void> {
    const { onState } = this.#options;
    this.#playing = false;
    onState({ state: "opening" });
    const problem = await this.#play();
    if (this.#ended.signal.aborted) return;
    const again = AGAIN.has(problem.reason);
    onState({ state: "failed", problem, again });
    if (!again) return;
    const wait = AGAIN_MS[Math.min(this.#failures++, AGAIN_MS.length - 1)];
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  /** Plays until it ends, and says why it did. */
  async #play(): Promise<Problem> {
    using link = new Link(this.#ended.signal);
    try {
      const response = await fetch(this.#options.address, { signal: link.signal, credentials: "same-origin" });
      if (!response.ok) return problemFrom(response.status, await response.json().catch(() => null));
      if (response.body === null) return BROKEN;
      return await this.#show(response.body, response.headers.get("content-type") ?? "", link);
    } catch {
      return OFFLINE;
    }
  }

  async #show(body: ReadableStream<Uint8Array<ArrayBuffer>>, type: string, link: Link): Promise<Problem> {
    const { video } = this.#options;
    const source = new MediaSource();
    const address = URL.createObjectURL(source);
    video.src = address;
    try {
      await heard(source, "sourceopen", link.signal);
      const reader = body.getReader();
      const { first, codec } = await beginningOf(reader, link);
      const coding = /codecs=/.test(type) ? type : `video/mp4; codecs="${codec ?? ""}"`;
      if (first === null || !MediaSource.isTypeSupported(coding)) return BROKEN;
      const buffer = source.addSourceBuffer(coding);
      await append(buffer, first, link.signal);
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return OFFLINE;
        link.heard();
        await append(buffer, value, link.signal);
        if (this.#follow(buffer)) await heard(buffer, "updateend", link.signal);
      }
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** Keeps the picture at its newest, and forgets what is long past. @returns whether the buffer is at work on that */
  #follow(buffer: SourceBuffer): boolean {
    const { video, onState } = this.#options;
    const { buffered } = buffer;
    if (buffered.length === 0) return false;
    const begin = buffered.start(buffered.length - 1);
    const end = buffered.end(buffered.length - 1);
    // It begins in the middle of the camera's own time, and after a gap goes on beyond it.
    if (video.currentTime < begin || end - video.currentTime > BEHIND_SECONDS) {
      video.currentTime = Math.max(begin, end - CUSHION_SECONDS);
    }
    if (video.paused) void video.play().catch(() => undefined);
    if (this.#failures !== 0 || !this.#playing) {
      this.#failures = 0;
      this.#playing = true;
      onState({ state: "playing" });
    }
    if (video.currentTime - buffered.start(0) <= 2 * KEPT_SECONDS) return false;
    buffer.remove(buffered.start(0), video.currentTime - KEPT_SECONDS);
    return true;
  }
}

/** One request's lifetime: it ends with its player, or when nothing has come for too long. */
class Link implements Disposable {
  readonly #stop = new AbortController();
  readonly signal: AbortSignal;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(ended: AbortSignal) {
    this.signal = AbortSignal.any([this.#stop.signal, ended]);
    this.heard();
  }

  heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#stop.abort(), SILENT_MS);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#silence);
    this.#stop.abort();
  }
}

/** Everything up to what can be handed to a buffer; `first` is null where the bytes are no MP4. */
async function beginningOf(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  link: Link,
): Promise<{ readonly first: Uint8Array<ArrayBuffer> | null; readonly codec: string | null }> {
  let gathered = new Uint8Array(0);
  while (gathered.length < LONGEST_BEGINNING) {
    const { done, value } = await reader.read();
    if (done) break;
    link.heard();
    const longer = new Uint8Array(gathered.length + value.length);
    longer.set(gathered);
    longer.set(value, gathered.length);
    gathered = longer;
    const initialisation = initialisationOf(gathered);
    if (initialisation === null) break;
    if (initialisation !== undefined) return { first: gathered, codec: initialisation.codec };
  }
  return { first: null, codec: null };
}

async function append(buffer: SourceBuffer, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
  buffer.appendBuffer(bytes);
  await heard(buffer, "updateend", signal);
}

/** @throws when the signal ends first, or the target says `error` */
function heard(target: EventTarget, event: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const settled = new AbortController();
  const options = { once: true, signal: settled.signal };
  target.addEventListener(event, () => resolve(), options);
  target.addEventListener("error", () => reject(new Error(`the player failed before ${event}`)), options);
  signal.addEventListener("abort", () => reject(new Error(`ended before ${event}`)), options);
  if (signal.aborted) reject(new Error(`ended before ${event}`));
  return promise.finally(() => settled.abort());
}
