/** Frames to H.264, one picture in and one out, through the FFmpeg inside node-av. */
import {
  AV_LOG_ERROR,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AV_PKT_FLAG_KEY,
  FF_ENCODER_LIBX264,
} from "node-av/constants";
import { Codec, CodecContext, FFmpegError, Frame, Log, Packet, Rational } from "node-av/lib";

export type Encoded = { readonly data: Buffer; readonly key: boolean };

export type Encoder = Disposable & {
  /** @param bytes one `yuv420p` picture without padding @param forceKey make this one a key frame */
  encode(bytes: Uint8ClampedArray<ArrayBuffer>, presentationMs: number, forceKey: boolean): Encoded[];
};

/**
 * @param bitsPerSecond as a camera with a narrow line has it; a constant quality (CRF 25) when not given
 * @param preset libx264's: "ultrafast" leaves out what cameras do not (CABAC, the deblocking filter), and is cheaper to decode
 * @throws Error when the FFmpeg inside node-av has no H.264 encoder: a broken installation.
 */
export function createEncoder(
  widthPx: number,
  heightPx: number,
  framesPerSecond: number,
  bitsPerSecond?: number,
  preset: "ultrafast" | "veryfast" = "ultrafast",
): Encoder {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (!codec) throw new Error("the FFmpeg inside node-av has no libx264");
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = widthPx;
  context.height = heightPx;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, 1000);
  context.framerate = new Rational(framesPerSecond, 1);
  context.gopSize = framesPerSecond * 2;
  context.maxBFrames = 0;
  if (bitsPerSecond !== undefined) {
    context.bitRate = BigInt(bitsPerSecond);
    context.rcMaxRate = BigInt(Math.round(1.5 * bitsPerSecond));
    context.rcBufferSize = bitsPerSecond;
  }
  context.threadCount = 1;
  // Options are set one by one: a Dictionary handed to open2Sync is freed by FFmpeg and again by node-av 6.1.1.
  for (const [name, value] of [
    ["preset", preset],
    ["tune", "zerolatency"],
    ...(bitsPerSecond === undefined ? [["crf", "25"] as const] : []),
    ["forced-idr", "1"],
  ] as const) {
    FFmpegError.throwIfError(context.setOption(name, value), `set the encoder's ${name}`);
  }
  FFmpegError.throwIfError(context.open2Sync(codec, null), "open the H.264 encoder");
  const frame = new Frame();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUV420P;
  frame.width = widthPx;
  frame.height = heightPx;
  FFmpegError.throwIfError(frame.getBuffer(), "allocate a frame");
  const packet = new Packet();
  packet.alloc();
  return {
    encode(bytes, presentationMs, forceKey) {
      FFmpegError.throwIfError(frame.makeWritable(), "make the frame writable");
      FFmpegError.throwIfError(
        frame.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
        "fill the frame",
      );
      frame.pts = BigInt(Math.round(presentationMs));
      frame.pictType = forceKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
      FFmpegError.throwIfError(context.sendFrameSync(frame), "encode a frame");
      const encoded: Encoded[] = [];
      while (context.receivePacketSync(packet) >= 0) {
        if (packet.data) encoded.push({ data: Buffer.from(packet.data), key: (packet.flags & AV_PKT_FLAG_KEY) !== 0 });
        packet.unref();
      }
      return encoded;
    },
    [Symbol.dispose]() {
      packet.free();
      frame.free();
      context.freeContext();
    },
  };
}

/** FFmpeg's own chatter goes to standard error; only its errors are worth reading. */
export function quietFfmpeg(): void {
  Log.setLevel(AV_LOG_ERROR);
}
