import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_QUIET,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  FF_ENCODER_LIBX264,
} from "node-av/constants";
import { Codec, CodecContext, CodecParameters, type Frame, Log, Packet, Rational } from "node-av/lib";

// x264 tells of every stream it encodes.
Log.setLevel(AV_LOG_QUIET);

/** Stamps of what is encoded here are milliseconds. */
export const MILLISECONDS = { num: 1, den: 1000 } as const;

export interface H264Options {
  readonly width: number;
  readonly height: number;
  /** Constant rate factor of x264: 18 hardly to be told from the original, 28 small. */
  readonly crf: number;
  /** About so many, from which the level of the stream follows; each picture has its own stamp. */
  readonly picturesPerSecond: number;
  /** Pictures to a key frame. */
  readonly gop: number;
  /** Every picture comes out as soon as it went in, and key frames carry their headers. Otherwise they are in the parameters, for a file. */
  readonly live: boolean;
}

/** libx264 on one thread, at its fastest: many cameras share few cores. */
export class H264Encoder implements Disposable {
  readonly #context: CodecContext;
  readonly #packet = new Packet();

  private constructor(context: CodecContext) {
    this.#context = context;
    this.#packet.alloc();
  }

  /** Undefined when FFmpeg cannot: it has no libx264, or not for such a size. */
  static async open(options: H264Options): Promise<H264Encoder | undefined> {
    const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
    if (codec === null) return undefined;
    const context = new CodecContext();
    context.allocContext3(codec);
    context.width = options.width;
    context.height = options.height;
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    context.timeBase = new Rational(MILLISECONDS.num, MILLISECONDS.den);
    context.framerate = new Rational(options.picturesPerSecond, 1);
    context.gopSize = options.gop;
    context.maxBFrames = 0;
    context.threadCount = 1;
    context.setOption("preset", "ultrafast");
    context.setOption("crf", String(options.crf));
    context.setOption("forced-idr", "1");
    if (options.live) context.setOption("tune", "zerolatency");
    else context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
    if ((await context.open2(codec)) >= 0) return new H264Encoder(context);
    context.freeContext();
    return undefined;
  }

  /** @param frame with its stamp in `pts`; null: no more. @returns packets that are the caller's own to free */
  async encode(frame: Frame | null, key = false): Promise<Packet[]> {
    if (frame !== null) frame.pictType = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    await this.#context.sendFrame(frame);
    const packets: Packet[] = [];
    while ((await this.#context.receivePacket(this.#packet)) >= 0) {
      const copy = this.#packet.clone();
      if (copy !== null) packets.push(copy);
      this.#packet.unref();
    }
    return packets;
  }

  parameters(): CodecParameters {
    const parameters = new CodecParameters();
    parameters.alloc();
    parameters.fromContext(this.#context);
    return parameters;
  }

  [Symbol.dispose](): void {
    this.#packet.free();
    this.#context.freeContext();
  }
}
