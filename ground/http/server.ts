import { basename, dirname } from "node:path";
import { isRefusal, type Principal, type Refusal, type RefusalReason, type Role, refuse } from "@cordon/kernel";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import fixed from "@fastify/static";
import fastify, {
  type FastifyBaseLogger,
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
} from "fastify";
import type { Logger } from "pino";
import type { Blobs } from "../blobs/port.ts";
import type { Clock } from "../clock.ts";
import type { Dispatcher } from "../dispatch.ts";
import type { Door } from "../door.ts";
import { cameFromThisMachine } from "../identity/loopback.ts";
import type { SessionBook } from "../identity/sessions.ts";
import type { Journal } from "../journal/port.ts";
import type { AnyMedium } from "../medium.ts";
import { apiPage } from "./api-page.ts";
import { type Caller, routeOperations, sendRefusal } from "./api.ts";
import { routeExhibits } from "./exhibits.ts";
import { foreign, type Origins, originOfHost, securityHeaders, sessionTokenOf } from "./guard.ts";
import { type MediaParts, routeMedia } from "./media.ts";
import type { ApiDocument } from "./openapi.ts";
import { type PublicDocument, type PublicPage, type PublicSite, routePublicPages } from "./public-pages.ts";
import { routeUploads } from "./uploads.ts";
import { refuseAs } from "../refusals.ts";

export interface HttpParts {
  readonly version: string;
  /** The address it listens on. */
  readonly host: string;
  /** Asked at each request, since a server that listens on any free port learns its own address late. */
  readonly origins: () => Origins;
  readonly dispatcher: Dispatcher;
  readonly document: ApiDocument;
  readonly sessions: SessionBook;
  readonly clock: Clock;
  /** The server rehearses on this machine: a rehearsal operator may sign in without a passkey. */
  readonly rehearsing: boolean;
  readonly journal: Journal;
  readonly blobs: Blobs;
  /** Whether files that people send are taken here. */
  readonly uploads: boolean;
  readonly media: readonly AnyMedium[];
  /** What media look at. */
  readonly house: MediaParts["house"];
  readonly publicPages: readonly PublicPage[];
  readonly publicDocuments: readonly PublicDocument[];
  readonly publicSites: readonly PublicSite[];
  /** Built web apps: `/field/` and its folder. The one at `/` answers every other path, as its router expects. */
  readonly apps: readonly { readonly path: string; readonly folder: string }[];
  /** Where an online map comes from, if one is configured: the only foreign addresses a page may ask. */
  readonly mapOrigins: readonly string[];
  /** A PMTiles archive on this disk, served in ranges at `MAP_ARCHIVE_PATH`; null without one. */
  readonly mapArchive: string | null;
  /** What pages may know before anybody signs in. */
  readonly greeting: () => unknown;
  readonly log: Logger;
}

/** Whoever has no session. */
export const VISITOR: Principal = { kind: "system", id: "visitor", roles: [], contingent: null, unit: null };

export const BODY_LIMIT_BYTES = 512 * 1024;

export async function httpServer(parts: HttpParts): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = parts.log;
  const http = fastify({
    loggerInstance: logger,
    // A URL may carry a query's input; what was asked stands in the journal, not in a log.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    // A proxy on this machine says whom it speaks for, so that one stranger's tries are not everybody's. Who is local is decided without it.
    trustProxy: "loopback",
  });
  await http.register(cookie);
  // A limit for each address that no person reaches, so that one broken client cannot starve the room.
  await http.register(rateLimit, { max: 6_000, timeWindow: "1 minute", allowList: (request) => isLoopback(request) });

  const headers = securityHeaders(parts.mapOrigins);
  const https = [...parts.origins().allowed].some((origin) => origin.startsWith("https:"));
  http.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
    if (https) reply.header("strict-transport-security", "max-age=31536000");
    const because = foreign(parts.origins(), {
      host: request.headers.host,
      origin: unsafe(request) ? request.headers.origin : undefined,
    });
    if (because !== null) return sendRefusal(reply, refuse("not-permitted", because), null);
  });
  http.setErrorHandler((error: FastifyError, request, reply) =>
    sendRefusal(reply, refusalOf(error, request, parts.log), null),
  );

  async function caller(request: FastifyRequest): Promise<Caller> {
    const token = sessionTokenOf(request);
    const open = token === null ? null : await parts.sessions.open(token, parts.clock.now());
    const door: Door = {
      origin: request.headers.origin ?? originOfHost(parts.origins(), request.headers.host),
      fromThisMachine:
        parts.origins().loopbackOnly &&
        cameFromThisMachine({
          boundTo: parts.host,
          peer: request.socket.remoteAddress ?? "",
          headers: request.headers,
        }),
      rehearsing: parts.rehearsing,
      session: open?.id ?? null,
    };
    return { by: open?.principal ?? VISITOR, door };
  }

  routeOperations(http, { dispatcher: parts.dispatcher, document: parts.document, origins: parts.origins, caller });
  routeExhibits(http, parts.blobs, async (request) => (await caller(request)).by);
  if (parts.uploads) {
    const principalOf = async (request: FastifyRequest) => (await caller(request)).by;
    await routeUploads(http, { journal: parts.journal, blobs: parts.blobs, principalOf });
  }
  routeMedia(http, {
    media: parts.media,
    principalOf: async (request) => (await caller(request)).by,
    house: parts.house,
  });
  http.get("/api/openapi.json", (_, reply) => reply.type("application/json").send(parts.document.text));
  http.get("/api/", (_, reply) =>
    reply.type("text/html").send(apiPage([...parts.dispatcher.operations.values()], parts.version)),
  );
  http.get("/api", (_, reply) => reply.redirect("/api/"));
  http.get("/api/hello", (_, reply) => reply.header("cache-control", "no-store").send(parts.greeting()));
  routeJournal(http, parts.journal, async (request) => (await caller(request)).by);
  routePublicPages(http, parts);
  await routeApps(http, parts.apps);
  routeMapArchive(http, parts.mapArchive);
  return http;
}

/** Whole entries of every contingent at once: for those who watch the watchers, and need to know no less than all. */
const READS_ALL_ENTRIES: readonly Role[] = ["auditor", "data-protection", "admin"];

/** The journal as a public log server offers it (c2sp.org/tlog-tiles), but for the entries, which are not public. */
function routeJournal(
  http: FastifyInstance,
  journal: Journal,
  principalOf: (request: FastifyRequest) => Promise<Principal>,
): void {
  http.get("/journal/checkpoint", (_, reply) =>
    reply.header("cache-control", "no-store").type("text/plain; charset=utf-8").send(journal.checkpoint()),
  );
  http.get("/journal/key", (_, reply) => reply.type("text/plain; charset=utf-8").send(`${journal.verifierKey()}\n`));
  http.get("/journal/tile/*", async (request, reply) => {
    const path = request.url.slice("/journal/".length).split("?")[0] ?? "";
    if (path.startsWith("tile/entries/")) {
      const by = await principalOf(request);
      if (by.contingent !== null || !by.roles.some((role) => READS_ALL_ENTRIES.includes(role))) {
        return sendRefusal(reply, refuse("not-permitted", "Entries are for auditors; hashes are for anyone."), by);
      }
      reply.header("cache-control", "no-store");
    }
    const tile = await journal.tile(path);
    if (tile === null) return sendRefusal(reply, refuse("not-found", "There is no such tile."), null);
    return reply.type("application/octet-stream").send(Buffer.from(tile));
  });
}

export const MAP_ARCHIVE_PATH = "/map/archive.pmtiles";

/** A PMTiles reader asks for ranges; the static sender answers them. */
function routeMapArchive(http: FastifyInstance, file: string | null): void {
  if (file === null) return;
  http.get(MAP_ARCHIVE_PATH, (_, reply) => reply.sendFile(basename(file), dirname(file), { cacheControl: false }));
}

async function routeApps(http: FastifyInstance, apps: HttpParts["apps"]): Promise<void> {
  // Lends every reply its `sendFile`; each app below serves its own folder.
  await http.register(fixed, { root: import.meta.dirname, serve: false });
  for (const app of apps) {
    await http.register(fixed, {
      root: app.folder,
      prefix: app.path,
      decorateReply: false,
      setHeaders(reply, path) {
        // Vite names its assets by their content; everything else is asked for anew.
        reply.header("cache-control", /\/assets\//.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  const byLength = apps.toSorted((a, b) => b.path.length - a.path.length);
  http.setNotFoundHandler(async (request, reply) => {
    const app = byLength.find(({ path }) => request.url.startsWith(path));
    const page =
      request.method === "GET" &&
      (request.headers.accept ?? "").includes("text/html") &&
      !request.url.startsWith("/api/");
    if (!page || app === undefined)
      return sendRefusal(reply, refuse("not-found", `There is nothing at ${request.url.slice(0, 200)}.`), null);
    return reply.header("cache-control", "no-cache").sendFile("index.html", app.folder);
  });
}

function unsafe(request: FastifyRequest): boolean {
  return request.method !== "GET" && request.method !== "HEAD";
}

function isLoopback(request: FastifyRequest): boolean {
  return request.ip === "127.0.0.1" || request.ip === "::1" || request.ip === "::ffff:127.0.0.1";
}

const MOST_KIB = BODY_LIMIT_BYTES / 1024;
const tooLarge = refuseAs(
  "message-too-large",
  "too-large",
  `This is too much for one message: at most ${MOST_KIB} KiB are taken. Nothing was kept; send less at a time.`,
  undefined,
  { kib: String(MOST_KIB) },
);

const OF_STATUS: Readonly<Record<number, RefusalReason>> = {
  400: "invalid",
  404: "not-found",
  413: "too-large",
  415: "invalid",
  429: "too-many",
  503: "unavailable",
};

/** Fastify's own errors (malformed JSON, too large a body) are the caller's; anything else is a bug or a broken machine, logged whole and told as little. */
function refusalOf(error: FastifyError, request: FastifyRequest, log: Logger): Refusal {
  if (isRefusal(error)) return error;
  const reason = OF_STATUS[error.statusCode ?? 500];
  if (reason === "too-large") return tooLarge;
  if (reason !== undefined) return refuse(reason, error.message);
  log.error({ err: error, url: request.url.split("?")[0] }, "a request failed");
  return refuse("unavailable", "The server failed to answer; nothing was changed. The reason is in its log.");
}
