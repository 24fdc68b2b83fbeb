import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

/** Every screen of the gate by its name, served from a folder of its own; no server answers behind it. */
export interface Stories extends AsyncDisposable {
  /** Of one state; of all of them, as a list of links, where none is named. */
  urlOf(state?: string): string;
}

const ROOT = join(import.meta.dirname, "..");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

export async function gateStories(): Promise<Stories> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "cordon-stories-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--logLevel", "error", "--outDir", folder, join(ROOT, "apps/gate/stories")];
  const build = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  const [code]: unknown[] = await once(build, "exit");
  if (code !== 0) throw new Error("the stories could not be built");
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://stories").pathname);
    const file = join(folder, path === "/" ? "index.html" : path);
    readFile(file).then(
      (bytes) => response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "" }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.defer(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stories have no address");
  const owned = stack.move();
  return {
    urlOf: (state) => `http://127.0.0.1:${address.port}/${state === undefined ? "" : `#${state}`}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
