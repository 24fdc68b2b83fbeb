/** Why somebody who looked does not see anything more. */
export type Closing =
  | "camera-dark"
  | "camera-changed"
  | "analysis-crashed"
  | "picture-changed"
  | "slow-viewer"
  | "left";

/** What nobody fetched in time. About three seconds of a live picture; who is slower than that sees the past. */
const MOST_BYTES = 2_000_000;
const MOST_PARTS = 120;

/**
 * Somebody who looks: what they were not sent yet, in order and bounded. Who is too slow is let go with a named error and comes again;
 * their slowness costs nobody else anything.
 */
export class Viewer implements AsyncIterable<Uint8Array> {
  readonly #kind: "video" | "lines";
  readonly #closers: (() => void)[] = [];
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #wake: (() => void) | undefined;
  #closing: Closing | undefined;
  #begun = false;
  #keyed = false;

  constructor(kind: "video" | "lines", gone: AbortSignal) {
    this.#kind = kind;
    if (gone.aborted) this.close("left");
    else gone.addEventListener("abort", () => this.close("left"), { once: true });
  }

  /** It was sent what everything later builds on. */
  get begun(): boolean {
    return this.#begun;
  }

  begin(bytes: Uint8Array): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#push(bytes);
  }

  /** @param key can be shown without what came before */
  give(bytes: Uint8Array, key: boolean): void {
    if (!this.#begun) return;
    this.#keyed ||= key;
    if (this.#keyed) this.#push(bytes);
  }

  onClose(closer: () => void): void {
    if (this.#closing !== undefined) closer();
    else this.#closers.push(closer);
  }

  close(closing: Closing): void {
    if (this.#closing !== undefined) return;
    this.#closing = closing;
    // What is live is over: nobody is sent the rest of a picture that is dark.
    this.#parts = closing === "left" ? [] : [this.#farewell(closing)];
    for (const closer of this.#closers.splice(0)) closer();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    try {
      for (;;) {
        const part = this.#parts.shift();
        if (part !== undefined) {
          this.#bytes -= part.length;
          if (part.length > 0) yield part;
        } else if (this.#closing !== undefined) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.close("left");
    }
  }

  #push(bytes: Uint8Array): void {
    if (this.#closing !== undefined) return;
    this.#parts.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_BYTES || this.#parts.length > MOST_PARTS) this.close("slow-viewer");
    this.#wake?.();
  }

  /** The named error as the stream's last word: a JSON line, or a `skip` box (ISO/IEC 14496-12, 8.1.2), which players pass over. */
  #farewell(closing: Closing): Uint8Array {
    const words = Buffer.from(JSON.stringify({ error: closing }));
    if (this.#kind === "lines") return Buffer.concat([words, Buffer.from("\n")]);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + words.length);
    head.write("skip", 4, "latin1");
    return Buffer.concat([head, words]);
  }
}
