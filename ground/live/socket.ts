import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { LiveRequest, type Principal, type SessionId, TRACK_FRAME } from "@cordon/kernel";
import { type WebSocket, WebSocketServer } from "ws";
import { foreign, type Origins, SESSION_COOKIE } from "../http/guard.ts";
import type { Clock } from "../clock.ts";
import { isLoopback } from "../identity/loopback.ts";
import type { OpenSession, SessionBook } from "../identity/sessions.ts";
import type { Hub } from "./hub.ts";
import type { Viewer } from "./viewer.ts";

export const LIVE_PATH = "/api/live";
const MAX_FRAME_BYTES = TRACK_FRAME.header + TRACK_FRAME.maxCount * TRACK_FRAME.stride;
/** A viewer's own messages a second: it looks elsewhere, it does not stream. Position frames of devices count too. */
const MAX_MESSAGES_PER_SECOND = 50;
const PING_MS = 20_000;
/** More than a room full of pages of one person; a token that opens sockets without end takes nobody else's place. */
const MAX_SOCKETS_PER_SESSION = 200;

export interface SocketParts {
  readonly hub: Hub;
  readonly origins: () => Origins;
  readonly contract: string;
  readonly sessions: SessionBook;
  readonly clock: Clock;
  /** Whether this principal may report positions of this track. */
  readonly mayReport: (principal: Principal, track: number) => boolean;
  /** How many tokens that open nothing one address may try in a minute: each costs the database a question. */
  readonly refusedPerMinute?: number;
}

/** A room of pages behind one address whose sessions have ended asks less often than this, and must not lock its neighbours out. */
const MAX_REFUSED_PER_MINUTE = 3_000;

/** Who knocks: the other end, or whom a proxy on this machine speaks for. */
function addressOf(request: IncomingMessage): string {
  const peer = request.socket.remoteAddress ?? "";
  const forwarded = request.headers["x-forwarded-for"];
  return isLoopback(peer) && typeof forwarded === "string" ? (forwarded.split(",").at(-1)?.trim() ?? peer) : peer;
}

/** Puts the live socket on the HTTP server, at `/api/live`. Disposing of it ends every stream. */
export function liveSocket(server: Server, parts: SocketParts): AsyncDisposable {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const held = new Map<SessionId, number>();
  const refused = new Map<string, number>();
  const minute = setInterval(() => refused.clear(), 60_000);
  minute.unref();
  server.on("upgrade", (request, socket, head) => {
    // From here on the connection is ours alone: whoever hangs up before it is a WebSocket must not bring the server down.
    socket.on("error", () => socket.destroy());
    if ((request.url ?? "").split("?")[0] !== LIVE_PATH) return refuseUpgrade(socket, "404 Not Found");
    if (foreign(parts.origins(), { host: request.headers.host, origin: request.headers.origin }) !== null)
      return refuseUpgrade(socket, "403 Forbidden");
    const token = tokenOf(request.headers.cookie, request.headers.authorization);
    if (token === null) return refuseUpgrade(socket, "401 Unauthorized");
    const address = addressOf(request);
    const tries = refused.get(address) ?? 0;
    if (tries >= (parts.refusedPerMinute ?? MAX_REFUSED_PER_MINUTE))
      return refuseUpgrade(socket, "429 Too Many Requests");
    parts.sessions.open(token, parts.clock.now()).then(
      (open) => {
        if (open === null) {
          refused.set(address, (refused.get(address) ?? 0) + 1);
          return refuseUpgrade(socket, "401 Unauthorized");
        }
        const others = held.get(open.id) ?? 0;
        if (others >= MAX_SOCKETS_PER_SESSION) return refuseUpgrade(socket, "429 Too Many Requests");
        sockets.handleUpgrade(request, socket, head, (connection) => {
          held.set(open.id, others + 1);
          connection.once("close", () => {
            const left = (held.get(open.id) ?? 1) - 1;
            if (left === 0) held.delete(open.id);
            else held.set(open.id, left);
          });
          serve(connection, open, parts);
        });
      },
      () => refuseUpgrade(socket, "503 Service Unavailable"),
    );
  });
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(minute);
      for (const connection of sockets.clients) connection.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

function serve(connection: WebSocket, session: OpenSession, parts: SocketParts): void {
  const { principal } = session;
  let viewer: Viewer | null = null;
  let messages = 0;
  let answered = true;
  const beat = setInterval(() => {
    if (!answered) return connection.terminate();
    answered = false;
    connection.ping();
  }, PING_MS);
  const second = setInterval(() => {
    messages = 0;
  }, 1000);
  const forget = parts.sessions.whenEnded(session, () => {
    viewer?.drop("signed-out", "The session has ended: sign in again.");
    connection.close(4001, "signed-out");
  });
  const bad = (because: string) => {
    viewer?.drop("bad-message", because);
    connection.close(4000, because);
  };

  connection.on("pong", () => {
    answered = true;
  });
  connection.on("message", (data: Buffer, isBinary: boolean) => {
    if (++messages > MAX_MESSAGES_PER_SECOND) return bad("too many messages");
    if (isBinary) {
      const fault = parts.hub.reportFrame(new DataView(data.buffer, data.byteOffset, data.byteLength), (track) =>
        parts.mayReport(principal, track),
      );
      if (typeof fault === "string") bad(`a position frame that is ${fault}`);
      return;
    }
    const request = requestOf(data);
    if (request === null) return bad("a message that fits no schema");
    if (request.type === "area") {
      if (viewer !== null) parts.hub.look(viewer, request.area);
      return;
    }
    if (viewer !== null) return bad("already subscribed");
    viewer = parts.hub.enter(principal, wireOf(connection), request.from, request.area, parts.contract);
    if (request.contract !== null && request.contract !== parts.contract)
      viewer.drop("stale-client", "This page was made for another version of the server: reload it.");
  });
  connection.on("error", () => connection.terminate());
  connection.on("close", () => {
    clearInterval(beat);
    clearInterval(second);
    forget();
    if (viewer !== null) parts.hub.leave(viewer);
  });
}

function wireOf(connection: WebSocket) {
  return {
    send: (frame: string | Uint8Array) => connection.send(frame),
    get bufferedAmount() {
      return connection.bufferedAmount;
    },
    close: (code: number, reason: string) => connection.close(code, reason),
  };
}

function requestOf(data: Buffer): LiveRequest | null {
  if (data.byteLength > 4096) return null;
  try {
    return LiveRequest.safeParse(JSON.parse(data.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

function tokenOf(cookies: string | undefined, authorization: string | undefined): string | null {
  if (authorization?.startsWith("Bearer ") === true) return authorization.slice("Bearer ".length);
  for (const part of (cookies ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    // A token is base64url and needs no decoding; whatever is not one opens nothing.
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
