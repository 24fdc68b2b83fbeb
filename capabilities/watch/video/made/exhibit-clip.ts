import { AVERROR_EOF } from "node-av/constants";
import { Codec, CodecContext, Frame, type Packet } from "node-av/lib";
import { type Mask, Masking } from "../../analysis/privacy/mask.ts";
import { pixelate } from "../../analysis/privacy/pixelate.ts";
import type { Cover } from "../../analysis/privacy/pixelation.ts";
import { type KeptPackets, muxed } from "./clip.ts";
import { H264Encoder, MILLISECONDS } from "./h264.ts";
import { Copier, planesOf } from "../picture420.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Of the copy that everybody sees: enough to see what happened, a third of the work of all pictures in full size. */
const SHOWN_WIDTH = 960;
const SHOWN_A_SECOND = 13;
const SHOWN_CRF = 26;
/** Of an original that cannot be kept as it came, because parts of it are masked or no browser plays it. */
const ORIGINAL_WIDTH = 1920;
const ORIGINAL_CRF = 21;
const GOP = 50;

export interface ClipRequest {
  readonly kept: KeptPackets;
  /** The seconds that matter, of the stream. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** The second of the frame with this stamp; undefined when it is not known, and then all of it is hidden. */
  readonly secondsOf: (stamp: bigint) => number | undefined;
  readonly coverAt: (seconds: number) => Cover;
  readonly masks: readonly Mask[];
  readonly signal: AbortSignal;
}

export interface ExhibitClips {
  /** With people in blocks. */
  readonly shown: Bytes | undefined;
  /** As the camera sent it, but for what is masked. */
  readonly original: Bytes | undefined;
}

/** Makes both clips in one pass, and disposes of the packets. Undefined when told to stop meanwhile. */
export async function exhibitClips(request: ClipRequest): Promise<ExhibitClips | undefined> {
  using kept = request.kept;
  using shown = new Recording(SHOWN_WIDTH, SHOWN_CRF, 1 / SHOWN_A_SECOND);
  using original = new Recording(ORIGINAL_WIDTH, ORIGINAL_CRF, 0);
  const asItCame = kept.isPlayable && request.masks.length === 0;
  let shownMasks: Masking | undefined;
  let originalMasks: Masking | undefined;
  await eachFrame(kept, request.signal, async (frame) => {
    const seconds = request.secondsOf(frame.bestEffortTimestamp);
    if (seconds !== undefined && (seconds < request.fromSeconds || seconds > request.toSeconds)) return;
    const cover = seconds === undefined ? undefined : request.coverAt(seconds);
    await shown.add(frame, seconds, (picture) => {
      const planes = planesOf(picture);
      if (planes === undefined) return;
      const factor = picture.width / frame.width;
      shownMasks ??= new Masking(request.masks, picture, factor);
      pixelate(planes, cover ?? { whole: true, block: Math.ceil(frame.height / 12) }, factor);
      shownMasks.blacken(planes);
    });
    if (asItCame) return;
    await original.add(frame, seconds, (picture) => {
      const planes = planesOf(picture);
      originalMasks ??= new Masking(request.masks, picture, picture.width / frame.width);
      if (planes !== undefined) originalMasks.blacken(planes);
    });
  });
  if (request.signal.aborted) return undefined;
  return {
    shown: await shown.end(),
    original: asItCame ? await muxed(kept.packets, kept.parameters, kept.timeBase) : await original.end(),
  };
}

async function eachFrame(kept: KeptPackets, signal: AbortSignal, see: (frame: Frame) => Promise<void>): Promise<void> {
  const codec = Codec.findDecoder(kept.parameters.codecId);
  if (codec === null) return;
  using decoder = new CodecContext();
  using frame = new Frame();
  decoder.allocContext3(codec);
  decoder.parametersToContext(kept.parameters);
  decoder.threadCount = 1;
  if ((await decoder.open2(codec)) < 0) return;
  frame.alloc();
  for (const packet of [...kept.packets, null]) {
    if (signal.aborted) return;
    await decoder.sendPacket(packet);
    for (;;) {
      const received = await decoder.receiveFrame(frame);
      if (received === AVERROR_EOF || received < 0) break;
      await see(frame);
      frame.unref();
    }
  }
}

/** Pictures that become one MP4. */
class Recording implements Disposable {
  readonly #copier: Copier;
  readonly #crf: number;
  readonly #between: number;
  readonly #packets: Packet[] = [];
  #encoder: H264Encoder | undefined;
  #size = { width: 0, height: 0 };
  #firstSeconds: number | undefined;
  #lastMs = -1;
  #dueSeconds = Number.NEGATIVE_INFINITY;

  constructor(mostWidth: number, crf: number, betweenSeconds: number) {
    this.#copier = new Copier(mostWidth);
    this.#crf = crf;
    this.#between = betweenSeconds;
  }

  async add(frame: Frame, seconds: number | undefined, change: (picture: Frame) => void): Promise<void> {
    const at = seconds ?? (this.#firstSeconds ?? 0) + (this.#lastMs + 40) / 1000;
    if (at < this.#dueSeconds) return;
    this.#dueSeconds = Math.max(this.#dueSeconds + this.#between, at + this.#between / 2);
    const picture = this.#copier.copy(frame);
    if (picture === undefined) return;
    try {
      change(picture);
      const { width, height } = picture;
      this.#encoder ??= await H264Encoder.open({
        width,
        height,
        crf: this.#crf,
        picturesPerSecond: 25,
        gop: GOP,
        live: false,
      });
      if (this.#size.width === 0) this.#size = { width, height };
      // A stream that changed its size in the middle: the clip ends with the first.
      if (this.#encoder === undefined || width !== this.#size.width || height !== this.#size.height) return;
      this.#firstSeconds ??= at;
      this.#lastMs = Math.max(this.#lastMs + 1, Math.round(1000 * (at - this.#firstSeconds)));
      picture.pts = BigInt(this.#lastMs);
      this.#packets.push(...(await this.#encoder.encode(picture)));
    } finally {
      picture.free();
    }
  }

  async end(): Promise<Bytes | undefined> {
    if (this.#encoder === undefined) return undefined;
    this.#packets.push(...(await this.#encoder.encode(null)));
    const parameters = this.#encoder.parameters();
    return muxed(this.#packets, parameters, MILLISECONDS);
  }

  [Symbol.dispose](): void {
    for (const packet of this.#packets) packet.free();
    this.#encoder?.[Symbol.dispose]();
    this.#copier[Symbol.dispose]();
  }
}
