import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from "node-av/constants";
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from "node-av/lib";
import { fillFrame } from "./fill-frame.ts";

/** One coded picture: its NAL units without start codes. */
export interface AccessUnit {
  readonly nals: readonly Uint8Array[];
  readonly key: boolean;
}

export interface Elementary {
  readonly width: number;
  readonly height: number;
  /** SPS and PPS. */
  readonly headers: readonly Uint8Array[];
  readonly units: readonly AccessUnit[];
}

/** Pictures as H.264 without B-frames. `draw` gives the luminance of a picture, `width * height` bytes. */
export async function codedPictures(
  { width, height, count, gop }: { width: number; height: number; count: number; gop: number },
  draw: (index: number) => Uint8Array,
): Promise<Elementary> {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) throw new Error("the FFmpeg inside node-av has no libx264");
  using encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = width;
  encoder.height = height;
  encoder.pixelFormat = AV_PIX_FMT_YUV420P;
  encoder.timeBase = new Rational(1, 25);
  encoder.gopSize = gop;
  encoder.maxBFrames = 0;
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  encoder.setOption("preset", "ultrafast");
  encoder.setOption("tune", "zerolatency");
  FFmpegError.throwIfError(await encoder.open2(codec), "open the encoder");
  using frame = new Frame();
  using packet = new Packet();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUV420P;
  frame.width = width;
  frame.height = height;
  FFmpegError.throwIfError(frame.getBuffer(), "allocate a frame");
  packet.alloc();
  const units: AccessUnit[] = [];
  const collect = async (): Promise<void> => {
    while ((await encoder.receivePacket(packet)) >= 0) {
      units.push({ nals: nalsOf(Buffer.from(packet.data ?? [])), key: packet.isKeyframe });
      packet.unref();
    }
  };
  for (let index = 0; index < count; index++) {
    frame.makeWritable();
    fillFrame(frame, draw(index));
    frame.pts = BigInt(index);
    FFmpegError.throwIfError(await encoder.sendFrame(frame), "encode");
    await collect();
  }
  await encoder.sendFrame(null);
  await collect();
  return { width, height, headers: nalsOf(Buffer.from(encoder.extraData ?? [])), units };
}

/** Annex B of H.264: units between start codes. */
function nalsOf(bytes: Buffer): Uint8Array[] {
  const nals: Uint8Array[] = [];
  let start = -1;
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
    if (start >= 0) nals.push(bytes.subarray(start, bytes[at - 1] === 0 ? at - 1 : at));
    start = at + 3;
    at += 2;
  }
  if (start >= 0) nals.push(bytes.subarray(start));
  return nals;
}
