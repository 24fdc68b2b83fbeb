import { CameraId, DeviceId, Instant } from "@cordon/kernel";
import { z } from "zod";

/** What keeps a camera that sends pictures from seeing. */
export const BlindReason = z.enum(["dark", "covered", "blurred", "moved"]);
export type BlindReason = z.infer<typeof BlindReason>;

const PerSecond = z.number().nonnegative().max(10_000);

/**
 * How one camera's picture is doing, said every few seconds while it has one. Live: the latest wins, it is never kept and never
 * journalled. What `lost` and `stopped` mean is said by the camera's own state.
 */
export const CameraPulse = z.object({
  widthPixels: z.int().nonnegative().max(100_000),
  heightPixels: z.int().nonnegative().max(100_000),
  /** As FFmpeg calls it: `h264`, `hevc`, `mjpeg` ... */
  codec: z.string().max(40),
  decodedBy: z.enum(["software", "vaapi", "cuda", "v4l2m2m"]),
  /** Which of its addresses is being read. */
  stream: z.enum(["main", "sub"]),
  analysedPerSecond: PerSecond,
  /** How often the operator's detector looked at it; null while the operator has none, or it does not answer. */
  looksPerSecond: PerSecond.nullable().default(null),
  /** Not decoded or not analysed because it came too late. */
  droppedPerSecond: PerSecond,
  /** Came damaged, and was not looked at. */
  damagedPerSecond: PerSecond,
  /** How far what is analysed lies behind what the camera sent; 0 for recordings. */
  lagSeconds: z.number().nonnegative().max(86_400),
  /** It cannot be analysed as fast as it comes, for ten seconds or longer. */
  behind: z.boolean(),
  /** Its picture cannot be used, and why; null while it can. */
  blind: BlindReason.nullable(),
  /** How often its stamps jumped since it was opened. */
  clockJumps: z.int().nonnegative(),
  /** How often it was opened again since its analysis began. */
  reconnects: z.int().nonnegative(),
  /** The thread it shares with other cameras. */
  group: z.int().nonnegative(),
});
export type CameraPulse = z.infer<typeof CameraPulse>;

export const CameraHealth = CameraPulse.extend({
  camera: CameraId,
  at: Instant,
  /** Where it is analysed: by this server, or by an edge beside the camera. */
  analysedBy: z.union([z.literal("centre"), DeviceId]),
});
export type CameraHealth = z.infer<typeof CameraHealth>;
