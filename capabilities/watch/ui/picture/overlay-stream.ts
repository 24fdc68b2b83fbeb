import { Overlay } from "../../words/overlay.ts";

/** What the analysis sees is told several times a second; a few seconds of it are enough to find what belongs to the shown picture. */
const KEPT = 60;
/** A line is at most this long: what never ends is no line. */
const LONGEST_LINE = 1 << 20;
const AGAIN_MS = 2000;
/** How far the picture that is shown and what the analysis says may lie apart, in seconds, and still be the same moment. */
const SAME_MOMENT_SECONDS = 0.6;

/** What the analysis of one camera says, a JSON line a picture, for as long as somebody looks; latest wins. */
export class OverlayStream implements Disposable {
  readonly #ended = new AbortController();
  #kept: Overlay[] = [];
  #heardAtMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string) {
    void this.#run(address);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#ended.abort();
  }

  /** When it last said something, by this machine's clock (`performance.now()`); null before it did. */
  heardAtMs(): number | null {
    return this.#heardAtMs;
  }

  /** What belongs to the picture of this second of the stream; the newest of all where the two do not count alike. */
  at(seconds: number): Overlay | null {
    const fits = this.#kept.findLast((each) => each.seconds <= seconds + 1 / 60);
    if (fits !== undefined && seconds - fits.seconds <= SAME_MOMENT_SECONDS) return fits;
    return this.#kept.at(-1) ?? null;
  }

  async #run(address: string): Promise<void> {
    try {
      const response = await fetch(address, { signal: this.#ended.signal, credentials: "same-origin" });
      if (response.ok && response.body !== null) {
        await readLines(response.body.pipeThrough(new TextDecoderStream()), (line) => this.#take(line));
      }
    } catch {
      // Lost, or left: tried again below unless it was left.
    }
    if (this.#ended.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#run(address), AGAIN_MS);
  }

  #take(line: string): void {
    const overlay = Overlay.safeParse(jsonOf(line));
    if (!overlay.success) return;
    const last = this.#kept.at(-1);
    // A recording that begins again, a camera that came back: its time begins anew.
    if (last !== undefined && overlay.data.seconds < last.seconds) this.#kept = [];
    this.#kept = [...this.#kept.slice(-KEPT), overlay.data];
    this.#heardAtMs = performance.now();
  }
}

/** Every whole line of a stream of text. Exported for its test: where a chunk ends is chance. */
export async function readLines(text: ReadableStream<string>, hear: (line: string) => void): Promise<void> {
  const reader = text.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) return reader.cancel();
    for (const line of lines) if (line.trim() !== "") hear(line);
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
