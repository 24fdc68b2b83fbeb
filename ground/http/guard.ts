import type { FastifyReply, FastifyRequest } from "fastify";

/** Who this server is to browsers: the only origins whose pages may act with a session. */
export interface Origins {
  /** `http://127.0.0.1:7300`, `https://cordon.example`. */
  readonly allowed: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
  /** Every allowed origin is this machine itself. */
  readonly loopbackOnly: boolean;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** @param publicOrigin what people type, when a proxy or a name stands before the server; null for the address itself */
export function originsOf(host: string, port: number, publicOrigin: string | null): Origins {
  const loopback = host === "127.0.0.1" || host === "::1" || host === "localhost";
  const names = loopback || host === "0.0.0.0" || host === "::" ? LOOPBACK : [host.includes(":") ? `[${host}]` : host];
  const allowed = new Set(names.map((name) => `http://${name}:${port}`));
  if (publicOrigin !== null) allowed.add(publicOrigin);
  return {
    allowed,
    hosts: new Set([...allowed].map((origin) => new URL(origin).host)),
    loopbackOnly: loopback && publicOrigin === null,
  };
}

/**
 * Why a request is not for us, or null. A foreign Host header is a DNS-rebinding page; a foreign Origin is another site's page that
 * tries to act with the visitor's session (CSRF).
 */
export function foreign(
  origins: Origins,
  request: { readonly host: string | undefined; readonly origin: string | undefined },
): string | null {
  if (request.host === undefined || !origins.hosts.has(request.host))
    return `This server does not answer for the host ${request.host ?? "(none)"}.`;
  if (request.origin !== undefined && !origins.allowed.has(request.origin))
    return `Pages of ${request.origin} may not act here.`;
  return null;
}

/** The origin of the page that asks, from its Host: browsers name the Origin of a request that changes nothing only across sites. */
export function originOfHost(origins: Origins, host: string | undefined): string | null {
  for (const origin of origins.allowed) if (new URL(origin).host === host) return origin;
  return null;
}

/** The console draws a WebGL map with a worker of its own and shows exhibits; nothing comes from elsewhere but the configured map. */
export function securityHeaders(mapOrigins: readonly string[]): Readonly<Record<string, string>> {
  const map = mapOrigins.join(" ");
  return {
    "content-security-policy": [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      `img-src 'self' data: blob: ${map}`.trim(),
      "media-src 'self' blob:",
      "worker-src 'self' blob:",
      `connect-src 'self' ${map}`.trim(),
      "font-src 'self' data:",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
  };
}

export function sessionTokenOf(request: FastifyRequest): string | null {
  const cookie = request.cookies[SESSION_COOKIE];
  if (cookie !== undefined) return cookie;
  const authorization = request.headers.authorization;
  return authorization?.startsWith("Bearer ") === true ? authorization.slice("Bearer ".length) : null;
}

export const SESSION_COOKIE = "cordon_session";

/** `Secure` unless the page came over plain HTTP from this very machine, where no cookie could be kept otherwise. */
export function setSessionCookie(reply: FastifyReply, origins: Origins, token: string, expiresAt: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: !origins.loopbackOnly,
    expires: new Date(expiresAt),
  });
}

export function clearSessionCookie(reply: FastifyReply, origins: Origins): void {
  reply.clearCookie(SESSION_COOKIE, { path: "/", httpOnly: true, sameSite: "strict", secure: !origins.loopbackOnly });
}
