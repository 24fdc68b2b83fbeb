import {
  AV_PIX_FMT_GBRP,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ444P,
  type AVPixelFormat,
  SWS_AREA,
  SWS_BILINEAR,
} from "node-av/constants";
import { type Frame, SoftwareScaleContext } from "node-av/lib";
import type { Rectangle } from "../analysis/tracks/region.ts";

/** Where a window of a frame is to be drawn: planes of `width` x `height`, of which the window fills the upper left part. */
export interface ColourTarget {
  readonly width: number;
  readonly height: number;
  readonly channels: "rgb" | "bgr";
  readonly fillWidth: number;
  readonly fillHeight: number;
}

/** What surrounds a picture that does not fill its input; what detectors of these families were trained with. */
const GREY = 114;
const CHANNELS = 3;

/**
 * One window of a decoded frame in colour, scaled: three planes of bytes one after the other. Only what a detector looks at is converted.
 * @param window in pixels of the frame, within it, on even places (chroma has half the size)
 * @returns undefined when FFmpeg cannot convert the frame, or the frame is not in this memory
 */
export function colourOf(frame: Frame, window: Rectangle, target: ColourTarget): Uint8Array<ArrayBuffer> | undefined {
  const format = frame.format as AVPixelFormat;
  const source = sliceOf(frame, format, window);
  if (source === undefined) return undefined;
  const { width, height, fillWidth, fillHeight } = target;
  const size = width * height;
  const bytes = new Uint8Array(CHANNELS * size).fill(GREY);
  const plane = (channel: "r" | "g" | "b"): Buffer =>
    Buffer.from(bytes.buffer, target.channels.indexOf(channel) * size, size);
  const across = window.right - window.left;
  const down = window.bottom - window.top;
  using scaler = new SoftwareScaleContext();
  // Averaging when it gets much smaller: a detector that sees every third pixel sees moiré.
  const filter = across > 1.5 * fillWidth ? SWS_AREA : SWS_BILINEAR;
  scaler.getContext(across, down, format, fillWidth, fillHeight, AV_PIX_FMT_GBRP, filter);
  const drawn = scaler.scaleSync(
    source.planes,
    source.strides,
    0,
    down,
    [plane("g"), plane("b"), plane("r")],
    [width, width, width],
  );
  return drawn === fillHeight ? bytes : undefined;
}

/** The planes of a frame from the upper left corner of a window on. */
function sliceOf(
  frame: Frame,
  format: AVPixelFormat,
  { left, top }: Rectangle,
): { readonly planes: Buffer[]; readonly strides: number[] } | undefined {
  const shares = PLANES.get(format);
  const { data, linesize } = frame;
  if (shares === undefined || data === null) return undefined;
  const planes: Buffer[] = [];
  const strides: number[] = [];
  for (const [index, { across, down }] of shares.entries()) {
    const plane = data[index];
    const stride = linesize[index];
    if (plane === undefined || stride === undefined || stride <= 0) return undefined;
    planes.push(plane.subarray((top / down) * stride + left / across));
    strides.push(stride);
  }
  return { planes, strides };
}

/** For each plane how many pixels of the picture a byte, and a line, of it stands for. */
type Shares = readonly { readonly across: number; readonly down: number }[];

const planar = (across: number, down: number): Shares => [
  { across: 1, down: 1 },
  { across, down },
  { across, down },
];
/** Two bytes for two pixels. */
const INTERLEAVED: Shares = [
  { across: 1, down: 1 },
  { across: 1, down: 2 },
];
const PLANES: ReadonlyMap<AVPixelFormat, Shares> = new Map<AVPixelFormat, Shares>([
  [AV_PIX_FMT_YUV420P, planar(2, 2)],
  [AV_PIX_FMT_YUVJ420P, planar(2, 2)],
  [AV_PIX_FMT_YUV422P, planar(2, 1)],
  [AV_PIX_FMT_YUVJ422P, planar(2, 1)],
  [AV_PIX_FMT_YUV444P, planar(1, 1)],
  [AV_PIX_FMT_YUVJ444P, planar(1, 1)],
  [AV_PIX_FMT_NV12, INTERLEAVED],
]);
