import { isIP } from "node:net";

/** Push services of the browsers there are; those of one's own are added by configuration. `*.` stands for one name or more. */
export const PUSH_HOSTS: readonly string[] = [
  "fcm.googleapis.com",
  "*.push.services.mozilla.com",
  "web.push.apple.com",
  "*.push.apple.com",
  "*.notify.windows.com",
];

/**
 * Whether the server may be made to call this address: a phone names it, so it is a push service that is known, over https, and nothing inside.
 * @param hosts those that are known; `127.0.0.1` among them is for tests and may be http
 */
export function isPushEndpoint(text: string, hosts: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  const local = url.hostname === "127.0.0.1" && hosts.includes("127.0.0.1");
  if (local) return url.protocol === "http:" || url.protocol === "https:";
  if (url.protocol !== "https:" || url.port !== "" || isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return false;
  return hosts.some((host) => (host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
}
