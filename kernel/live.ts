import { z } from "zod";
import { AnyEnvelope } from "./entry.ts";

/**
 * What travels on the live socket (`/api/live`). Text frames are JSON of these schemas; binary frames are packed positions.
 *
 * A viewer says `subscribe`; the server answers `hello`, then `entries` from the wished number on (backfill), then `cut-over`
 * once, then `entries` as they are committed. No entry is missed or sent twice. Who reads too slowly is sent `dropped` with the
 * number to resume from, and the socket closes with code 4008.
 */

/** West, south, east, north, in degrees. */
export const Area = z
  .tuple([
    z.number().min(-180).max(180),
    z.number().min(-90).max(90),
    z.number().min(-180).max(180),
    z.number().min(-90).max(90),
  ])
  .refine(([west, south, east, north]) => west <= east && south <= north, "expected west, south, east, north");
export type Area = z.infer<typeof Area>;

export const LiveRequest = z.discriminatedUnion("type", [
  /** `from`: the first entry wanted, or null for those to come only. `area`: whose positions are wanted; null for none. */
  z.object({
    type: z.literal("subscribe"),
    from: z.int().nonnegative().nullable(),
    area: Area.nullable(),
    contract: z.string().max(64).nullable(),
  }),
  z.object({ type: z.literal("area"), area: Area.nullable() }),
]);
export type LiveRequest = z.infer<typeof LiveRequest>;

export const LiveMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), head: z.int().nonnegative(), contract: z.string() }),
  z.object({ type: z.literal("entries"), entries: z.array(AnyEnvelope) }),
  z.object({ type: z.literal("cut-over"), next: z.int().nonnegative() }),
  /** The journal's size, so that a viewer who may not see an entry still knows how far the journal is. */
  z.object({ type: z.literal("head"), size: z.int().nonnegative() }),
  z.object({
    type: z.literal("dropped"),
    error: z.enum(["slow-consumer", "signed-out", "stale-client", "shutting-down", "bad-message"]),
    because: z.string(),
    resumeFrom: z.int().nonnegative(),
  }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** WebSocket close codes that go with `dropped`. */
export const LIVE_CLOSE = {
  "slow-consumer": 4008,
  "signed-out": 4001,
  "stale-client": 4009,
  "shutting-down": 4012,
  "bad-message": 4000,
} as const;

/** A position of a track. Latest wins; never a journal entry. */
export interface TrackPoint {
  /** The unit's small number. */
  readonly track: number;
  readonly lon: number;
  readonly lat: number;
  /** Degrees true, 0 to 360; null when unknown. */
  readonly heading: number | null;
  /** Metres a second; null when unknown. */
  readonly speed: number | null;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/**
 * A packed frame of positions, little endian: 16 bytes of header (u8 version, u8 flags, u16 zero, u32 count, f64 milliseconds since
 * 1970 when it was packed), then 20 bytes a position: u32 track, i32 longitude and i32 latitude in 1e-7 degrees (1.1 cm), u16 heading
 * in hundredths of a degree, u16 speed in cm/s, u32 age in milliseconds at the packing. 0xffff is "unknown".
 */
export const TRACK_FRAME = { version: 1, header: 16, stride: 20, unknown: 0xffff, maxCount: 65_536 } as const;

export type TrackFrameFault = "too-short" | "unknown-version" | "wrong-length";

/** Allocates a frame for `count` positions with its header written. */
export function trackFrame(count: number, packedAtMs: number): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(TRACK_FRAME.header + count * TRACK_FRAME.stride));
  view.setUint8(0, TRACK_FRAME.version);
  view.setUint32(4, count, true);
  view.setFloat64(8, packedAtMs, true);
  return view;
}

/** Writes position `index` of a frame. Takes plain numbers, so that the hub packs from its columns with no object in between; NaN is unknown. */
export function putTrack(
  view: DataView,
  index: number,
  track: number,
  lon: number,
  lat: number,
  heading: number,
  speed: number,
  ageMs: number,
): void {
  const at = TRACK_FRAME.header + index * TRACK_FRAME.stride;
  view.setUint32(at, track, true);
  view.setInt32(at + 4, Math.round(lon * 1e7), true);
  view.setInt32(at + 8, Math.round(lat * 1e7), true);
  view.setUint16(
    at + 12,
    Number.isNaN(heading) ? TRACK_FRAME.unknown : Math.round((((heading % 360) + 360) % 360) * 100) % 36_000,
    true,
  );
  view.setUint16(
    at + 14,
    Number.isNaN(speed) ? TRACK_FRAME.unknown : Math.min(0xfffe, Math.max(0, Math.round(speed * 100))),
    true,
  );
  view.setUint32(at + 16, Math.min(0xffff_ffff, Math.max(0, Math.round(ageMs))), true);
}

/** Packs a list of positions: for devices that report. */
export function packTracks(points: readonly TrackPoint[], packedAtMs: number): DataView<ArrayBuffer> {
  const view = trackFrame(points.length, packedAtMs);
  points.forEach((point, index) =>
    putTrack(
      view,
      index,
      point.track,
      point.lon,
      point.lat,
      point.heading ?? Number.NaN,
      point.speed ?? Number.NaN,
      packedAtMs - point.atMs,
    ),
  );
  return view;
}

/**
 * Reads a frame, position by position, into `take` - which is handed numbers, not an object, as this runs 12,600 times a second.
 * Unknown heading and speed are NaN. Returns how many there were, or what is wrong with the frame.
 */
export function readTracks(
  view: DataView,
  take: (track: number, lon: number, lat: number, heading: number, speed: number, atMs: number) => void,
): number | TrackFrameFault {
  if (view.byteLength < TRACK_FRAME.header) return "too-short";
  if (view.getUint8(0) !== TRACK_FRAME.version) return "unknown-version";
  const count = view.getUint32(4, true);
  if (count > TRACK_FRAME.maxCount || view.byteLength !== TRACK_FRAME.header + count * TRACK_FRAME.stride)
    return "wrong-length";
  const packedAtMs = view.getFloat64(8, true);
  for (let index = 0; index < count; index++) {
    const at = TRACK_FRAME.header + index * TRACK_FRAME.stride;
    const heading = view.getUint16(at + 12, true);
    const speed = view.getUint16(at + 14, true);
    take(
      view.getUint32(at, true),
      view.getInt32(at + 4, true) / 1e7,
      view.getInt32(at + 8, true) / 1e7,
      heading === TRACK_FRAME.unknown ? Number.NaN : heading / 100,
      speed === TRACK_FRAME.unknown ? Number.NaN : speed / 100,
      packedAtMs - view.getUint32(at + 16, true),
    );
  }
  return count;
}
