/** The rendered cameras over HTTP on the loopback interface, one address a camera: `http://127.0.0.1:PORT/cam-07.ts`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Feed, Watcher } from "./feed.ts";

export type StreamServer = AsyncDisposable & {
  readonly port: number;
  /** The address of a camera's stream. */
  url(reference: string): string;
};

/** A reader that has this much unread is no live viewer any more, bytes. */
const mostUnread = 4_000_000;

/** @param port 0 for any that is free @throws Error when the port is taken */
export async function serveFeeds(feeds: ReadonlyMap<string, Feed>, port = 0): Promise<StreamServer> {
  const server = createServer((request, response) => {
    const reference = /^\/([a-z0-9-]+)\.ts$/.exec(request.url ?? "")?.[1] ?? "";
    const found = feeds.get(reference);
    if (!found || request.method !== "GET") {
      response.writeHead(404, { "content-type": "text/plain" }).end("no such camera\n");
      return;
    }
    response.writeHead(200, { "content-type": "video/mp2t", "cache-control": "no-store" });
    response.flushHeaders();
    const watcher: Watcher = {
      write: (chunk) => {
        response.write(chunk);
        return response.writableLength < mostUnread;
      },
      drop: () => response.destroy(),
    };
    found.watch(watcher);
    response.on("close", () => found.leave(watcher));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: (reference) => `http://127.0.0.1:${bound}/${reference}.ts`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
