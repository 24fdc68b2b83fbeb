import { AV_CODEC_ID_MJPEG, AV_PIX_FMT_YUVJ420P, type AVPixelFormat, SWS_BILINEAR } from "node-av/constants";
import { Codec, CodecContext, Frame, Packet, Rational, SoftwareScaleContext } from "node-av/lib";

/** JPEG quantiser, 2 best to 31: about 90 kB for a picture of 1280 x 720. */
const QUANTISER = 5;

/** One decoded frame as a JPEG of its own size; undefined when FFmpeg cannot make one of it. */
export function stillOf(frame: Frame): Uint8Array<ArrayBuffer> | undefined {
  using scaler = new SoftwareScaleContext();
  using picture = new Frame();
  using packet = new Packet();
  using encoder = new CodecContext();
  scaler.getContext(
    frame.width,
    frame.height,
    frame.format as AVPixelFormat,
    frame.width,
    frame.height,
    AV_PIX_FMT_YUVJ420P,
    SWS_BILINEAR,
  );
  picture.alloc();
  picture.format = AV_PIX_FMT_YUVJ420P;
  picture.width = frame.width;
  picture.height = frame.height;
  if (picture.getBuffer() < 0 || scaler.scaleFrameSync(picture, frame) < 0) return undefined;
  const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
  if (codec === null) return undefined;
  encoder.allocContext3(codec);
  encoder.width = frame.width;
  encoder.height = frame.height;
  encoder.pixelFormat = AV_PIX_FMT_YUVJ420P;
  encoder.timeBase = new Rational(1, 25);
  encoder.qMin = QUANTISER;
  encoder.qMax = QUANTISER;
  encoder.threadCount = 1;
  if (encoder.open2Sync(codec, null) < 0) return undefined;
  picture.pts = 0n;
  packet.alloc();
  if (encoder.sendFrameSync(picture) < 0 || encoder.receivePacketSync(packet) < 0 || packet.data === null)
    return undefined;
  return Uint8Array.from(packet.data);
}
