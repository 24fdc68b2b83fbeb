import { ALLOWED_PROTOCOLS, type Transport, usbDevice } from "./address.ts";

/** What FFmpeg is asked to open. */
export interface VideoInput {
  readonly target: string;
  /** FFmpeg's name of the way to take it apart; undefined when it finds out by looking. */
  readonly demuxer: string | undefined;
  readonly asked: Readonly<Record<string, string>>;
}

/** FFmpeg listens to a stream for five seconds to learn its rate, which is not needed; its size comes with the first key frame. */
const PROBE_MICROSECONDS = "1500000";

export function inputOf(address: string, transport: Transport, timeoutSeconds: number): VideoInput {
  const microseconds = String(Math.round(timeoutSeconds * 1e6));
  const shared = { protocol_whitelist: ALLOWED_PROTOCOLS[transport], fflags: "+genpts+discardcorrupt" };
  switch (transport) {
    case "file": {
      const target = address.startsWith("file:") ? decodeURIComponent(new URL(address).pathname) : address;
      return { target, demuxer: undefined, asked: shared };
    }
    case "rtsp":
      return {
        target: address,
        demuxer: undefined,
        asked: { ...shared, rtsp_transport: "tcp", timeout: microseconds, analyzeduration: PROBE_MICROSECONDS },
      };
    case "usb": {
      const { path = "", wishes = {} } = usbDevice(address) ?? {};
      return {
        target: path,
        demuxer: "v4l2",
        asked: {
          ...(wishes.size === undefined ? {} : { video_size: wishes.size }),
          ...(wishes.rate === undefined ? {} : { framerate: wishes.rate }),
          ...(wishes.coding === undefined ? {} : { input_format: wishes.coding }),
        },
      };
    }
    case "http":
    case "other-live":
      return { target: address, demuxer: undefined, asked: { ...shared, rw_timeout: microseconds } };
  }
}
