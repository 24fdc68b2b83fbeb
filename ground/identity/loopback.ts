import { isIPv4 } from "node:net";

/** What the HTTP door knows of a call. `headers` as Node.js gives them: lower case. */
export interface CallTrace {
  /** The address the server listens on, as configured. */
  readonly boundTo: string;
  /** The other end of the TCP connection. */
  readonly peer: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A reverse proxy on this machine makes the whole world look local: any of these says there is one. */
const PROXY_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
  "via",
  "cf-connecting-ip",
];

/**
 * Whether nothing lies between the caller and this machine. The Host is checked because a page anywhere can point its own
 * name at 127.0.0.1 (DNS rebinding) and would then be answered as a local one.
 */
export function cameFromThisMachine(call: CallTrace): boolean {
  if (!isLoopback(call.boundTo) || !isLoopback(call.peer)) return false;
  if (PROXY_HEADERS.some((name) => call.headers[name] !== undefined)) return false;
  const host = call.headers["host"];
  return typeof host === "string" && isLoopback(hostnameOf(host));
}

/** Also the IPv4 loopback written as IPv6. A socket on the disk has no address: it is local. */
export function isLoopback(address: string): boolean {
  const name = address.toLowerCase().replace(/^\[|\]$/g, "");
  if (name === "localhost" || name === "::1") return true;
  const four = name.startsWith("::ffff:") ? name.slice("::ffff:".length) : name;
  return isIPv4(four) && four.startsWith("127.");
}

function hostnameOf(host: string): string {
  return host.startsWith("[") ? host.slice(0, host.indexOf("]") + 1) : (host.split(":")[0] ?? "");
}
