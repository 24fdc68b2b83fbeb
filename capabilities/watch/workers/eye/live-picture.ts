import type { Frame } from "node-av/lib";
import type { Analyser } from "../../analysis/analyser.ts";
import { type Mask, Masking } from "../../analysis/privacy/mask.ts";
import { pixelate } from "../../analysis/privacy/pixelate.ts";
import { LiveEncoder } from "../../video/made/live-encoder.ts";
import { Copier, planesOf } from "../../video/picture420.ts";
import type { FrameTap } from "../../video/source/source.ts";
import { StampBook } from "../../video/recordings/stamps.ts";
import { stillOf } from "../../video/made/still.ts";
import { overlayOf } from "./overlay.ts";
import type { Report, WatchOrder } from "./protocol.ts";
import type { Showing } from "./showing.ts";

const LIVE_WIDTH = 960;
const LIVE_A_SECOND = 12;
/** Pictures that wait for the analysis of what follows them; it comes six times a second. */
const MOST_WAITING = 24;

export interface LiveParts {
  readonly order: WatchOrder;
  readonly showing: Showing;
  readonly say: (report: Report) => void;
  /** Monotonic, in seconds. */
  readonly now: () => number;
  readonly timeBase: { readonly num: number; readonly den: number };
}

interface Waiting {
  readonly seconds: number;
  readonly picture: Frame;
  readonly factor: number;
  readonly use: "live" | "still";
}

/**
 * One stream as it is shown now: a frame waits until the analysis knows the picture after it, so that whoever came in between is hidden in it
 * too, and then goes out. What waits is this stream's own copy; nobody sees it before its people are in blocks.
 */
export class LivePicture implements FrameTap, Disposable {
  readonly #parts: LiveParts;
  readonly stamps: StampBook;
  readonly #copier = new Copier(LIVE_WIDTH);
  readonly #whole = new Copier(Number.POSITIVE_INFINITY);
  readonly #encoder = new LiveEncoder();
  #masks: readonly Mask[] = [];
  #waiting: Waiting[] = [];
  #dueSeconds = 0;
  /** From the stream's own seconds to those that are shown, which go on when a recording begins again. */
  #offset: number | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.stamps = new StampBook(parts.timeBase);
  }

  /** What nobody sees, in pixels of this stream: known before anything of it is shown. */
  mask(masks: readonly Mask[]): void {
    this.#masks = masks;
  }

  seen(stamp: bigint, seconds: number): boolean {
    this.stamps.add(stamp, seconds);
    this.#offset ??= this.#parts.now() - seconds;
    const { showing } = this.#parts;
    return showing.still || (showing.live && seconds >= this.#dueSeconds);
  }

  take(frame: Frame, seconds: number): void {
    const { showing } = this.#parts;
    if (showing.takeStill()) this.#wait(this.#whole.copy(frame), frame, seconds, "still");
    if (!showing.live || seconds < this.#dueSeconds) return;
    const between = 1 / LIVE_A_SECOND;
    this.#dueSeconds = Math.max(this.#dueSeconds + between, seconds + between / 2);
    this.#wait(this.#copier.copy(frame), frame, seconds, "live");
  }

  /** The analysis knows this much now: shows what was waiting for it. */
  async analysed(analyser: Analyser): Promise<void> {
    const { order, showing, say } = this.#parts;
    const { knownUntil } = analyser.pixelation;
    const offset = this.#offset ?? 0;
    if (showing.overlay) {
      const overlay = overlayOf(analyser, order.camera, knownUntil + offset);
      say({ report: "overlay", camera: order.camera, overlay });
    }
    const due = this.#waiting.filter(({ seconds }) => seconds <= knownUntil);
    this.#waiting = this.#waiting.filter(({ seconds }) => seconds > knownUntil);
    for (const each of due) {
      try {
        this.#hide(each, analyser);
        await this.#show(each, offset);
      } finally {
        each.picture.free();
      }
    }
  }

  [Symbol.dispose](): void {
    for (const { picture } of this.#waiting.splice(0)) picture.free();
    this.#encoder[Symbol.dispose]();
    this.#copier[Symbol.dispose]();
    this.#whole[Symbol.dispose]();
  }

  #wait(picture: Frame | undefined, frame: Frame, seconds: number, use: Waiting["use"]): void {
    if (picture === undefined) return;
    this.#waiting.push({ seconds, picture, factor: picture.width / frame.width, use });
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift()?.picture.free();
  }

  #hide({ picture, factor, seconds }: Waiting, analyser: Analyser): void {
    const planes = planesOf(picture);
    if (planes === undefined) throw new Error("a copy is no yuv420p");
    pixelate(planes, analyser.pixelation.at(seconds), factor);
    new Masking(this.#masks, picture, factor).blacken(planes);
  }

  async #show({ picture, seconds, use }: Waiting, offset: number): Promise<void> {
    const { order, showing, say } = this.#parts;
    const { camera } = order;
    if (use === "still") {
      const still = stillOf(picture);
      if (still !== undefined) say({ report: "still", camera, still });
      return;
    }
    if (!showing.live) return;
    for (const part of await this.#encoder.encode(picture, seconds + offset, showing.takeKey()))
      say({ report: "live", camera, ...part });
  }
}
