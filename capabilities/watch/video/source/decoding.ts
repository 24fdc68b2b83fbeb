import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import {
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_HWDEVICE_TYPE_CUDA,
  AV_HWDEVICE_TYPE_VAAPI,
  type AVCodecID,
  type AVHWDeviceType,
  FF_DECODER_H264_V4L2M2M,
  FF_DECODER_HEVC_V4L2M2M,
  type FFVideoDecoder,
} from "node-av/constants";
import { Codec, CodecContext, HardwareDeviceContext, type Stream } from "node-av/lib";

/** What decodes: a part of the machine made for it, or its processors. */
export const DECODERS = ["software", "vaapi", "cuda", "v4l2m2m"] as const;
export type DecodedBy = (typeof DECODERS)[number];

export interface Decoding {
  readonly decoder: CodecContext;
  readonly by: DecodedBy;
  readonly work: DecoderWork;
}

/**
 * Where its work is done. `here`: in the thread that asks, while it waits: a thread beside it costs two changes of threads a call, which
 * for a small picture is a good part of decoding it. `beside`: a packet is decoded in a thread of FFmpeg's callers, and its picture is
 * there at once. `elsewhere`: by the decoder's own threads or by hardware, and a picture has to be waited for.
 */
export type DecoderWork = "here" | "beside" | "elsewhere";

const DEVICES: readonly (readonly [DecodedBy, AVHWDeviceType])[] = [
  ["vaapi", AV_HWDEVICE_TYPE_VAAPI],
  ["cuda", AV_HWDEVICE_TYPE_CUDA],
];

const BOARD_DECODERS = new Map<AVCodecID, FFVideoDecoder>([
  [AV_CODEC_ID_H264, FF_DECODER_H264_V4L2M2M],
  [AV_CODEC_ID_HEVC, FF_DECODER_HEVC_V4L2M2M],
]);

/** More than 1920 x 1088 wants more than one processor; below, one camera is one of many and threads would only cost memory. */
const LARGE_PIXELS = 1920 * 1088;
/** Up to this many pixels a second, four cameras take less than half a core to decode: they do it in their own thread. */
const SMALL_PIXELS_A_SECOND = 1280 * 720 * 30;
const USUAL_RATE = 25;

let device:
  | { readonly by: DecodedBy; readonly type: AVHWDeviceType; readonly context: HardwareDeviceContext }
  | null
  | undefined;

/** The machine's decoding device, looked for once a thread; null when it has none. */
function hardware(): NonNullable<typeof device> | null {
  if (device !== undefined) return device;
  for (const [by, type] of DEVICES) {
    const context = new HardwareDeviceContext();
    if (context.create(type) >= 0) {
      device = { by, type, context };
      return device;
    }
  }
  device = null;
  return null;
}

/** Boards such as a Raspberry Pi decode through Video4Linux: a codec of its own and no device to open. */
function memoryToMemory(coding: AVCodecID): Codec | null {
  if (process.arch !== "arm64" || process.platform !== "linux") return null;
  const hasDevice = readdirSync("/dev").some((entry) => /^video\d+$/.test(entry));
  const name = BOARD_DECODERS.get(coding);
  return hasDevice && name !== undefined ? Codec.findDecoderByName(name) : null;
}

/**
 * A decoder for this stream: hardware where there is some that can, otherwise software. Undefined when nothing decodes it; "unknown"
 * when its coding is not known at all.
 * @param useHardware false after hardware has failed on this camera
 */
export async function openDecoder(stream: Stream, useHardware: boolean): Promise<Decoding | "unknown" | undefined> {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (codec === null) return "unknown";
  const found = useHardware ? hardware() : null;
  if (found !== null && hasDevice(codec, found.type)) {
    const decoder = await opened(codec, stream, (context) => {
      context.hwDeviceCtx = found.context;
    });
    if (decoder !== undefined) return { decoder, by: found.by, work: "elsewhere" };
  }
  const board = useHardware ? memoryToMemory(stream.codecpar.codecId) : null;
  if (board !== null) {
    const decoder = await opened(board, stream, () => {});
    if (decoder !== undefined) return { decoder, by: "v4l2m2m", work: "elsewhere" };
  }
  const { width, height } = stream.codecpar;
  const threads = width * height > LARGE_PIXELS ? Math.min(4, availableParallelism()) : 1;
  const decoder = await opened(codec, stream, (context) => {
    context.threadCount = threads;
  });
  return decoder === undefined
    ? undefined
    : { decoder, by: "software", work: threads > 1 ? "elsewhere" : workOf(stream) };
}

function workOf({ codecpar: { width, height }, avgFrameRate: { num, den } }: Stream): DecoderWork {
  const rate = num > 0 && den > 0 ? num / den : USUAL_RATE;
  return width * height * rate <= SMALL_PIXELS_A_SECOND ? "here" : "beside";
}

function hasDevice(codec: Codec, type: AVHWDeviceType): boolean {
  for (let index = 0; ; index++) {
    const config = codec.getHwConfig(index);
    if (config === null) return false;
    if (config.deviceType === type) return true;
  }
}

async function opened(
  codec: Codec,
  stream: Stream,
  prepare: (context: CodecContext) => void,
): Promise<CodecContext | undefined> {
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(stream.codecpar);
  decoder.pktTimebase = stream.timeBase;
  prepare(decoder);
  if ((await decoder.open2(codec)) >= 0) return decoder;
  decoder.freeContext();
  return undefined;
}
