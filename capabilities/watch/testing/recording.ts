import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from "node-av/constants";
import { Codec, CodecContext, CodecParameters, FFmpegError, Frame, Packet, Rational } from "node-av/lib";
import { type RenderedScene, renderer } from "../analysis/rendered-scene.ts";
import { fillFrame } from "./fill-frame.ts";
import { muxed } from "../video/made/clip.ts";

/** A rendered scene as an H.264 recording in a fragmented MP4, which can also be sent as a stream. Width and height even. */
export async function recordingOf(
  scene: RenderedScene,
  seconds: number,
  picturesPerSecond: number,
): Promise<Uint8Array> {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) throw new Error("the FFmpeg inside node-av has no libx264");
  const timeBase = { num: 1, den: 1000 };
  using encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = scene.width;
  encoder.height = scene.height;
  encoder.pixelFormat = AV_PIX_FMT_YUV420P;
  encoder.timeBase = new Rational(timeBase.num, timeBase.den);
  encoder.framerate = new Rational(picturesPerSecond, 1);
  encoder.gopSize = picturesPerSecond;
  encoder.maxBFrames = 0;
  encoder.threadCount = 1;
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  encoder.setOption("preset", "ultrafast");
  FFmpegError.throwIfError(await encoder.open2(codec), "open the encoder");
  using frame = new Frame();
  using packet = new Packet();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUV420P;
  frame.width = scene.width;
  frame.height = scene.height;
  FFmpegError.throwIfError(frame.getBuffer(), "allocate a frame");
  packet.alloc();
  const draw = renderer(scene);
  const packets: Packet[] = [];
  const collect = async (): Promise<void> => {
    while ((await encoder.receivePacket(packet)) >= 0) {
      const copy = packet.clone();
      if (copy !== null) packets.push(copy);
      packet.unref();
    }
  };
  for (let index = 0; index < seconds * picturesPerSecond; index++) {
    frame.makeWritable();
    fillFrame(frame, draw(index / picturesPerSecond).luma.pixels);
    frame.pts = BigInt(Math.round((1000 * index) / picturesPerSecond));
    FFmpegError.throwIfError(await encoder.sendFrame(frame), "encode");
    await collect();
  }
  await encoder.sendFrame(null);
  await collect();
  const parameters = new CodecParameters();
  parameters.alloc();
  parameters.fromContext(encoder);
  const recording = await muxed(packets, parameters, timeBase);
  for (const each of packets) each.free();
  if (recording === undefined) throw new Error("nothing was recorded");
  return recording;
}
