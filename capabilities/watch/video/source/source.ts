import {
  AV_FRAME_FLAG_CORRUPT,
  AV_PIX_FMT_GRAY8,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  type AVPixelFormat,
  SWS_FAST_BILINEAR,
} from "node-av/constants";
import {
  avGetCodecName,
  avGetPixFmtName,
  type FormatContext,
  Frame,
  Packet,
  SoftwareScaleContext,
  type Stream,
} from "node-av/lib";
import type { Luma } from "../../analysis/picture/background.ts";
import type { DecodedBy, Decoding } from "./decoding.ts";
import { failed, type VideoFailure } from "./failure.ts";
import { Hurry, LATE_SECONDS } from "./hurry.ts";
import { KeptFrame } from "./kept-frame.ts";
import { LagMeter } from "./lag.ts";
import { PacketQueue } from "./packet-queue.ts";
import { StreamClock } from "./stream-clock.ts";
import type { Watchdog } from "./watchdog.ts";

/** One picture to analyse. `luma` is valid until the next `read`. */
export interface Picture {
  /** Since the first picture of the stream. */
  readonly seconds: number;
  readonly luma: Luma;
  /** The frame, to make a still from; valid until the next `read`. */
  readonly frame: Frame;
}

export type Reading =
  | { readonly outcome: "picture"; readonly picture: Picture }
  | { readonly outcome: "end" }
  | { readonly outcome: "aborted" }
  | { readonly outcome: "failed"; readonly failure: VideoFailure };

export type Opening =
  | { readonly outcome: "open"; readonly video: VideoSource }
  | { readonly outcome: "aborted" }
  | { readonly outcome: "failed"; readonly failure: VideoFailure };

/** Whoever wants more of a video than what is analysed: a live picture. */
export interface FrameTap {
  /** @param stamp as the stream has it. @returns whether it wants this frame */
  seen(stamp: bigint, seconds: number): boolean;
  /** The frame is valid until this returns. */
  take(frame: Frame, seconds: number): void;
}

export interface SourceOptions {
  readonly signal: AbortSignal;
  /** Pictures a second that are given out; the rest is decoded and skipped. */
  readonly picturesPerSecond: number;
  /** No picture for this long is a failure. */
  readonly timeoutSeconds: number;
  /** Called with every compressed packet of the video before it is decoded, to keep for a clip. */
  readonly onPacket?: (packet: Packet, seconds: number) => void;
  /** Told of every decoded frame, whether or not it is to be analysed. */
  readonly frames?: FrameTap;
  /** Monotonic, in seconds. */
  readonly now: () => number;
  /** Decode with what the machine has for it; true unless said otherwise. */
  readonly hardware?: boolean;
}

/** However far behind, one picture in this time is analysed: who only drops sees nothing. */
const LONGEST_BLIND_SECONDS = 1;
/** A stream of nothing but damage is no video. */
const MOST_DECODE_FAILURES = 200;

/** An opened container and the decoder for its pictures. */
export interface VideoParts {
  readonly format: FormatContext;
  readonly stream: Stream;
  readonly decoding: Decoding;
  readonly options: SourceOptions;
  readonly live: boolean;
  readonly watch: Watchdog;
  readonly close: () => Promise<void>;
}

/** An open video. Read until it ends; dispose of it in any case. */
export class VideoSource implements AsyncDisposable {
  readonly #parts: VideoParts;
  readonly #packet = new Packet();
  /** Read, and not decoded before somebody wants to see one of them. */
  readonly #queue = new PacketQueue();
  readonly #frame = new Frame();
  /** Where a picture decoded by hardware is brought to. */
  readonly #fetched = new Frame();
  readonly #kept = new KeptFrame();
  #gray: { readonly scaler: SoftwareScaleContext; readonly frame: Frame } | undefined;
  readonly live: boolean;
  readonly width: number;
  readonly height: number;
  /** How its pictures are coded, as FFmpeg calls it. */
  readonly codec: string;
  /** Asked for once: each look at a stream is a call into FFmpeg. */
  readonly #index: number;
  readonly #timeBase: { readonly num: number; readonly den: number };
  /** Pictures a second as the container says, 0 when it does not. */
  readonly frameRate: number;
  /** Pictures not decoded, or not given out, because they came too late. */
  dropped = 0;
  /** Pictures not given out because they came damaged. */
  damaged = 0;
  readonly #clock: StreamClock;
  readonly #packetClock: StreamClock;
  readonly #lag = new LagMeter();
  readonly #hurry = new Hurry();
  #hurried = false;
  #givenSeconds = Number.NEGATIVE_INFINITY;
  #dueSeconds = 0;
  #count = 0;
  #failures = 0;
  #flushing = false;
  #closed = false;

  constructor(parts: VideoParts) {
    this.#parts = parts;
    this.live = parts.live;
    this.width = parts.decoding.decoder.width;
    this.height = parts.decoding.decoder.height;
    const rate = parts.stream.avgFrameRate;
    this.frameRate = rate.den > 0 ? rate.num / rate.den : 0;
    this.#index = parts.stream.index;
    const { num, den } = parts.stream.timeBase;
    this.#timeBase = { num, den };
    this.codec = avGetCodecName(parts.stream.codecpar.codecId) ?? "unknown";
    this.#clock = new StreamClock(this.frameRate, this.live);
    this.#packetClock = new StreamClock(this.frameRate, this.live);
    this.#packet.alloc();
    this.#frame.alloc();
    this.#fetched.alloc();
  }

  /** The stream's parameters, for a clip made of its packets. */
  get stream(): Stream {
    return this.#parts.stream;
  }

  get decodedBy(): DecodedBy {
    return this.#parts.decoding.by;
  }

  /** How far what is read lies behind what was sent; 0 for recordings. */
  get lagSeconds(): number {
    return this.live ? this.#lag.seconds : 0;
  }

  /** How often its stamps jumped. */
  get jumps(): number {
    return this.#clock.jumps;
  }

  /** The next picture to analyse. */
  async read(): Promise<Reading> {
    const { format, options, watch } = this.#parts;
    const { decoder, work } = this.#parts.decoding;
    watch.start();
    try {
      for (;;) {
        if (options.signal.aborted) return { outcome: "aborted" };
        const received =
          work === "elsewhere" ? await decoder.receiveFrame(this.#frame) : decoder.receiveFrameSync(this.#frame);
        if (received >= 0) {
          if (isDamaged(this.#frame)) {
            // What the decoder made up would be seen as something that moved.
            this.damaged++;
            continue;
          }
          watch.start();
          this.#failures = 0;
          const picture = await this.#picture();
          if (picture !== undefined) return { outcome: "picture", picture };
          continue;
        }
        if (received === AVERROR_EOF)
          return this.#count > 0
            ? { outcome: "end" }
            : failed("undecodable", "not one of its pictures could be decoded");
        if (received !== AVERROR_EAGAIN && ++this.#failures > MOST_DECODE_FAILURES)
          return failed("undecodable", "its pictures cannot be decoded");
        const next = this.#queue.next();
        if (next !== undefined) {
          await this.#decode(next);
          continue;
        }
        const asked = options.now();
        const read = this.#flushing ? AVERROR_EOF : await format.readFrame(this.#packet);
        if (options.signal.aborted) return { outcome: "aborted" };
        if (read < 0) {
          if (watch.expired) return failed("timeout", `no picture for ${options.timeoutSeconds} s`);
          if (this.live) return failed("vanished", "the camera stopped sending");
          if (this.#flushing) return { outcome: "end" };
          this.#flushing = true;
          await decoder.sendPacket(null);
          continue;
        }
        if (this.#packet.streamIndex === this.#index) await this.#take(asked);
        this.#packet.unref();
      }
    } finally {
      watch.stop();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#frame.free();
    this.#fetched.free();
    this.#kept[Symbol.dispose]();
    this.#queue[Symbol.dispose]();
    this.#packet.free();
    this.#gray?.frame.free();
    this.#gray?.scaler.freeContext();
    this.#parts.decoding.decoder.freeContext();
    await this.#parts.close();
  }

  /** Keeps the packet for a clip, and has it decoded unless that would come too late. */
  async #take(asked: number): Promise<void> {
    const { options } = this.#parts;
    const { decoder, work } = this.#parts.decoding;
    const now = options.now();
    const { dts, pts, isKeyframe } = this.#packet;
    const stamp = this.#secondsOf(dts > NO_STAMP ? dts : pts);
    const seconds = this.#packetClock.next(stamp, now);
    options.onPacket?.(this.#packet, seconds);
    if (this.live) {
      if (stamp !== undefined) this.#lag.packet(stamp, now, now - asked);
      const isDue = seconds >= this.#dueSeconds;
      if (!this.#hurry.takes(isKeyframe, isDue, this.#lag.seconds, now)) {
        this.dropped++;
        return;
      }
      if (this.#hurry.hurried !== this.#hurried) {
        this.#hurried = this.#hurry.hurried;
        decoder.setOption("skip_frame", this.#hurried ? "noref" : "default");
        decoder.setOption("skip_loop_filter", this.#hurried ? "all" : "default");
      }
    }
    if (!this.live || work === "elsewhere") return await this.#decode(this.#packet);
    // With the next picture that is due: those of one stream are decoded faster in a row than in turns with other cameras'.
    this.#queue.add(this.#packet);
    if (seconds >= this.#dueSeconds - this.#tolerance) this.#queue.release();
  }

  async #decode(packet: Packet): Promise<void> {
    const { decoder, work } = this.#parts.decoding;
    const sent = work === "here" ? decoder.sendPacketSync(packet) : await decoder.sendPacket(packet);
    if (sent < 0 && sent !== AVERROR_EAGAIN) this.#failures++;
  }

  /** How much earlier than it is due a picture may be, in seconds. */
  get #tolerance(): number {
    return 0.25 / (this.frameRate > 0 ? this.frameRate : 25);
  }

  /** The decoded frame as a picture, or undefined when it is not due or too late. */
  async #picture(): Promise<Picture | undefined> {
    const { options } = this.#parts;
    const stamp = this.#frame.bestEffortTimestamp;
    const seconds = this.#clock.next(this.#secondsOf(stamp), options.now());
    this.#count++;
    if (options.frames?.seen(stamp, seconds) === true) {
      const tapped = await this.#reachable();
      if (tapped !== undefined) options.frames.take(tapped, seconds);
    }
    if (seconds < this.#dueSeconds - this.#tolerance) return undefined;
    const between = 1 / options.picturesPerSecond;
    this.#dueSeconds = Math.max(this.#dueSeconds + between, seconds + between / 2);
    if (this.lagSeconds > LATE_SECONDS && seconds - this.#givenSeconds < LONGEST_BLIND_SECONDS) {
      this.dropped++;
      return undefined;
    }
    this.#givenSeconds = seconds;
    const decoded = await this.#reachable();
    const frame = decoded && this.#kept.keep(decoded);
    if (frame === undefined) {
      this.damaged++;
      return undefined;
    }
    const luma = await this.#luma(frame);
    return luma === undefined ? undefined : { seconds, luma, frame };
  }

  #secondsOf(stamp: bigint): number | undefined {
    return stamp > NO_STAMP ? (Number(stamp) * this.#timeBase.num) / this.#timeBase.den : undefined;
  }

  /** The decoded frame in this process's own memory. */
  async #reachable(): Promise<Frame | undefined> {
    if (this.#frame.hwFramesCtx === null) return this.#frame;
    this.#fetched.unref();
    return (await this.#frame.hwframeTransferData(this.#fetched)) < 0 ? undefined : this.#fetched;
  }

  async #luma(frame: Frame): Promise<Luma | undefined> {
    if (hasLumaPlane(frame.format as AVPixelFormat)) return this.#kept.luma;
    if (
      this.#gray === undefined ||
      this.#gray.frame.width !== frame.width ||
      this.#gray.frame.height !== frame.height
    ) {
      this.#gray?.frame.free();
      this.#gray?.scaler.freeContext();
      const scaler = new SoftwareScaleContext();
      scaler.getContext(
        frame.width,
        frame.height,
        frame.format as AVPixelFormat,
        frame.width,
        frame.height,
        AV_PIX_FMT_GRAY8,
        SWS_FAST_BILINEAR,
      );
      const target = new Frame();
      target.alloc();
      target.format = AV_PIX_FMT_GRAY8;
      target.width = frame.width;
      target.height = frame.height;
      target.getBuffer();
      this.#gray = { scaler, frame: target };
    }
    return (await this.#gray.scaler.scaleFrame(this.#gray.frame, frame)) < 0 ? undefined : lumaOf(this.#gray.frame);
  }
}

const NO_STAMP = -0x7fffffffffffffffn;

function isDamaged(frame: Frame): boolean {
  return frame.decodeErrorFlags !== 0 || (frame.flags & AV_FRAME_FLAG_CORRUPT) !== 0;
}

function lumaOf(frame: Frame): Luma | undefined {
  const pixels = frame.data?.[0];
  const stride = frame.linesize[0];
  return pixels === undefined || stride === undefined || stride <= 0
    ? undefined
    : { pixels, width: frame.width, height: frame.height, stride };
}

const lumaPlanes = new Map<AVPixelFormat, boolean>();

/** True when the first plane is eight-bit luminance. */
function hasLumaPlane(format: AVPixelFormat): boolean {
  let known = lumaPlanes.get(format);
  if (known === undefined) {
    known = /^(yuvj?4\d\dp|yuva4\d\dp|nv12|nv21|nv16|nv24|gray)$/.test(avGetPixFmtName(format) ?? "");
    lumaPlanes.set(format, known);
  }
  return known;
}
