/** H.264 to frames, one access unit in and one picture out, through the FFmpeg inside node-av. */
import { AV_CODEC_FLAG_LOW_DELAY, AV_CODEC_ID_H264 } from "node-av/constants";
import { Codec, CodecContext, FFmpegError, Frame, Packet } from "node-av/lib";

export type Decoder = Disposable & {
  /** The luma and chroma of the picture in `data`, written into `yuv420p` without padding; false when none came out yet. */
  decode(data: Buffer, into: Uint8ClampedArray<ArrayBuffer>): boolean;
};

/** @throws Error when the FFmpeg inside node-av has no H.264 decoder: a broken installation. */
export function createDecoder(widthPx: number, heightPx: number): Decoder {
  const codec = Codec.findDecoder(AV_CODEC_ID_H264);
  if (!codec) throw new Error("the FFmpeg inside node-av has no H.264 decoder");
  const context = new CodecContext();
  context.allocContext3(codec);
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_LOW_DELAY);
  FFmpegError.throwIfError(context.open2Sync(codec, null), "open the H.264 decoder");
  const frame = new Frame();
  frame.alloc();
  const packet = new Packet();
  packet.alloc();
  const count = widthPx * heightPx;
  return {
    decode(data, into) {
      packet.data = data;
      FFmpegError.throwIfError(context.sendPacketSync(packet), "decode a packet");
      packet.unref();
      let came = false;
      while (context.receiveFrameSync(frame) >= 0) {
        came = true;
        const sizes = [
          [0, widthPx, heightPx],
          [count, widthPx >> 1, heightPx >> 1],
          [count + count / 4, widthPx >> 1, heightPx >> 1],
        ] as const;
        for (const [plane, [offset, width, height]] of sizes.entries()) {
          const from = frame.data?.[plane];
          const stride = frame.linesize[plane];
          if (!from || !stride) throw new Error("a decoded frame has its planes");
          for (let row = 0; row < height; row++)
            into.set(from.subarray(row * stride, row * stride + width), offset + row * width);
        }
        frame.unref();
      }
      return came;
    },
    [Symbol.dispose]() {
      packet.free();
      frame.free();
      context.freeContext();
    },
  };
}
