import { createHash } from "node:crypto";
import { refuse } from "@cordon/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendRefusal } from "./api.ts";

/** A page the server writes itself: no script, no cookie, cacheable. */
export interface PublicPage {
  readonly path: string;
  readonly cacheSeconds: number;
  /** @param request the wished language, from `?lang=` or Accept-Language */
  render(request: { readonly language: "fr" | "en" }): Promise<string>;
}

/** Something public that others read by machine at a well-known address (RFC 8615): no cookie, cacheable, for any site. */
export interface PublicDocument {
  readonly path: string;
  readonly cacheSeconds: number;
  readonly contentType: string;
  /** Null: there is none yet. */
  read(): Promise<string | null>;
}

/** Pages below one path, which say their language in it: what a crowd asks for at once, and caches may keep without looking at a header. */
export interface PublicSite {
  /** `/which-gate`: it and everything below it. */
  readonly path: string;
  /** @param asked what comes after the path, without its first slash and without a query; the language is of Accept-Language */
  answer(asked: { readonly below: string; readonly language: "fr" | "en" }): Promise<PublicAnswer>;
  /** The page for when no answer can be made. */
  unavailable(asked: { readonly below: string; readonly language: "fr" | "en" }): string;
}

export type PublicAnswer =
  /** `caching`: a Cache-Control header (RFC 9111, RFC 5861). */
  | { readonly is: "found" | "not-found"; readonly body: PublicBody; readonly caching: string }
  /** Where the page in the wished language is: the one answer that depends on a header. */
  | { readonly is: "elsewhere"; readonly location: string };

/** What is sent, with what is computed from it once however often it is sent. */
export interface PublicBody {
  readonly text: string;
  readonly contentType: "text/html; charset=utf-8" | "application/json; charset=utf-8";
  /** A strong validator (RFC 9110, section 8.8.3): of the bytes alone, so that all servers say the same. */
  readonly etag: string;
  /** Its Content-Security-Policy; null for what is no page. */
  readonly policy: string | null;
}

export function publicBody(kind: "html" | "json", text: string): PublicBody {
  return {
    text,
    contentType: kind === "html" ? "text/html; charset=utf-8" : "application/json; charset=utf-8",
    etag: etagOf(text),
    policy: kind === "html" ? policyOf(text) : null,
  };
}

export function routePublicPages(
  http: FastifyInstance,
  parts: {
    readonly publicPages: readonly PublicPage[];
    readonly publicDocuments: readonly PublicDocument[];
    readonly publicSites: readonly PublicSite[];
  },
): void {
  for (const page of parts.publicPages) routePage(http, page);
  for (const document of parts.publicDocuments) routeDocument(http, document);
  for (const site of parts.publicSites) routeSite(http, site);
}

function routePage(http: FastifyInstance, page: PublicPage): void {
  http.get(page.path, async (request, reply) => {
    const wished = /[?&]lang=(fr|en)\b/.exec(request.url)?.[1] ?? wishedLanguage(request);
    const body = publicBody("html", await page.render({ language: wished === "en" ? "en" : "fr" }));
    reply.header("cache-control", `public, max-age=${page.cacheSeconds}`).header("vary", "accept-language");
    return sendBody(request, reply, body);
  });
}

function routeDocument(http: FastifyInstance, { path, cacheSeconds, contentType, read }: PublicDocument): void {
  http.get(path, async (request, reply) => {
    const text = await read();
    if (text === null) return sendRefusal(reply, refuse("not-found", `There is nothing at ${path} yet.`), null);
    reply.header("cache-control", `public, max-age=${cacheSeconds}`).type(contentType);
    return sendValidated(request, forAnySite(reply), text, etagOf(text));
  });
}

/** Longer is no address of any site. */
const LONGEST_BELOW = 120;

function routeSite(http: FastifyInstance, site: PublicSite): void {
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const asked = {
      below: path.slice(site.path.length + 1, site.path.length + 1 + LONGEST_BELOW),
      language: wishedLanguage(request),
    };
    let answer: PublicAnswer;
    try {
      answer = await site.answer(asked);
    } catch (error) {
      // A machine that is broken for a moment: caches go on with what they have (stale-if-error), all others get a page and not a JSON problem.
      request.log.error({ err: error, url: path.slice(0, 200) }, "a public page could not be made");
      reply.code(503).header("cache-control", "no-store").header("retry-after", "10");
      return sendBody(request, reply, publicBody("html", site.unavailable(asked)));
    }
    if (answer.is === "elsewhere") {
      reply.header("cache-control", "public, max-age=300").header("vary", "accept-language");
      return reply.redirect(answer.location, 302);
    }
    reply.code(answer.is === "found" ? 200 : 404).header("cache-control", answer.caching);
    if (answer.body.policy === null) forAnySite(reply);
    return sendBody(request, reply, answer.body);
  };
  // Not counted by address: a crowd behind one mobile network's address is a crowd, and what is sent is made once for all of it.
  const options = { config: { rateLimit: false } } as const;
  http.get(site.path, options, handle);
  http.get(`${site.path}/*`, options, handle);
}

function wishedLanguage(request: FastifyRequest): "fr" | "en" {
  return /^\s*en/i.test(request.headers["accept-language"] ?? "") ? "en" : "fr";
}

function forAnySite(reply: FastifyReply): FastifyReply {
  return reply.header("access-control-allow-origin", "*").header("cross-origin-resource-policy", "cross-origin");
}

function sendBody(request: FastifyRequest, reply: FastifyReply, body: PublicBody): FastifyReply {
  reply.type(body.contentType);
  if (body.policy !== null) reply.header("content-security-policy", body.policy);
  return sendValidated(request, reply, body.text, body.etag);
}

/** Sends what the asker does not have yet (RFC 9110, section 13.1.2). */
function sendValidated(request: FastifyRequest, reply: FastifyReply, text: string, etag: string): FastifyReply {
  reply.header("etag", etag);
  if (reply.statusCode === 200 && hasIt(request.headers["if-none-match"], etag)) return reply.code(304).send();
  return reply.send(text);
}

/** The weak comparison: a proxy that compresses makes a validator weak. */
function hasIt(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
}

function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** Nothing runs, nothing is asked of anybody but the icon; of styles only those that stand in the page, known by their hashes. */
function policyOf(page: string): string {
  // All text in a page is escaped, so that a style element is one of ours.
  const styles = [...page.matchAll(/<style>([^]*?)<\/style>/g)].map(
    ([, css = ""]) => `'sha256-${createHash("sha256").update(css).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `style-src ${styles.length === 0 ? "'none'" : styles.join(" ")}`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
