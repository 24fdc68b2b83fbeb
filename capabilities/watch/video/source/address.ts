/** How a source is read: a stream that goes on for ever, or a recording that has an end. */
export type Transport = "file" | "http" | "rtsp" | "usb" | "other-live";

/** What kind of address this is; undefined when its protocol is not one that a camera may use. */
export function transportOf(address: string): Transport | undefined {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(address)?.[1]?.toLowerCase();
  // One letter before the colon is a Windows drive.
  if (scheme === undefined || scheme === "file") return "file";
  if (scheme === "http" || scheme === "https") return "http";
  if (scheme === "rtsp" || scheme === "rtsps") return "rtsp";
  if (scheme === "usb") return usbDevice(address) === undefined ? undefined : "usb";
  return scheme === "udp" ||
    scheme === "rtp" ||
    scheme === "srt" ||
    scheme === "rtmp" ||
    scheme === "rtmps" ||
    scheme === "tcp"
    ? "other-live"
    : undefined;
}

/**
 * What FFmpeg may open for such an address. A playlist fetched over the network must not make it read local files, and no
 * address may use its composing protocols (concat, subfile, data ...).
 */
export const ALLOWED_PROTOCOLS: Readonly<Record<Transport, string>> = {
  file: "file",
  http: "http,https,tcp,tls,crypto",
  rtsp: "rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https",
  usb: "",
  "other-live": "udp,rtp,srt,rtmp,rtmps,tcp,tls",
};

/** A camera plugged into this machine, and how its pictures are asked for. */
export interface UsbDevice {
  readonly path: string;
  /** What Video4Linux is to be asked for: `size` as 1280x720, `rate` in pictures a second, `coding` as mjpeg or h264. */
  readonly wishes: Readonly<Partial<Record<"size" | "rate" | "coding", string>>>;
}

const WISHES = { size: /^\d{2,5}x\d{2,5}$/, rate: /^\d{1,3}$/, coding: /^[a-z0-9]{1,16}$/ } as const;

/** `usb:/dev/video0?size=1280x720&rate=15`; undefined when it is no device for video, or asks for what nobody knows. */
export function usbDevice(address: string): UsbDevice | undefined {
  const [, path, query = ""] =
    /^usb:(\/dev\/(?:video\d{1,3}|v4l\/by-(?:id|path)\/[\w.:+-]+))(?:\?(.*))?$/i.exec(address) ?? [];
  if (path === undefined) return undefined;
  const wishes: Partial<Record<keyof typeof WISHES, string>> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (name !== "size" && name !== "rate" && name !== "coding") return undefined;
    if (!WISHES[name].test(value)) return undefined;
    wishes[name] = value;
  }
  return { path, wishes };
}

/** The address without what must not be shown: user, password and query. */
export function shownAddress(address: string): string {
  if (transportOf(address) === "file") return address.replace(/^.*[\\/]/, "");
  const device = usbDevice(address);
  if (device !== undefined) return `usb:${device.path}`;
  const parsed = URL.parse(address);
  return parsed === null ? "(unreadable address)" : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
